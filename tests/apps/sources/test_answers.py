"""Answers to the questions of a guide, and what a guide says of silence."""

import pytest

from belegg.apps.analysis.asked import unasked
from belegg.apps.analysis.matrix import matrix_of
from belegg.apps.coding.eliciting import questions_for, set_elicited
from belegg.apps.coding.merging import merge_codes
from belegg.apps.coding.models import Elicits
from belegg.apps.fieldwork.guides import add_guide, delete_guide_version, new_guide_version
from belegg.apps.fieldwork.interviews import add_interview, skip_question
from belegg.apps.sources import actions
from belegg.apps.sources.actions.answers import answers_to, question_of, questions
from belegg.apps.sources.models import Answer, Text
from belegg.method.errors import Refused
from belegg.method.guide import Item
from belegg.method.matrix import TextState
from tests.worlds import add_codes, bring_in

FIRST = [Item("q1", "", "Hva er jobben din?"), Item("q2", "", "Hvem er med?")]
SECOND = [*FIRST, Item("q3", "", "Hva slags ledelse trengs det?")]


@pytest.fixture
def field(study, ida):
    """Two interviews, the first held with a guide that lacks the third question, each with its text."""
    old = add_guide(study, "Guide", FIRST, by=ida)
    new = new_guide_version(old.guide, SECOND, why="Leaders came up unasked", by=ida)
    texts = []
    for number, version in enumerate((old, new), 1):
        text = bring_in(study, key=f"int-{number}", title=f"Interview {number}", by=ida)
        actions.set_interview(text.source, add_interview(study, guide_version=version, by=ida), by=ida)
        texts.append(Text.objects.select_related("source__interview", "body", "study").get(pk=text.pk))
    return texts


def asked(study, qid):
    return question_of(study, f"{questions(study)[0].guide.key}:{qid}")


def test_questions_stand_in_their_newest_wording(study, ida, field):
    assert [one.item.text for one in questions(study)] == [item.text for item in SECOND]


def test_an_answer_is_found_by_interview_and_question(study, ida, field):
    answer = actions.mark_answer(field[1], 38, 60, asked(study, "q3"), by=ida)

    assert answers_to(answer.guide) == {field[1].source.interview_id: {"q3": [answer]}}
    assert actions.mark_answer(field[1], 38, 60, asked(study, "q3"), by=ida) == answer
    assert Answer.objects.count() == 1


def test_no_answer_without_such_a_question(study, ida, field):
    with pytest.raises(Refused) as refused:
        asked(study, "q9")
    assert refused.value.code == "no_such_question"


def test_an_answer_goes_along_to_a_corrected_text(study, ida, field):
    answer = actions.mark_answer(field[0], 60, 90, asked(study, "q2"), by=ida)
    words = field[0].body.text[60:90]

    new = actions.new_version(field[0], [(0, 0, "Heading\n")], why="A heading", by=ida)

    there = Answer.objects.get(pk=answer.pk)
    assert (there.text, new.body.text[there.start : there.end]) == (new, words)


def test_a_guide_whose_questions_are_answered_stays(study, ida):
    version = add_guide(study, "Guide", FIRST, by=ida)
    text = bring_in(study, key="int-1", title="Interview", by=ida)
    answer = actions.mark_answer(text, 38, 60, questions(study)[0], by=ida)

    with pytest.raises(Refused) as refused:
        delete_guide_version(version, by=ida)
    assert refused.value.code == "guide_used"

    actions.unmark_answer(answer, by=ida)
    delete_guide_version(version, by=ida)


def test_a_code_is_not_asked_where_the_version_lacks_its_question(study, ida, field):
    (code,) = add_codes(study, ida, "Leadership")
    set_elicited(code, [asked(study, "q3")], by=ida)

    assert unasked(study) == [(field[0].pk, code.pk, TextState.NOT_ASKED)]
    assert list(matrix_of(study, "sources").states[0]) == ["not_asked", "empty"]


def test_a_code_is_skipped_where_its_question_was_left_out(study, ida, field):
    (code,) = add_codes(study, ida, "Leadership")
    set_elicited(code, [asked(study, "q3")], by=ida)
    skip_question(field[1].source.interview, "q3", by=ida)

    assert list(matrix_of(study, "sources").states[0]) == ["not_asked", "skipped"]


def test_one_question_asked_or_answered_is_enough(study, ida, field):
    (code,) = add_codes(study, ida, "Leadership")
    set_elicited(code, [asked(study, "q2"), asked(study, "q3")], by=ida)
    assert unasked(study) == []

    set_elicited(code, [asked(study, "q3")], by=ida)
    actions.mark_answer(field[0], 60, 90, asked(study, "q3"), by=ida)
    assert unasked(study) == []


def test_who_merges_codes_keeps_their_questions(study, ida, field):
    one, other = add_codes(study, ida, "Leadership", "Leaders")
    set_elicited(one, [asked(study, "q2"), asked(study, "q3")], by=ida)
    set_elicited(other, [asked(study, "q3")], by=ida)

    merge_codes(one, other, by=ida)

    assert {key.partition(":")[2] for key in questions_for(other)} == {"q2", "q3"}
    assert Elicits.objects.count() == 2


def test_readers_mark_nothing(study, rita, field):
    with pytest.raises(Refused) as refused:
        actions.mark_answer(field[0], 38, 60, asked(study, "q1"), by=rita)
    assert refused.value.code == "not_allowed"
