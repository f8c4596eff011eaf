"""Guides and their versions as acts."""

import datetime

import pytest

from belegg.apps.fieldwork import guides
from belegg.apps.fieldwork.models import Guide, GuideQuestion, GuideVersion
from belegg.apps.study import journal
from belegg.method.errors import Refused
from belegg.method.guide import Item, keep_ids, read_guide

FIRST = "Innledning\n  Fortelle om prosjektet\nSamarbeid\n  Hvem samarbeider dere med?\n    Hvordan begynte det?\n  Hva har dere lært?\n"
SECOND = FIRST.replace("    Hvordan begynte det?\n", "") + "  Kjenner du ordet samskaping?\n"


def refused(act, *args, **how):
    with pytest.raises(Refused) as caught:
        act(*args, **how)
    return caught.value.code


@pytest.fixture
def first(study, ida):
    return guides.add_guide(study, "Ledere", read_guide(FIRST), by=ida, language="nb", date=datetime.date(2025, 2, 24))


def next_items(version, text):
    return keep_ids(read_guide(text, guides.ids_ever_used(version.guide)), guides.items_of(version))


def test_guide_is_entered_with_its_questions_in_order(first):
    assert (first.key, first.guide.key, first.number) == ("ledere-v1", "ledere", 1)
    assert guides.items_of(first) == read_guide(FIRST)


def test_new_version_keeps_ids_and_needs_a_reason(first, ida):
    items = next_items(first, SECOND)

    assert refused(guides.new_guide_version, first.guide, items, why=" ", by=ida) == "no_reason"
    assert refused(guides.new_guide_version, first.guide, guides.items_of(first), why="Because", by=ida) == "nothing_changed"
    second = guides.new_guide_version(first.guide, items, why="Ordet var ukjent.", by=ida)

    assert second.number == 2 and [item.qid for item in guides.items_of(second)] == ["q1", "q2", "q3", "q4", "q6", "q12"]
    assert guides.items_of(first) == read_guide(FIRST)


def test_new_ids_were_never_used_before(first, ida):
    second = guides.new_guide_version(first.guide, next_items(first, SECOND), why="Kortere", by=ida)
    before = guides.ids_ever_used(first.guide)
    third = guides.new_guide_version(first.guide, next_items(second, FIRST), why="Likevel", by=ida)

    new = {item.qid for item in guides.items_of(third)} - {item.qid for item in guides.items_of(second)}
    assert len(new) == 1 and not new & before  # the probe that was gone and came back is a new question


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "no_questions"),
        ([Item("a", "", " ")], "question_without_words"),
        ([Item("a", "b", "A"), Item("b", "", "B")], "question_not_in_tree"),
        ([Item("a", "", "A"), Item("a", "", "B")], "question_not_in_tree"),
        ([Item("a", "a", "A")], "question_not_in_tree"),
        ([Item("a", "", "A", "song")], "question_not_in_tree"),
        ([Item(f"q{n}", "", "A") for n in range(1001)], "too_many_questions"),
    ],
)
def test_bad_questions_are_refused(study, ida, items, code):
    assert refused(guides.add_guide, study, "Ledere", items, by=ida) == code
    assert not Guide.objects.exists()


def test_titles_are_not_given_twice(study, ida, first):
    assert refused(guides.add_guide, study, "LEDERE", read_guide(FIRST), by=ida) == "guide_exists"
    assert refused(guides.add_guide, study, "", read_guide(FIRST), by=ida) == "no_title"
    assert guides.rename_guide(first.guide, "ledere", by=ida).title == "ledere"


def test_only_the_last_version_is_taken_away_and_the_guide_with_the_first(first, ida):
    second = guides.new_guide_version(first.guide, next_items(first, SECOND), why="Kortere", by=ida)

    assert refused(guides.delete_guide_version, first, by=ida) == "not_the_last"
    guides.delete_guide_version(second, by=ida)
    guides.delete_guide_version(first, by=ida)

    assert not GuideVersion.objects.exists() and not GuideQuestion.objects.exists() and not Guide.objects.exists()
    journal.undo(ida)
    journal.undo(ida)
    assert guides.items_of(GuideVersion.objects.get(number=2))[-1].qid == "q12"


def test_questions_of_an_unused_version_are_changed_in_place(first, ida):
    guides.change_questions(first, next_items(first, FIRST + "  Til slutt?\n"), by=ida)

    assert GuideVersion.objects.count() == 1 and len(guides.items_of(first)) == 7
    journal.undo(ida)
    assert guides.items_of(first) == read_guide(FIRST)


def test_reader_and_stranger_write_no_guides(study, people):
    from belegg.apps.study.models import Member

    rita = Member.objects.get(study=study, user=people["rita"])
    assert refused(guides.add_guide, study, "Ledere", read_guide(FIRST), by=rita) == "not_allowed"
