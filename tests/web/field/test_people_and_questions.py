import pytest

from belegg.apps.privacy.actions import add_person, change_person
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Turn
from belegg.apps.study import journal
from belegg.apps.study.models import Question
from belegg.apps.study.questions import add_question, change_question
from tests.worlds import bring_in


def test_field_lists_people_with_the_texts_they_speak_in(as_, study, ida):
    bring_in(study, by=ida)
    add_person(study, "Taus", by=ida)
    lines = as_("rita").get(f"/studies/{study.key}/field/").context["people"]
    assert sorted((line.person.pseudonym, line.texts) for line in lines) == [("K", 1), ("R", 1), ("Taus", 0)]


def test_field_asks_as_often_for_three_people_as_for_one(as_, study, ida, cases, django_assert_max_num_queries):
    client, address = as_("ida"), f"/studies/{study.key}/field/"
    add_person(study, "A", case=cases["helse"], by=ida)
    add_question(study, "Hvorfor?", by=ida)
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    for name in ("B", "C"):
        add_person(study, name, case=cases["lyngmo"], by=ida)
        add_question(study, name, by=ida)
    with django_assert_max_num_queries(100) as three:
        client.get(address)
    assert len(three) == len(one)


def test_person_is_added_and_undone(as_, study, ida, cases):
    sent = {"pseudonym": "Informant 1", "rank": "key", "role": "Leder", "unit": "Helse", "case": "helse"}
    assert as_("ida").post(f"/studies/{study.key}/field/new-person/", sent).status_code == 302
    person = Person.objects.get(study=study)
    assert (person.pseudonym, person.rank, person.role, person.unit, person.case.key) == ("Informant 1", "key", "Leder", "Helse", "helse")
    journal.undo(ida)
    assert not Person.objects.filter(study=study).exists()


def test_pseudonym_in_use_is_refused_at_its_field(as_, study, ida):
    add_person(study, "Informant 1", by=ida)
    answer = as_("ida").post(f"/studies/{study.key}/field/new-person/", {"pseudonym": "informant 1"})
    assert answer.status_code == 422
    assert "There is already a person called" in answer.context["form"].errors["pseudonym"][0]


def test_person_is_changed_and_a_conflict_told(as_, study, ida):
    person = add_person(study, "Informant 1", by=ida)
    client, address = as_("ida"), f"/studies/{study.key}/people/{person.key}/"
    seen = client.get(address).context["seen"]
    change_person(person, role="Ordfører", by=ida)

    answer = client.post(address, {"pseudonym": "Informant 9", "role": "Leder", "seen": seen})

    assert answer.status_code == 409
    assert "Ordfører" in answer.content.decode()
    assert client.post(address, {"pseudonym": "Informant 9", "seen": answer.context["seen"]}).status_code == 302
    assert Person.objects.get(pk=person.pk).pseudonym == "Informant 9"


def test_rank_in_words_of_the_study_is_kept(as_, study, ida):
    person = add_person(study, "Informant 1", rank="gatekeeper", by=ida)
    client, address = as_("ida"), f"/studies/{study.key}/people/{person.key}/"
    assert '<option value="gatekeeper" selected>' in client.get(address).content.decode()
    assert client.post(address, {"pseudonym": "Informant 1", "rank": "gatekeeper"}).status_code == 302


def test_two_people_become_one_and_undo_parts_them(as_, study, ida):
    text = bring_in(study, by=ida)
    as_("ida").post(f"/studies/{study.key}/people/k/merge/", {"into": "r"})
    assert set(Turn.objects.filter(text=text, person__isnull=False).values_list("person__key", flat=True)) == {"r"}
    journal.undo(ida)
    assert set(Turn.objects.filter(text=text, person__isnull=False).values_list("person__key", flat=True)) == {"r", "k"}


def test_person_who_speaks_is_not_deleted(as_, study, ida):
    bring_in(study, by=ida)
    answer = as_("ida").post(f"/studies/{study.key}/people/k/delete/")
    assert answer.status_code == 422
    assert "speaks in texts of this study" in answer.content.decode()


def test_question_is_added_changed_moved_and_deleted(as_, study, ida):
    top = add_question(study, "Hva er samskaping?", by=ida)
    client = as_("ida")
    answer = client.post(f"/studies/{study.key}/field/new-question/", {"text": "Hvem er med?", "parent": top.key, "declared": "no"})
    new = Question.objects.get(study=study, parent=top)
    assert answer.url == f"/studies/{study.key}/field/#question-{new.key}"
    assert not new.declared

    client.post(f"/studies/{study.key}/questions/{new.key}/", {"text": "Hvem mangler?", "declared": "yes"})
    client.post(f"/studies/{study.key}/questions/{new.key}/move/", {"step": "out"})
    new.refresh_from_db()
    assert (new.text, new.declared, new.parent) == ("Hvem mangler?", True, None)

    client.post(f"/studies/{study.key}/questions/{new.key}/delete/")
    assert not Question.objects.filter(pk=new.pk).exists()
    journal.undo(ida)
    assert Question.objects.filter(pk=new.pk).exists()


def test_question_above_others_is_not_deleted(as_, study, ida):
    top = add_question(study, "Hva?", by=ida)
    add_question(study, "Hvem?", parent=top, by=ida)
    assert as_("ida").post(f"/studies/{study.key}/questions/{top.key}/delete/").status_code == 422


def test_conflict_on_a_question_is_told(as_, study, ida):
    question = add_question(study, "Hva?", by=ida)
    client, address = as_("ida"), f"/studies/{study.key}/questions/{question.key}/"
    seen = client.get(address).context["seen"]
    change_question(question, text="Hvorfor?", by=ida)
    answer = client.post(address, {"text": "Hvordan?", "declared": "yes", "seen": seen})
    assert answer.status_code == 409
    assert "Hvorfor?" in answer.content.decode()


def test_questions_stand_at_their_anchor(as_, study, ida):
    add_question(study, "Hva?", by=ida)
    assert '<section class="section" id="questions"' in as_("rita").get(f"/studies/{study.key}/field/").content.decode()


@pytest.mark.parametrize("address", ["field/new-person/", "people/p-1/", "people/p-1/delete/", "people/p-1/merge/", "field/new-question/",
                                     "questions/q-1/", "questions/q-1/move/", "questions/q-1/delete/"])  # fmt: skip
def test_reader_may_not_change_people_or_questions(as_, study, ida, address):
    add_person(study, "Informant 1", by=ida)
    add_question(study, "Hva?", by=ida)
    assert as_("rita").post(f"/studies/{study.key}/{address}", {}).status_code == 403


def test_stranger_sees_no_field(as_, study, ida):
    add_person(study, "Informant 1", by=ida)
    for address in ("field/", "people/p-1/", "field/new-person/"):
        assert as_("stian").get(f"/studies/{study.key}/{address}").status_code == 404
