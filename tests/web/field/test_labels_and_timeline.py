"""A new person is labelled after the study's scheme, and a person's page tells what has happened with them."""

import datetime

import pytest

from belegg.apps.analysis.checking import answer_quotation, send_check
from belegg.apps.coding.codings import mark_passage
from belegg.apps.exchange.timeline import timeline_of
from belegg.apps.exchange.withdrawals import withdraw
from belegg.apps.fieldwork.contacts import add_contact
from belegg.apps.fieldwork.interviews import add_interview
from belegg.apps.privacy.consents import record_consents
from belegg.apps.privacy.models import Person
from belegg.apps.study.cases import add_case
from tests.worlds import add_codes, add_round, bring_in

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


def test_a_pseudonym_left_open_becomes_the_next_label(page, study, ida):
    case = add_case(study, "Bergen kommune", by=ida)
    new = f"/studies/{study.key}/field/new-person/"
    assert "Key informant 1 BK" in page.get(new).content.decode() or "Nøkkelinformant 1 BK" in page.get(new).content.decode()
    page.post(new, {"pseudonym": "", "rank": "key", "case": case.key, "scheme": "rank_case"})
    page.post(new, {"pseudonym": "", "rank": "", "case": case.key})
    page.post(new, {"pseudonym": "Kari", "rank": ""})

    first, second, third = Person.objects.order_by("pk").values_list("pseudonym", flat=True)
    assert first.endswith("1 BK") and second == "Informant 2 BK" and third == "Kari"


def test_the_timeline_goes_from_the_first_question_to_the_erasure(page, study, ida):
    text = bring_in(study, by=ida)
    add_round(study, ida)
    person = Person.objects.get(study=study, key="r")
    add_contact(study, person=person, on=DAY, answer="yes", answered=DAY.replace(day=3), by=ida)
    record_consents(person, {"quoting": "given", "recording": "refused"}, date=DAY.replace(day=4), by=ida)
    add_interview(study, date=DAY.replace(day=5), people=[person], by=ida)
    turn = text.turns.filter(person=person).first()
    coding = mark_passage(text, add_codes(study, ida, "Tillit")[0], turn.start, turn.end, by=ida)
    coding.refresh_from_db()
    check = send_check(person, [coding], sent=DAY.replace(day=6), by=ida)
    answer_quotation(check.quotations.get(), "approved", on=DAY.replace(day=7), by=ida)

    kinds = [one.kind for one in timeline_of(person)]
    assert [kind for kind in kinds if kind != "text"] == ["asked", "answered", "consented", "interview", "sent", "checked"]
    assert "text" in kinds
    shown = page.get(f"/studies/{study.key}/people/r/").content.decode()
    assert "Asked to take part" in shown and "Quotations approved (1)" in shown

    withdraw(person, "delete", by=ida, why="By letter")
    assert timeline_of(Person.objects.get(pk=person.pk))[-1].kind == "erased"
