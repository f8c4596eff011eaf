"""Recordings: encrypted on their way in, heard by few, deleted for good."""

from __future__ import annotations

import datetime

import pytest

from belegg.apps.privacy import keys
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.promises import events_of
from belegg.apps.recordings import actions, holdings, receiving
from belegg.apps.recordings.file_keys import holders
from belegg.apps.recordings.listening import faults_of, listen
from belegg.apps.recordings.models import Draft, FileKey, Pass, Recording
from belegg.apps.study import journal
from belegg.apps.study.models import JournalPayload, Step
from belegg.method.errors import Refused
from tests.apps.recordings.worlds import mp3, received, record, wav

TODAY = datetime.date(2026, 3, 4)


def heard(recording, by) -> bytes:
    with listen(recording, by=by) as file:
        return file.read()


def files(settings) -> list:
    return sorted(path for path in (settings.MEDIA_ROOT / "recordings").rglob("*") if path.is_file())


@pytest.fixture
def informants(study, text):
    return list(Person.objects.filter(study=study).order_by("pk"))


def test_recording_is_heard_as_it_was_and_lies_encrypted(settings, study, ida, text, informants):
    row = record(study, ida, people=informants)

    assert (row.key, row.about, row.media_type, row.duration_ms, row.size) == ("rec-1", "source:int-1", "audio/wav", 10_000, len(wav()))
    assert heard(row, ida) == wav()
    (file,) = files(settings)
    sealed = file.read_bytes()
    assert b"RIFF" not in sealed and bytes([3]) * 16 not in sealed
    assert holders(row.file) == {"r", "k"}


def test_nothing_of_the_key_is_in_the_journal(study, ida, text, informants):
    came = received()
    row = actions.add_recording(study, came, by=ida, about="source:int-1", people=informants)
    wrapped = [bytes(held.wrapped).hex() for held in FileKey.objects.all()]

    for entry in journal.JournalEntry.objects.filter(study=study):
        told = str(journal.images(entry))
        assert came.key.hex() not in told and not [one for one in wrapped if one in told]
    assert JournalPayload.objects.filter(entry__about=f"recording:{row.key}").exists()


@pytest.mark.parametrize("data", [b"", b"Dette er ord.", b"%PDF-1.7" + bytes(100_000), b"RIFF\x00\x00\x00\x00AVI " + bytes(70_000)])
def test_what_is_no_recording_leaves_nothing_behind(settings, study, data):
    with pytest.raises(Refused) as refused:
        received(data)

    assert refused.value.code == "not_a_recording"
    assert files(settings) == []


def test_too_large_a_recording_leaves_nothing_behind(settings, study):
    settings.RECORDING_MAX_BYTES = 100_000
    with pytest.raises(Refused) as refused:
        received()

    assert refused.value.code == "recording_too_large"
    assert files(settings) == []


def test_same_recording_is_not_added_twice(study, ida, text):
    record(study, ida)
    with pytest.raises(Refused) as refused:
        record(study, ida)

    assert refused.value.code == "already_recorded"


@pytest.mark.parametrize("about", ["", "source:int-9", "person:r", "int-1"])
def test_recording_is_of_something(study, ida, text, about):
    with pytest.raises(Refused) as refused:
        record(study, ida, about=about)

    assert refused.value.code == "recording_of_nothing"


def test_who_may_not_see_names_may_not_hear_voices(study, ida, jonas, rita, text):
    row = record(study, ida)
    for member in (jonas, rita):
        with pytest.raises(Refused) as refused:
            listen(row, by=member)
        assert refused.value.code == "not_allowed"


def test_recording_of_nobody_known_is_opened_by_the_studys_own_key(study, ida, text):
    row = record(study, ida)

    assert holders(row.file) == {""} and heard(row, ida) == wav()


def test_recording_opens_while_one_of_its_people_has_a_key(study, ida, text, informants):
    row = record(study, ida, people=informants)
    keys.destroy(informants[0])
    assert heard(row, ida) == wav()

    keys.destroy(informants[1])
    with pytest.raises(Refused) as refused:
        listen(row, by=ida)
    assert refused.value.code == "key_destroyed"


def test_deleting_is_for_good_and_the_row_tells(settings, study, ida, text, informants, django_capture_on_commit_callbacks):
    row = record(study, ida, people=informants)
    actions.mark_transcribed(row, TODAY, by=ida)
    steps = Step.objects.filter(member=ida).count()

    with django_capture_on_commit_callbacks(execute=True):
        gone = actions.delete_recording(row, by=ida, why="Promised")

    assert files(settings) == [] and not FileKey.objects.exists()
    assert (gone.file, gone.sha256, gone.transcribed, gone.deleted_by) == ("", row.sha256, TODAY, ida) and gone.deleted
    assert Step.objects.filter(member=ida).count() == steps
    entry = journal.JournalEntry.objects.latest("number")
    assert (entry.verb, journal.facts(entry)) == (
        "recording.delete", {"params": {"recording": "rec-1", "sha256": row.sha256}, "why": "Promised"}
    )  # fmt: skip
    for again in (lambda: listen(gone, by=ida), lambda: actions.delete_recording(gone, by=ida)):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "recording_deleted"


def test_undo_brings_no_deleted_recording_back(study, ida, text):
    row = record(study, ida)
    actions.mark_transcribed(row, TODAY, by=ida)
    actions.delete_recording(row, by=ida)

    for _ in range(2):
        with pytest.raises(Refused) as refused:
            journal.undo(ida)
        assert refused.value.code == "changed_since"
    row.refresh_from_db()
    assert row.deleted and row.transcribed == TODAY and journal.faults(study) == []


def test_file_stays_where_deleting_is_rolled_back(settings, study, ida, text):
    from django.db import transaction

    row = record(study, ida)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.delete_recording(row, by=ida)
        raise ZeroDivisionError

    row.refresh_from_db()
    assert heard(row, ida) == wav()


def test_undone_recording_comes_back_with_its_sound(study, ida, text):
    row = record(study, ida)
    journal.undo(ida)
    assert not Recording.objects.exists()
    journal.redo(ida)
    assert heard(Recording.objects.get(), ida) == wav() and row.key == Recording.objects.get().key


def test_what_was_undone_long_ago_is_cleared_away(settings, study, ida, text, monkeypatch):
    record(study, ida)
    kept = record(study, ida, wav(5))
    journal.undo(ida, journal.JournalEntry.objects.get(about="recording:rec-1"))
    (settings.MEDIA_ROOT / "recordings" / "ab").mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "recordings" / "ab" / ("ab" * 16 + ".part")).write_bytes(b"x")
    assert len(files(settings)) == 3

    now = receiving.time.time()
    monkeypatch.setattr(receiving.time, "time", lambda: now + 31 * 86400)
    receiving.clear_left_over()

    assert [path.name for path in files(settings)] == [kept.file]
    assert set(FileKey.objects.values_list("file", flat=True)) == {kept.file}


def test_file_of_a_loaded_study_is_known_by_its_contents(study, ida, text):
    row = record(study, ida)
    Recording.objects.filter(pk=row.pk).update(file="")
    row.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.bring_file(row, received(wav(3)), by=ida)
    assert refused.value.code == "other_recording"

    row = actions.bring_file(row, received(), by=ida)
    assert heard(row, ida) == wav()

    receiving.path_of(row.file).unlink()  # a restored store
    assert heard(actions.bring_file(row, received(), by=ida), ida) == wav()


def test_passes_are_noted_by_who_listened(study, ida, jonas, text):
    row = record(study, ida)
    first = actions.note_pass(row, TODAY, " Two words in turn 3 ", by=ida)

    assert (first.by, first.date, first.note) == (ida, TODAY, "Two words in turn 3")
    with pytest.raises(Refused):
        actions.note_pass(row, TODAY, by=jonas)
    with pytest.raises(Refused):
        actions.delete_pass(first, by=jonas)
    actions.delete_pass(first, by=ida)
    assert not Pass.objects.exists()


def test_stretches_are_silenced_for_good(settings, study, ida, text, informants, django_capture_on_commit_callbacks):
    row = record(study, ida, people=informants)
    with django_capture_on_commit_callbacks(execute=True):
        now = actions.silence_recording(row, [(1000, 2000), (1500, 3000)], by=ida, why="K takes back")

    data = heard(now, ida)
    samples = data[44:]
    assert samples == bytes([3]) * 16_000 + bytes(32_000) + bytes([3]) * 112_000
    assert (now.silenced, now.duration_ms, now.file != row.file, now.sha256 != row.sha256) == ([[1000, 3000]], 10_000, True, True)
    assert [path.name for path in files(settings)] == [now.file] and holders(now.file) == {"r", "k"} and not holders(row.file)
    with pytest.raises(Refused):
        journal.undo(ida)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.silence_recording(now, [(2500, 4000)], by=ida).silenced == [[1000, 4000]]


def test_what_is_no_wav_is_not_cut(settings, study, ida, text):
    row = record(study, ida, mp3())
    with pytest.raises(Refused) as refused:
        actions.silence_recording(row, [(0, 1000)], by=ida)

    assert refused.value.code == "not_a_wav_to_cut"
    assert [path.name for path in files(settings)] == [row.file] and heard(row, ida) == mp3()


def test_merged_person_still_opens_the_recording(study, ida, text, informants):
    from belegg.apps.privacy.actions import merge_people

    row = record(study, ida, people=informants[:1])
    merge_people(informants[0], informants[1], by=ida)
    assert holders(row.file) == {informants[0].key, informants[1].key}

    keys.destroy(informants[0])
    assert heard(row, ida) == wav()


class Doing:
    """Opens an act as the erasure of a person does."""

    def __init__(self, study, by):
        self.act = journal.act(study, by=by, verb="recording.delete", about="person:r")

    def __enter__(self):
        return self.act.__enter__()

    def __exit__(self, *error):
        return self.act.__exit__(*error)


def test_recording_of_one_goes_with_the_person(study, ida, text, informants):
    row = record(study, ida, people=informants[:1])
    assert [(item.recording.key, item.what) for item in holdings.find(informants[0])] == [("rec-1", holdings.DELETED)]
    assert holdings.find(informants[1]) == []

    with Doing(study, ida) as doing:
        holdings.delete(doing, informants[0])

    row.refresh_from_db()
    assert row.deleted and holdings.find(informants[0]) == []


def test_of_several_only_what_the_person_says_is_taken_out_where_the_text_tells_when(monkeypatch, study, ida, text, informants):
    monkeypatch.setattr(holdings, "WHEN_HEARD", [lambda recording, person: [(1000, 2000)] if person.key == "r" else []])
    row = record(study, ida, people=informants)
    assert [item.what for person in informants for item in holdings.find(person)] == [holdings.SILENCED, holdings.DELETED_WITH_OTHERS]

    with Doing(study, ida) as doing:
        holdings.delete(doing, informants[0])

    row.refresh_from_db()
    assert row.deleted is None and row.silenced == [[1000, 2000]] and holders(row.file) == {"k"}
    keys.destroy(informants[0])
    assert heard(row, ida)[44:][16_000:32_000] == bytes(16_000)


def test_of_several_all_goes_where_nothing_tells_when_the_person_speaks(study, ida, text, informants):
    row = record(study, ida, mp3(), people=informants)
    with Doing(study, ida) as doing:
        holdings.delete(doing, informants[0])

    row.refresh_from_db()
    assert row.deleted and not Draft.objects.exists()


def test_promises_count_from_the_day_the_last_recording_is_transcribed(study, ida, text):
    first, second = record(study, ida), record(study, ida, wav(5))
    actions.mark_transcribed(first, TODAY, by=ida)
    assert "transcription" not in events_of(study)

    actions.mark_transcribed(second, TODAY + datetime.timedelta(7), by=ida)
    assert events_of(study)["transcription"] == TODAY + datetime.timedelta(7)

    actions.mark_transcribed(second, None, by=ida)
    actions.delete_recording(second, by=ida)
    assert events_of(study)["transcription"] == TODAY


def test_check_names_what_cannot_be_opened(study, ida, text):
    row = record(study, ida)
    assert faults_of(study) == []
    path = receiving.path_of(row.file)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))  # another byte whatever it was

    assert [key for key, _ in faults_of(study)] == ["rec-1"]
    path.unlink()
    assert faults_of(study) == []
