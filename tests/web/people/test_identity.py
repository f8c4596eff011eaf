"""Identities in the pages: a reason first, then the name, and nothing of it in a browser's memory."""

import pytest

from belegg.apps.privacy import identities
from belegg.apps.privacy.actions import add_person
from belegg.apps.study.actions import add_member
from belegg.apps.study.models import JournalEntry, Member, User


@pytest.fixture
def kari(study, ida, monkeypatch, tmp_path):
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))
    person = add_person(study, "Informant 1", by=ida)
    identities.set_identity(person, by=ida, name="Kari Nordmoen")
    return person


def at(study, person, rest="identity/"):
    return f"/studies/{study.key}/people/{person.key}/{rest}"


def test_name_is_shown_after_a_reason_and_only_then(client, people, study, kari):
    client.force_login(people["ida"])
    assert "Kari Nordmoen" not in client.get(at(study, kari, "")).content.decode()
    assert "Kari Nordmoen" not in client.get(at(study, kari)).content.decode()
    assert client.post(at(study, kari), {"why": ""}).status_code == 422

    shown = client.post(at(study, kari), {"why": "Avtale"})
    assert shown.status_code == 200 and "Kari Nordmoen" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert JournalEntry.objects.filter(verb="identity.look").count() == 1


def test_identity_is_entered_and_changed(client, people, study, ida, kari):
    client.force_login(people["ida"])
    other = add_person(study, "Informant 2", by=ida)

    assert "Real name" in client.get(at(study, other)).content.decode()
    assert client.post(at(study, other, "identity/set/"), {"name": "Ola Nordmann"}).status_code == 302
    assert identities.opened(other).name == "Ola Nordmann"


def test_only_who_may_sees_the_way_in(client, people, study, ida, kari):
    siri = User.objects.create_user("siri", name="Siri")
    member = add_member(study, siri, "researcher", by=ida)
    client.force_login(siri)
    assert "Who is this?" not in client.get(at(study, kari, "")).content.decode()
    assert client.post(at(study, kari), {"why": "x"}).status_code == 403

    client.force_login(people["ida"])
    assert client.post(f"/studies/{study.key}/members/{member.key}/identities/", {"may": "1"}).status_code == 302
    client.force_login(siri)
    assert "Who is this?" in client.get(at(study, kari, "")).content.decode()
    assert "Kari Nordmoen" in client.post(at(study, kari), {"why": "x"}).content.decode()
    assert Member.objects.get(pk=member.pk).sees_identities
