"""Real names: sealed, seen by few, every look in the journal, gone with the key."""

import json
import os

import pytest
from django.db import connection

from belegg import places
from belegg.apps.privacy import identities, keys
from belegg.apps.privacy.actions import add_person, delete_person, merge_people
from belegg.apps.privacy.models import Identity, PersonKey
from belegg.apps.study import journal
from belegg.apps.study.actions import add_member, change_role, let_see_identities
from belegg.apps.study.models import JournalEntry, JournalPayload, Member
from belegg.method.errors import Refused

KARI = {"name": "Kari Nordmoen", "email": "kari@nordmoen.example", "phone": "900 00 001", "other_names": "Kaia\n  Ola  Nordmoen "}


def refused(act, *args, **how):
    with pytest.raises(Refused) as caught:
        act(*args, **how)
    return caught.value.code


@pytest.fixture(autouse=True)
def own_keys(monkeypatch, tmp_path):
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def kari(study, ida):
    person = add_person(study, "Informant 1", by=ida)
    identities.set_identity(person, by=ida, **KARI)
    return person


def every_byte() -> bytes:
    """Return all that the database holds of acts and identities, images unpacked."""
    images = json.dumps([journal.images(entry) for entry in JournalEntry.objects.all()]).encode()
    facts = b"".join(bytes(payload.facts) for payload in JournalPayload.objects.all())
    return images + facts + b"".join(bytes(row.sealed) for row in Identity.objects.all())


def test_identity_comes_back_and_nothing_of_it_stands_readable(kari, ida):
    seen = identities.look_at_identity(kari, by=ida, why="Avtale nytt intervju")

    assert (seen.name, seen.email, seen.other_names) == ("Kari Nordmoen", "kari@nordmoen.example", "Kaia\nOla Nordmoen")
    assert seen.names() == ["Kari Nordmoen", "Kaia", "Ola Nordmoen"]
    for word in (b"Nordmoen", b"Kari", b"900 00", b"nordmoen"):
        assert word not in every_byte()


def test_every_look_stands_in_the_journal_with_its_reason(kari, ida):
    assert refused(identities.look_at_identity, kari, by=ida, why=" ") == "no_reason"
    identities.look_at_identity(kari, by=ida, why="Avtale nytt intervju")

    last = JournalEntry.objects.order_by("-number").first()
    assert (last.verb, last.about, journal.facts(last)["why"]) == ("identity.look", f"person:{kari.key}", "Avtale nytt intervju")


def test_only_owners_and_named_researchers_see_names(study, kari, ida, people):
    from belegg.apps.study.models import User

    siri = add_member(study, User.objects.create_user("siri", name="Siri"), "researcher", by=ida)
    for member in (siri, Member.objects.get(study=study, user=people["jonas"]), Member.objects.get(study=study, user=people["rita"])):
        assert refused(identities.look_at_identity, kari, by=member, why="x") == "not_allowed"
        assert refused(identities.set_identity, kari, by=member, name="x") == "not_allowed"
    siri = let_see_identities(siri, True, by=ida)
    assert identities.look_at_identity(kari, by=siri, why="x").name == "Kari Nordmoen"
    assert refused(let_see_identities, Member.objects.get(study=study, user=people["rita"]), True, by=ida) == "not_a_researcher"
    assert not change_role(siri, "coder", by=ida).sees_identities


def test_setting_is_undone_and_done_again(kari, ida):
    identities.set_identity(kari, by=ida, name="Kari Annet")
    journal.undo(ida)
    assert identities.opened(kari).name == "Kari Nordmoen"
    journal.redo(ida)
    assert identities.opened(kari).name == "Kari Annet"
    identities.set_identity(kari, by=ida)
    assert not identities.has_identity(kari)


def test_destroyed_key_ends_it_also_for_undo(kari, ida):
    sealed = bytes(Identity.objects.get().sealed)
    keys.destroy(kari)

    assert refused(identities.look_at_identity, kari, by=ida, why="x") == "key_destroyed"
    assert refused(identities.set_identity, kari, by=ida, name="x") == "key_destroyed"
    assert bytes(PersonKey.objects.get().wrapped) == b"" and refused(keys.unseal, kari, sealed, "identity") == "key_destroyed"


def test_what_is_sealed_is_bound_to_its_person_and_use(study, kari, ida):
    other = add_person(study, "Informant 2", by=ida)
    keys.seal(other, b"x", "identity")
    sealed = bytes(Identity.objects.get().sealed)

    assert refused(keys.unseal, other, sealed, "identity") == "key_wrong"
    assert refused(keys.unseal, kari, sealed, "recording") == "key_wrong"
    assert refused(keys.unseal, kari, sealed[:-1], "identity") == "key_wrong"
    assert refused(keys.unseal, kari, b"", "identity") == "key_wrong"


def test_key_file_lost_wrong_or_open_to_others_is_said_in_a_sentence(kari, ida):
    path = places.keys() / keys.NAME
    assert path.stat().st_mode & 0o777 == 0o600
    os.chmod(path, 0o644)
    assert refused(identities.look_at_identity, kari, by=ida, why="x") == "key_open_to_others"
    os.chmod(path, 0o600)
    right = path.read_text()
    path.write_text("0" * 64)
    assert refused(identities.look_at_identity, kari, by=ida, why="x") == "key_wrong"
    path.unlink()
    assert refused(identities.look_at_identity, kari, by=ida, why="x") == "key_lost"
    assert refused(keys.seal, add_person(kari.study, "Informant 9", by=ida), b"x", "identity") == "key_lost"  # no new key over a lost one
    assert [person for person, _ in identities.unreadable(kari.study)] == [kari]
    path.write_text(right)
    os.chmod(path, 0o600)
    assert identities.unreadable(kari.study) == []


def test_names_of_all_are_one_look(study, kari, ida):
    assert identities.names_of(study, by=ida, why="Pseudonymisere") == {kari.key: ["Kari Nordmoen", "Kaia", "Ola Nordmoen"]}
    assert JournalEntry.objects.filter(verb="identity.look_all").count() == 1


def test_merging_keeps_the_identity_of_the_one_who_stays(study, kari, ida):
    other, third = add_person(study, "Informant 2", by=ida), add_person(study, "Informant 3", by=ida)
    identities.set_identity(third, by=ida, name="Tredje")
    merge_people(kari, other, by=ida)
    assert identities.opened(other).name == "Kari Nordmoen"
    merge_people(other, third, by=ida)
    assert identities.opened(third).name == "Tredje" and Identity.objects.count() == 1
    journal.undo(ida)
    journal.undo(ida)
    assert identities.opened(kari).name == "Kari Nordmoen"


def test_person_goes_with_their_identity(kari, ida):
    delete_person(kari, by=ida)
    assert not Identity.objects.exists()
    journal.undo(ida)
    assert identities.opened(kari).name == "Kari Nordmoen"


def test_no_name_stands_in_the_study_folder_or_the_database_file(kari, ida, tmp_path):
    from belegg.apps.exchange.save import files_of

    assert not any(b"Nordmoen" in data for _, data in files_of(kari.study))
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if table.startswith(("study_", "privacy_", "sources_"))]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "Nordmoen" not in repr(cursor.fetchall()), table
