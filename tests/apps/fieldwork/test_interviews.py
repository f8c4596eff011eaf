"""Interviews as acts."""

import datetime

import pytest

from belegg.apps.fieldwork import guides, interviews
from belegg.apps.fieldwork.models import Interview, Participation, Skipped
from belegg.apps.privacy.actions import add_person, delete_person, merge_people
from belegg.apps.study.models import Member
from belegg.method.errors import Refused
from belegg.method.guide import Item

DAY = datetime.date(2025, 3, 5)


def refused(act, *args, **how):
    with pytest.raises(Refused) as caught:
        act(*args, **how)
    return caught.value.code


@pytest.fixture
def kari(study, ida):
    return add_person(study, "Informant 1", by=ida)


@pytest.fixture
def ola(study, ida):
    return add_person(study, "Informant 2", by=ida)


@pytest.fixture
def version(study, ida):
    return guides.add_guide(study, "Ledere", [Item("q1", "", "Hva er jobben?"), Item("q2", "q1", "Og før?", "probe")], by=ida)


@pytest.fixture
def joint(study, ida, kari, ola, version):
    return interviews.add_interview(
        study, people=[kari, ola, kari], members=[ida], by=ida, date=DAY, state="held", guide_version=version, minutes=20
    )


def test_joint_interview_has_each_participant_once(study, joint, kari, ola, ida):
    (line,) = interviews.lines(study)
    assert (line.interview.key, line.people, line.members, line.is_joint) == ("i-1", [kari, ola], [ida], True)


def test_interviews_stand_by_date_and_undated_ones_last(study, ida, joint):
    for said in ({}, {"date": DAY - datetime.timedelta(days=9)}):
        interviews.add_interview(study, by=ida, **said)
    assert [line.interview.key for line in interviews.lines(study)] == ["i-3", "i-1", "i-2"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"form": "song"}, "bad_interview"),
        ({"minutes": 0}, "bad_minutes"),
        ({"minutes": 9999}, "bad_minutes"),
        ({"state": "held"}, "held_without_date"),
    ],
)
def test_bad_interviews_are_refused(study, ida, said, code):
    assert refused(interviews.add_interview, study, by=ida, **said) == code
    assert not Interview.objects.exists()


def test_planned_interview_is_held_later(study, ida, kari, ola):
    planned = interviews.add_interview(study, people=[kari], by=ida, place="Rådhuset")
    assert refused(interviews.change_interview, planned, state="held", by=ida) == "held_without_date"
    held = interviews.change_interview(planned, state="held", date=DAY, people=[ola], by=ida)

    assert (held.state, held.place) == ("held", "Rådhuset")
    assert list(Participation.objects.values_list("person__key", flat=True)) == [ola.key]
    assert refused(interviews.change_interview, held, follow_up_of=held, by=ida) == "follows_itself"


def test_questions_left_out_are_those_of_the_guide_used(study, ida, joint, version):
    interviews.skip_question(joint, "q2", by=ida)
    interviews.skip_question(joint, "q2", by=ida)
    assert interviews.skipped_of(joint) == {"q2"}
    assert refused(interviews.skip_question, joint, "q9", by=ida) == "not_in_guide"
    shorter = guides.new_guide_version(version.guide, [Item("q1", "", "Hva er jobben?")], why="Kortere", by=ida)
    assert refused(interviews.change_interview, joint, guide_version=shorter, by=ida) == "questions_skipped"
    interviews.skip_question(joint, "q2", False, by=ida)
    assert interviews.change_interview(joint, guide_version=shorter, by=ida).guide_version == shorter
    assert not Skipped.objects.exists()
    without = interviews.add_interview(study, by=ida)
    assert refused(interviews.skip_question, without, "q1", by=ida) == "no_guide"


def test_version_that_was_used_stays_as_it_was(joint, version, ida):
    assert guides.is_used(version)
    assert refused(guides.change_questions, version, [Item("q1", "", "Annet?")], by=ida) == "version_used"
    assert refused(guides.delete_guide_version, version, by=ida) == "version_used"


def test_interview_something_came_of_is_not_deleted(study, joint, ida):
    follow_up = interviews.add_interview(study, follow_up_of=joint, form="mail", by=ida)
    assert refused(interviews.delete_interview, joint, by=ida) == "interview_used"
    interviews.delete_interview(follow_up, by=ida)
    interviews.delete_interview(joint, by=ida)
    assert not Interview.objects.exists()


def test_who_took_part_is_not_deleted_and_is_merged_once(study, joint, kari, ola, ida):
    assert refused(delete_person, kari, by=ida) == "person_used"
    merge_people(kari, ola, by=ida)
    assert [line.people for line in interviews.lines(study)] == [[ola]]


def test_reader_enters_no_interview(study, people):
    assert refused(interviews.add_interview, study, by=Member.objects.get(study=study, user=people["rita"])) == "not_allowed"
