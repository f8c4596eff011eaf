"""Observations: entered, with who was there; field notes written in the page; contacts that came of them."""

import datetime

import pytest

from belegg.apps.exchange.withdrawals import withdraw
from belegg.apps.fieldwork.models import Contact, Observation, Presence
from belegg.apps.fieldwork.observations import add_observation, change_observation, delete_observation, lines
from belegg.apps.privacy.actions import add_person, merge_people
from belegg.apps.sources.models import Source, Text
from belegg.apps.study.cases import add_case
from belegg.method.errors import Refused

DAY = datetime.date(2025, 3, 13)


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


def at(study, rest=""):
    return f"/studies/{study.key}/{rest}"


def test_from_the_event_to_the_contact_it_led_to(page, study, ida):
    case, person = add_case(study, "Bergen", by=ida), add_person(study, "Informant 1", by=ida)
    assert "No observation yet" in page.get(at(study, "observations/")).content.decode()
    said = {
        "title": "Innovasjonsseminar", "date": "2025-03-13", "minutes": 300, "part": "observer", "case": case.key, "people": [person.key],
        "members": [ida.key], "others": "Rundt seksti",
    }  # fmt: skip
    wrong = page.post(at(study, "observations/new/"), said | {"minutes": 2000})
    assert wrong.status_code == 422 and "between one minute and a day" in wrong.content.decode()
    assert page.post(at(study, "observations/new/"), said).status_code == 302
    found = Observation.objects.get()

    empty = page.post(at(study, f"observations/{found.key}/note/"), {"title": "Notat", "text": " "})
    assert empty.status_code == 422
    page.post(
        at(study, f"observations/{found.key}/note/"), {"title": "Notat", "date": "2025-03-13", "text": "Femti var der.\r\nIngen sa noe."}
    )
    source = Source.objects.get()
    assert (source.kind, source.observation, source.in_cases.get().case) == ("observation", found, case)
    assert Text.objects.get().body.text == "Femti var der.\nIngen sa noe.\n"

    assert "Innovasjonsseminar" in page.get(at(study, f"contacts/new/?event={found.key}")).content.decode()
    page.post(at(study, "contacts/new/"), {"label": "Leder", "via": "event", "event": found.key, "answer": "waiting"})
    assert Contact.objects.get().event == found
    shown = page.get(at(study, f"observations/{found.key}/")).content.decode()
    assert "Notat</a>" in shown and "Leder</a>" in shown and "Rundt seksti" in shown
    assert "int" not in page.get(at(study, "observations/export.csv")).content.decode().splitlines()[1][:3]
    assert "Innovasjonsseminar</a>" in page.get(at(study, "recruitment/")).content.decode()


def test_what_came_of_it_keeps_an_observation(page, study, ida):
    made = add_observation(study, title="Seminar", by=ida)
    page.post(at(study, f"observations/{made.key}/note/"), {"title": "Notat", "text": "Noe."})
    with pytest.raises(Refused) as refused:
        delete_observation(made, by=ida)
    assert refused.value.code == "observation_used"
    page.post(at(study, f"observations/{made.key}/change/"), {"title": "Seminar", "part": "participant"})
    assert Source.objects.get().observation is None and Observation.objects.get().part == "participant"
    delete_observation(made, by=ida)
    assert not Observation.objects.exists()


def test_bad_input_is_refused(study, ida):
    for said, code in (
        ({"title": " "}, "no_title"),
        ({"title": "x", "part": "judge"}, "bad_part"),
        ({"title": "x", "minutes": 0}, "bad_length"),
    ):
        with pytest.raises(Refused) as refused:
            add_observation(study, by=ida, **said)
        assert refused.value.code == code


def test_an_event_belongs_to_a_contact_met_at_one(study, ida):
    from belegg.apps.fieldwork.contacts import add_contact, change_contact

    made = add_observation(study, title="Seminar", by=ida)
    contact = add_contact(study, label="Leder", via="event", event=made, by=ida)
    change_contact(contact, via="own_choice", by=ida)
    assert Contact.objects.get().event is None


def test_who_withdraws_was_not_there_and_who_is_another_was_there_once(study, ida):
    gone, kept, third = (add_person(study, f"Informant {n}", by=ida) for n in (1, 2, 3))
    add_observation(study, title="Seminar", people=[gone, kept, third], by=ida)
    merge_people(gone, kept, by=ida)
    assert [person.pseudonym for person in lines(study)[0].people] == ["Informant 2", "Informant 3"]
    withdraw(third, "delete", by=ida, why="By letter")
    assert Presence.objects.count() == 1


def test_two_change_it_at_once(study, ida):
    from belegg.apps.study.seen import stamp

    made = add_observation(study, title="Seminar", by=ida)
    seen = stamp(made)
    change_observation(made, title="Workshop", by=ida)
    with pytest.raises(Refused) as refused:
        change_observation(Observation.objects.select_related("study").get(), title="Meeting", seen=seen, by=ida)
    assert refused.value.code == "changed_since"
