import pytest
from django.db import DatabaseError, transaction

from belegg.apps.study import actions, journal
from belegg.apps.study.models import Case, JournalEntry, Question
from belegg.method.errors import Refused


def add_case(study, by, key, **fields):
    with journal.act(study, by=by, verb="case.add", about=f"case:{key}", name=key) as doing:
        return doing.create(Case(study=study, key=key, name=fields.pop("name", key), **fields))


def rename(case, name, by):
    with journal.act(case.study, by=by, verb="case.change", about=f"case:{case.key}") as doing:
        doing.update(Case.objects.get(pk=case.pk), name=name)


def test_act_is_undone_and_done_again(study, ida):
    case = add_case(study, ida, "fjordvik")

    journal.undo(ida)
    assert not Case.objects.exists()

    journal.redo(ida)
    assert Case.objects.get().pk == case.pk


def test_sixty_steps_are_undone_in_turn(study, ida):
    case = add_case(study, ida, "fjordvik", name="0")
    for n in range(1, 61):
        rename(case, str(n), ida)

    for n in reversed(range(60)):
        journal.undo(ida)
        assert Case.objects.get().name == str(n)


def test_undo_refuses_what_another_has_changed_and_names_them(study, ida, jonas):
    case = add_case(study, ida, "fjordvik")
    rename(case, "Ida's name", ida)
    rename(case, "Jonas' name", jonas)

    with pytest.raises(Refused) as refused:
        journal.undo(ida)

    assert refused.value.params["who"] == "Jonas"
    assert Case.objects.get().name == "Jonas' name"


def test_undo_of_creation_refuses_where_others_build_on_it(study, ida, jonas):
    case = add_case(study, ida, "fjordvik")
    add_case(study, jonas, "havn", parent=case)

    with pytest.raises(Refused) as refused:
        journal.undo(ida)

    assert refused.value.params["who"] == "Jonas"
    assert Case.objects.count() == 2


def test_new_act_clears_what_could_be_done_again(study, ida):
    add_case(study, ida, "fjordvik")
    journal.undo(ida)
    add_case(study, ida, "lyngmo")

    with pytest.raises(Refused):
        journal.redo(ida)


def test_deleted_row_comes_back_as_it_was(study, ida):
    case = add_case(study, ida, "fjordvik", note="by the sea")
    with journal.act(study, by=ida, verb="case.delete", about="case:fjordvik") as doing:
        doing.delete(case)

    journal.undo(ida)

    back = Case.objects.get()
    assert (back.pk, back.name, back.note) == (case.pk, "fjordvik", "by the sea")


def test_failed_act_leaves_no_trace(study, ida):
    before = JournalEntry.objects.count()
    with pytest.raises(ZeroDivisionError), journal.act(study, by=ida, verb="case.add") as doing:
        doing.create(Case(study=study, key="x", name="x"))
        raise ZeroDivisionError

    assert (Case.objects.count(), JournalEntry.objects.count()) == (0, before)


def test_database_refuses_to_change_the_journal(study, ida):
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.filter(study=study).update(verb="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.filter(study=study)._raw_delete("default")


def test_chain_holds_and_tells_of_a_changed_payload(study, ida):
    add_case(study, ida, "fjordvik")
    assert journal.faults(study) == []

    entry = JournalEntry.objects.filter(study=study).latest("number")
    entry.payload.facts = b'{"params": {}, "why": "invented"}'
    entry.payload.save()

    assert journal.faults(study) == [f"The contents of journal entry {entry.number} have been changed."]


def test_erased_payload_leaves_the_chain_whole(study, ida):
    add_case(study, ida, "fjordvik")
    JournalEntry.objects.filter(study=study).latest("number").payload.delete()

    assert journal.faults(study) == []


def test_every_kind_of_field_survives_undo(study, ida):
    with journal.act(study, by=ida, verb="question.add") as doing:
        question = doing.create(Question(study=study, key="q1", text="Hva forstås med samskaping? 🙂", declared=False, position=3))
    journal.undo(ida)
    journal.redo(ida)

    again = Question.objects.get()
    assert (again.pk, again.text, again.declared, again.position) == (question.pk, question.text, False, 3)


def test_coder_may_not_make_members(study, jonas, people):
    with pytest.raises(Refused) as refused:
        actions.add_member(study, people["stian"], "reader", by=jonas)
    assert refused.value.code == "not_allowed"


def test_row_changed_twice_in_one_act_is_undone_and_done_again(study, ida):
    old = add_case(study, ida, "Fjord")
    with journal.act(study, by=ida, verb="case.change", about="case:x") as doing:
        doing.update(old, name="Fjordvik")
        doing.update(old, name="Fjordby")
        new = doing.create(Case(study=study, key="ny", name="Ny"))
        doing.update(new, name="Nyere")
        gone = doing.create(Case(study=study, key="borte", name="Borte"))
        doing.delete(gone)
    assert journal.images(doing.entry)["study.Case"]["deleted"] == []

    journal.undo(ida)
    assert set(Case.objects.values_list("name", flat=True)) == {"Fjord"}
    journal.redo(ida)
    assert set(Case.objects.values_list("name", flat=True)) == {"Fjordby", "Nyere"}


def test_row_changed_and_then_deleted_in_one_act_comes_back_as_it_was_before(study, ida):
    case = add_case(study, ida, "Fjord")
    with journal.act(study, by=ida, verb="case.delete", about="case:x") as doing:
        doing.update(case, name="Fjordvik")
        doing.delete(case)

    journal.undo(ida)
    assert Case.objects.get().name == "Fjord"
