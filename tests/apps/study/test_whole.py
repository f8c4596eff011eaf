"""Undo, redo and deleting leave nothing without what it is about; where they would, they say who has built on it."""

import pytest

from belegg.apps.analysis.actions import write_summary
from belegg.apps.coding import codebook
from belegg.apps.coding.actions import mark_passage, unmark
from belegg.apps.coding.models import Code, Coding
from belegg.apps.privacy.actions import add_person, delete_person
from belegg.apps.sources.actions import mark_part
from belegg.apps.study import journal
from belegg.apps.study.actions import add_member
from belegg.apps.study.cases import add_case, change_case, delete_case, move_case
from belegg.apps.study.memos import add_memo, delete_memo
from belegg.apps.study.models import Case, Memo
from belegg.method.errors import Refused
from tests.worlds import add_codes, add_round, bring_in


@pytest.fixture
def text(study, ida):
    add_round(study, ida)
    return bring_in(study, by=ida)


def refused(act, *args, **named) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.sentence()


BUILT_ON = "This can't be undone or redone: more has been built on it since, by %s. The journal shows what happened."
CHANGED = "This can't be undone or redone: it has been changed since, by %s. The journal shows what happened."


def test_coding_with_a_memo_of_another_is_not_undone(study, ida, jonas, text):
    (code,) = add_codes(study, ida, "Tillit")
    coding = mark_passage(text, code, 38, 60, by=ida)
    memo = add_memo(study, "Why here?", target=f"coding:{coding.key}", by=jonas)
    assert refused(journal.undo, ida) == BUILT_ON % "Jonas"
    assert Coding.objects.filter(pk=coding.pk).exists()
    assert Memo.objects.get(pk=memo.pk).target == f"coding:{coding.key}"


@pytest.mark.parametrize("kind", ["case", "code"])
def test_thing_with_a_memo_of_another_is_not_undone(study, ida, jonas, kind):
    thing = add_case(study, "Fjordvik", by=ida) if kind == "case" else codebook.add_code(study, "Tillit", by=ida)
    add_memo(study, "A thought", target=f"{kind}:{thing.key}", by=jonas)
    assert refused(journal.undo, ida) == BUILT_ON % "Jonas"


def test_one_s_own_memo_is_undone_first(study, ida):
    case = add_case(study, "Fjordvik", by=ida)
    add_memo(study, "A thought", target=f"case:{case.key}", by=ida)
    journal.undo(ida)
    journal.undo(ida)
    assert (Memo.objects.count(), Case.objects.count()) == (0, 0)


def test_person_whose_words_are_summed_up_is_neither_undone_nor_deleted(study, ida, jonas):
    (code,) = add_codes(study, ida, "Tillit")
    person = add_person(study, "Informant 1", by=ida)
    write_summary(code, f"person:{person.key}", "Trusts the neighbours.", by=jonas)
    assert refused(delete_person, person, by=ida).startswith("Something has been written about Informant 1")
    assert refused(journal.undo, ida) == BUILT_ON % "Jonas"


def test_case_that_a_part_of_a_text_belongs_to_is_neither_undone_nor_deleted(study, ida, text):
    case = add_case(study, "Fjordvik", by=ida)
    entry = journal.next_undo(ida)
    mark_part(text, 0, 20, case, by=ida)
    assert "parts of texts: 1" in refused(delete_case, case, by=ida)
    assert refused(journal.undo, ida, entry) == BUILT_ON % "Ida"


def test_memo_does_not_come_back_without_its_case(study, ida, jonas):
    case = add_case(study, "Fjordvik", by=ida)
    delete_memo(add_memo(study, "A thought", target=f"case:{case.key}", by=jonas), by=jonas)
    delete_case(case, by=ida)
    refused(journal.undo, jonas)
    assert Memo.objects.count() == 0


def test_coding_does_not_come_back_without_its_code(study, ida, jonas, text):
    (code,) = add_codes(study, ida, "Tillit")
    unmark(mark_passage(text, code, 38, 60, by=jonas), by=jonas)
    codebook.delete_code(code, by=ida)
    assert refused(journal.undo, jonas) == CHANGED % "Ida"


def test_place_that_has_been_taken_is_not_taken_twice(study, ida, jonas, text):
    (code,) = add_codes(study, ida, "Tillit")
    unmark(mark_passage(text, code, 38, 60, by=jonas), by=jonas)
    entry = journal.next_undo(jonas)
    mark_passage(text, code, 38, 60, by=jonas)
    assert refused(journal.undo, jonas, entry) == CHANGED % "Jonas"
    assert Coding.objects.count() == 1


def test_name_that_has_been_taken_does_not_come_back(study, ida, jonas):
    code = codebook.add_code(study, "Tillit", by=ida)
    codebook.change_code(code, name="Trust", by=ida)
    codebook.add_code(study, "TILLIT", by=jonas)
    assert refused(journal.undo, ida) == CHANGED % "Jonas"
    assert sorted(Code.objects.values_list("name", flat=True)) == ["TILLIT", "Trust"]


def test_name_taken_under_another_parent_is_no_hindrance(study, ida):
    fjordvik, lyngmo = add_case(study, "Fjordvik", by=ida), add_case(study, "Lyngmo", by=ida)
    helse = add_case(study, "Helse", parent=fjordvik, by=ida)
    change_case(helse, name="Omsorg", by=ida)
    entry = journal.next_undo(ida)
    add_case(study, "Helse", parent=lyngmo, by=ida)
    journal.undo(ida, entry)
    assert Case.objects.filter(name="Helse").count() == 2


def test_undo_puts_no_case_below_itself(study, ida):
    above = add_case(study, "Fjordvik", by=ida)
    case = add_case(study, "Helse", parent=above, by=ida)
    case = move_case(case, parent=None, by=ida)
    entry = journal.next_undo(ida)
    move_case(Case.objects.get(pk=above.pk), parent=case, by=ida)
    assert refused(journal.undo, ida, entry) == CHANGED % "Ida"


def test_member_who_has_acted_is_not_undone(study, ida, people):
    stian = add_member(study, people["stian"], "coder", by=ida)
    codebook.add_code(study, "Tillit", by=stian)
    assert refused(journal.undo, ida) == BUILT_ON % "Stian"
