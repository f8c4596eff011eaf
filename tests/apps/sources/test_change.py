import pytest

from belegg.apps.privacy.actions import add_person, merge_people
from belegg.apps.privacy.models import Person
from belegg.apps.sources.actions import (
    assign_speaker,
    change_source,
    delete_source,
    mark_part,
    set_cases,
    set_turns,
    unmark_part,
    what_goes,
)
from belegg.apps.sources.dependants import AFTER_TURNS_CHANGED, ON_SOURCE_DELETED, Dependant
from belegg.apps.sources.models import Part, Source, Text, Turn
from belegg.apps.sources.search import search_turns
from belegg.apps.study import journal
from belegg.apps.study.models import Case
from belegg.method.errors import Refused
from belegg.method.transcript import recognise
from tests.apps.sources.test_add import INTERVIEW, bring_in


def add_case(study, by, key):
    with journal.act(study, by=by, verb="case.add", about=f"case:{key}", name=key) as doing:
        return doing.create(Case(study=study, key=key, name=key.title()))


@pytest.fixture
def text(study, ida):
    return bring_in(study, ida, roles={"I": "interviewer", "R": "informant"}).texts.get()


def turns(text):
    return list(Turn.objects.filter(text=text).order_by("n").values_list("n", "start", "role", "person__pseudonym"))


def test_turns_are_replaced_and_codings_are_told(text, ida, monkeypatch):
    told = []
    monkeypatch.setattr(
        "belegg.apps.sources.actions.turns.AFTER_TURNS_CHANGED", [*AFTER_TURNS_CHANGED, lambda doing, text: told.append(text.key)]
    )
    before = turns(text)

    set_turns(text, recognise(INTERVIEW, ()), by=ida)

    assert [(start, role) for _, start, role, _ in turns(text)] == [(0, ""), (22, ""), (45, ""), (60, "")]
    assert told == ["int-1"]
    journal.undo(ida)
    assert turns(text) == before


def test_turns_that_did_not_change_keep_their_rows(text, ida):
    kept = set(Turn.objects.filter(text=text, speaker="I").values_list("pk", flat=True))

    set_turns(text, recognise(INTERVIEW, roles={"I": "interviewer", "R": "other"}), by=ida)

    assert set(Turn.objects.filter(text=text, speaker="I").values_list("pk", flat=True)) == kept
    assert Turn.objects.filter(text=text, role="other").count() == 2


def test_turns_that_leave_words_out_are_refused(text, ida):
    with pytest.raises(Refused) as refused:
        set_turns(text, recognise("I: Hva?", ()), by=ida)

    assert refused.value.code == "turns_leave_words_out"


def test_speaker_becomes_a_person_and_nobody_again(text, ida, study):
    person = add_person(study, "Informant 1", by=ida)

    assign_speaker(text, "R", role="informant", person=person, by=ida)
    assert [name for *_, name in turns(text)] == [None, "Informant 1", None, "Informant 1"]

    assign_speaker(text, "R", anyone=True, by=ida)
    assert [name for *_, name in turns(text)] == [None, None, None, None]


def test_role_of_a_speaker_counts_in_search(text, ida, study):
    assert search_turns(study, "naboene", roles=["informant"]).count == 1

    assign_speaker(text, "R", role="other", by=ida)

    assert search_turns(study, "naboene", roles=["informant"]).count == 0
    assert search_turns(study, "naboene", roles=["other"]).count == 1


def test_unknown_speaker_is_refused(text, ida):
    with pytest.raises(Refused) as refused:
        assign_speaker(text, "X", role="other", by=ida)

    assert refused.value.code == "no_such_speaker"


def test_two_people_become_one_with_their_turns(text, ida, study):
    kept, gone = add_person(study, "Informant 1", by=ida), add_person(study, "Informant 2", by=ida)
    assign_speaker(text, "R", person=gone, by=ida)

    merge_people(gone, kept, by=ida)

    assert [name for *_, name in turns(text)] == [None, "Informant 1", None, "Informant 1"]
    journal.undo(ida)
    assert Person.objects.filter(study=study).count() == 2
    assert [name for *_, name in turns(text)] == [None, "Informant 2", None, "Informant 2"]


def test_fields_and_cases_change_in_one_act(text, ida, study):
    fjordvik, lyngmo = add_case(study, ida, "fjordvik"), add_case(study, ida, "lyngmo")
    set_cases(text.source, [fjordvik], by=ida)

    change_source(text.source, title=" Ny  tittel ", kind="observation", cases=[lyngmo], by=ida)

    source = Source.objects.get()
    assert (source.key, source.title, source.kind) == ("int-1", "Ny tittel", "observation")
    assert [link.case.key for link in source.in_cases.all()] == ["lyngmo"]
    journal.undo(ida)
    assert [link.case.key for link in source.in_cases.all()] == ["fjordvik"]


def test_changed_language_is_searched_by_its_own_stems(study, ida):
    source = bring_in(study, ida, body="R: They were running.", language="nb")
    assert search_turns(study, "runs").count == 0

    change_source(source, language="en", by=ida)
    assert search_turns(study, "runs").count == 1

    journal.undo(ida)
    assert search_turns(study, "runs").count == 0


def test_part_belongs_to_a_case_until_taken_off(text, ida, study):
    case = add_case(study, ida, "fjordvik")

    part = mark_part(text, 3, 10, case, by=ida)
    assert mark_part(text, 3, 10, case, by=ida) == part

    unmark_part(part, by=ida)
    assert not Part.objects.exists()
    with pytest.raises(Refused):
        mark_part(text, 3, 3000, case, by=ida)


def test_deleted_source_comes_back_whole(text, ida, study):
    mark_part(text, 3, 10, add_case(study, ida, "fjordvik"), by=ida)
    before = turns(text)
    assert what_goes(text.source)["turns"] == 4

    delete_source(text.source, by=ida)
    assert not Source.objects.exists() and not Text.objects.exists() and search_turns(study, "naboene").count == 0

    journal.undo(ida)
    assert turns(Text.objects.get()) == before
    assert search_turns(study, "naboene").count == 1 and Part.objects.count() == 1


def test_source_with_work_on_it_needs_to_be_let_go_expressly(text, ida, monkeypatch):
    deleted = []
    work = Dependant("codings", lambda source: 7, lambda doing, source: deleted.append(source.key))
    monkeypatch.setattr("belegg.apps.sources.actions.delete.ON_SOURCE_DELETED", [*ON_SOURCE_DELETED, work])

    with pytest.raises(Refused) as refused:
        delete_source(text.source, by=ida)
    assert (refused.value.code, refused.value.params["count"]) == ("has_codings", 7)

    delete_source(text.source, with_codings=True, by=ida)
    assert deleted == ["int-1"] and not Source.objects.exists()
