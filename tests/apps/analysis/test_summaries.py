"""Summaries of a framework matrix: written, undone, and not written over by accident."""

import pytest

from belegg.apps.analysis.actions import write_summary
from belegg.apps.analysis.framework import framework_of
from belegg.apps.analysis.layout import Layout
from belegg.apps.analysis.models import Summary
from belegg.apps.analysis.rules import summary_stamp
from belegg.apps.coding import actions as coding
from belegg.apps.coding.models import Code, Coding
from belegg.apps.exchange.check import orphan_faults
from belegg.apps.privacy.actions import merge_people
from belegg.apps.privacy.models import Person
from belegg.apps.sources.actions.delete import delete_source, what_goes
from belegg.apps.sources.models import Source
from belegg.apps.study import journal
from belegg.apps.study.actions import add_member
from belegg.apps.study.models import Member
from belegg.method.errors import Refused


@pytest.fixture
def owner(demo):
    return Member.objects.select_related("study").get(study=demo, role="owner")


@pytest.fixture
def colleague(demo, owner, people):
    return add_member(demo, people["stian"], "coder", by=owner)


@pytest.fixture
def code(demo):
    return Code.objects.get(study=demo, key="storrelse")


def test_summary_is_written_and_undone(demo, owner, code):
    write_summary(code, "case:fjordvik", " Stort er tungt. \r\n", by=owner, codings=["c-0001", "c-0002", "c-0001"])

    summary = Summary.objects.get(study=demo, code=code, column="case:fjordvik")
    assert (summary.text, summary.codings, summary.by) == ("Stort er tungt.", ["c-0001", "c-0002"], owner)
    journal.undo(owner)
    assert not Summary.objects.filter(pk=summary.pk).exists()


def test_empty_summary_goes_and_comes_back_with_undo(demo, owner):
    makt = Code.objects.get(study=demo, key="makt")
    before = Summary.objects.get(code=makt, column="case:havstrand").text

    assert write_summary(makt, "case:havstrand", "", by=owner, codings=[]) is None
    assert not Summary.objects.filter(code=makt, column="case:havstrand").exists()
    journal.undo(owner)
    assert Summary.objects.get(code=makt, column="case:havstrand").text == before


def test_writing_the_same_again_is_no_act(owner, code):
    write_summary(code, "case:fjordvik", "Stort er tungt.", by=owner)
    step = journal.next_undo(owner)

    write_summary(code, "case:fjordvik", "Stort er tungt.", by=owner)

    assert journal.next_undo(owner) == step


def test_second_writer_is_told_who_has_written(owner, colleague, code):
    write_summary(code, "case:fjordvik", "Mitt.", by=owner, seen="")

    with pytest.raises(Refused) as refusal:
        write_summary(code, "case:fjordvik", "Ditt.", by=colleague, seen="")

    assert (refusal.value.code, refusal.value.params["who"]) == ("changed_since", owner.name)
    now = Summary.objects.get(code=code, column="case:fjordvik")
    assert write_summary(code, "case:fjordvik", "Vårt.", by=colleague, seen=summary_stamp(now)).text == "Vårt."


@pytest.mark.parametrize("column", ["case:atlantis", "code:makt", "fjordvik", ""])
def test_column_that_is_not_there_is_refused(owner, code, column):
    with pytest.raises(Refused) as refusal:
        write_summary(code, column, "Ord.", by=owner)

    assert refusal.value.code == "not_found"


def test_coding_that_is_not_there_is_refused(owner, code):
    with pytest.raises(Refused):
        write_summary(code, "case:fjordvik", "Ord.", by=owner, codings=["c-9999x"])


def test_reader_may_not_write(demo, owner, people, code):
    reader = add_member(demo, people["rita"], "reader", by=owner)

    with pytest.raises(Refused) as refusal:
        write_summary(code, "case:fjordvik", "Ord.", by=reader)

    assert refusal.value.code == "not_allowed"


def test_summary_under_an_informant(demo, owner, code):
    assert write_summary(code, "person:p1", "Ett ord.", by=owner).column == "person:p1"


def test_summary_rests_again_on_a_coding_that_comes_back(demo, owner, colleague):
    summary = Summary.objects.get(study=demo, code__key="makt", column="case:havstrand")
    coding_ = Coding.objects.select_related("text__source", "code", "study").get(study=demo, key="c-0062")
    coding.unmark(coding_, by=owner)

    assert rests_on(demo) == ("c-0794", "c-0797")
    assert write_summary(summary.code, summary.column, "Nytt.", by=colleague).codings == ["c-0062", "c-0794", "c-0797"]
    assert list(orphan_faults(demo)) == []
    journal.undo(owner)
    assert rests_on(demo) == ("c-0062", "c-0794", "c-0797")


def rests_on(study):
    lines = framework_of(study, Layout()).lines
    return next(cell.codings for line in lines for cell in line.cells if (cell.code, cell.other) == ("makt", "havstrand"))


def test_summaries_of_a_source_go_with_it_and_come_back(demo, owner, code):
    source = Source.objects.get(study=demo, key="int-5")
    summary = write_summary(code, "source:int-5", "Kort og avvisende.", by=owner)

    assert what_goes(source)["summaries"] == 1
    delete_source(source, by=owner, with_codings=True)
    assert not Summary.objects.filter(pk=summary.pk).exists()
    journal.undo(owner)
    assert Summary.objects.get(pk=summary.pk).text == "Kort og avvisende."


def test_summaries_of_people_who_are_one_stand_below_each_other(demo, owner, code):
    write_summary(code, "person:p1", "Første.", by=owner)
    write_summary(code, "person:p2", "Andre.", by=owner)
    people = {person.key: person for person in Person.objects.filter(study=demo)}

    merge_people(people["p2"], people["p1"], by=owner)

    assert [(s.column, s.text) for s in Summary.objects.filter(study=demo, code=code)] == [("person:p1", "Første.\n\nAndre.")]
