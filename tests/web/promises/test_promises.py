"""The ledger in the pages."""

import datetime
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belegg.apps.privacy import promises as acts
from belegg.apps.privacy.models import Promise, Proof, StudyDate


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def late(study, ida):
    return acts.add_promise(study, "Opptak slettes", by=ida, about="recording", action="delete", due=datetime.date(2020, 1, 1))


def room(study, rest=""):
    return f"/studies/{study.key}/promises/{rest}"


def test_empty_ledger_says_what_to_do(page, study):
    assert "Go through the information letter" in page.get(room(study)).content.decode()


def test_promise_is_entered_and_stands_in_the_ledger_and_on_the_overview(page, study):
    given = {
        "text": "Opptak slettes", "origin": "letter", "action": "delete", "about": "recording", "due": "2020-01-01", "days": "0", "owner": "ida",
    }  # fmt: skip
    assert page.post(room(study, "new/"), given).status_code == 302
    ledger = page.get(room(study)).content.decode()

    assert "overdue" in ledger and "Opptak slettes" in ledger
    assert "overdue" in page.get(f"/studies/{study.key}/").content.decode()


def test_two_dates_are_refused_in_the_form(page, study):
    given = {"text": "x", "origin": "letter", "action": "delete", "about": "text", "due": "2020-01-01", "days": "1", "after": "submission"}
    answer = page.post(room(study, "new/"), given)

    assert answer.status_code == 422 and "on a date or after an event, not both" in answer.content.decode() and not Promise.objects.exists()


def test_waiting_promise_is_dated_when_the_event_has_happened(page, study, ida):
    acts.add_promise(study, "Slettes", by=ida, after="submission", days=14)
    assert "14 days after submission" in page.get(room(study)).content.decode()

    assert page.post(room(study, "dates/"), {"submission": "2030-05-01"}).status_code == 302
    assert StudyDate.objects.get().date == datetime.date(2030, 5, 1)
    assert "15 May 2030" in page.get(room(study)).content.decode()


def test_kept_with_proof_keeps_the_fingerprint_and_not_the_file(page, study, late):
    file = SimpleUploadedFile("kvittering.txt", b"slettet")
    assert page.post(room(study, f"{late.key}/keep/"), {"method": "Formatert", "shown_by": file}).status_code == 302
    proof = Proof.objects.get()

    assert proof.sha256 == hashlib.sha256(b"slettet").hexdigest()
    assert proof.sha256 in page.get(room(study, f"{late.key}/")).content.decode()
    assert page.post(room(study, f"{late.key}/keep/"), {"method": "Igjen"}).status_code in (409, 422)


def test_contradictions_stand_on_top(page, study, ida, late):
    acts.add_promise(study, "Slettes ved levering", by=ida, about="recording", action="delete", after="submission", origin="notification")

    assert "Two promises contradict each other." in page.get(room(study)).content.decode()
    assert page.get(room(study, "?state=waiting")).content.decode().count("promises-table") == 1


def test_promise_is_changed_dropped_and_deleted(page, study, ida, late):
    shown = page.get(room(study, f"{late.key}/"))
    data = {name: value if value is not None else "" for name, value in shown.context["form"].initial.items()} | {
        "seen": shown.context["seen"]
    }
    assert page.post(room(study, f"{late.key}/"), {**data, "text": "Opptak og notater slettes"}).status_code == 302
    assert Promise.objects.get().text == "Opptak og notater slettes"
    assert page.post(room(study, f"{late.key}/"), {**data, "text": "Annet"}).status_code == 409

    assert page.post(room(study, f"{late.key}/drop/"), {"why": ""}).status_code == 422
    assert page.post(room(study, f"{late.key}/drop/"), {"why": "Erstattet"}).status_code == 302
    assert "Erstattet" in page.get(room(study, f"{late.key}/")).content.decode()
    other = acts.add_promise(study, "Feil", by=ida)
    assert page.post(room(study, f"{other.key}/delete/")).status_code == 302


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx"])
def test_ledger_is_exported(page, study, late, suffix):
    answer = page.get(room(study, f"export.{suffix}"))

    assert answer.status_code == 200
    if suffix == "csv":
        assert answer.content.decode().splitlines()[1].startswith("pr-1,Opptak slettes,letter,,recording,delete,,2020-01-01,,0,,overdue,,")
