"""The clock counts a recording from its own day, and the study is at its end when nothing is open or held."""

import datetime

import pytest

from belegg.apps.exchange.ending import statement
from belegg.apps.exchange.retention import retention
from belegg.apps.exchange.withdrawals import withdraw
from belegg.apps.privacy.actions import add_person
from belegg.apps.privacy.promises import add_promise, events_of
from belegg.apps.recordings.actions import delete_recording, mark_transcribed
from tests.apps.recordings.worlds import record, wav

TODAY = datetime.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HOME = tmp_path
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))


def test_each_recording_counts_from_the_day_it_was_transcribed(study, ida):
    from tests.worlds import bring_in

    bring_in(study, by=ida)
    add_promise(study, "14 days after transcription", by=ida, about="recording", action="delete", after="transcription", days=14)
    first, second = record(study, ida), record(study, ida, wav(2))
    mark_transcribed(first, datetime.date(2026, 3, 1), by=ida)
    held = {one.thing: one for one in retention(study, TODAY) if one.kind == "recording"}
    assert (held[f"recording:{first.key}"].due.on, held[f"recording:{first.key}"].state) == (datetime.date(2026, 3, 15), "overdue")
    assert held[f"recording:{second.key}"].state == "waiting"
    delete_recording(first, by=ida)
    assert [one.thing for one in retention(study, TODAY) if one.kind == "recording"] == [f"recording:{second.key}"]


def test_a_study_with_nothing_open_is_whole_and_withdrawals_are_an_event(study, ida):
    assert statement(study, TODAY)["whole"]
    person = add_person(study, "Informant 1", by=ida)
    certificate = withdraw(person, "delete", by=ida, why="x")
    said = statement(study, TODAY)
    assert said["whole"] and said["withdrawals"]["count"] == 1 and said["withdrawals"]["certificates"][0]["sha256"] == certificate.sha256
    assert "withdrawal" in events_of(study)
