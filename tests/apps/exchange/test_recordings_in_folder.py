"""Recordings in the study folder: the facts, never the sound; and the sound of the demo."""

import pytest

from belegg.apps.exchange.demo import load_demo
from belegg.apps.exchange.load import load_study
from belegg.apps.exchange.save import files_of
from belegg.apps.recordings.listening import listen
from belegg.apps.recordings.models import FileKey, Recording
from belegg.apps.study.models import Member
from belegg.formats.recording import WAV, kind_of
from tests.apps.recordings.conftest import own_folders, text  # noqa: F401
from tests.apps.recordings.worlds import record, wav
from tests.folders import put, small_folder


def test_facts_go_out_and_neither_sound_nor_key(study, ida, text):  # noqa: F811
    row = record(study, ida)
    files = dict(files_of(study))

    assert files["fieldwork/recordings.csv"].decode().splitlines()[1].startswith("rec-1,,int-1,")
    wrapped = bytes(FileKey.objects.get().wrapped)
    for name, data in files.items():
        assert (
            wav()[100:5000] not in data and wrapped not in data and wrapped.hex().encode() not in data and row.file.encode() not in data
        ), name


def test_sound_is_brought_to_the_facts_where_it_is_found_by_its_hash(tmp_path, people, study, ida, text):  # noqa: F811
    record(study, ida)
    root = put(tmp_path / "study", dict(files_of(study)))
    for key, sound, here in (("with", wav(), True), ("other", wav(3), False)):
        loaded = load_study(root, by=people["ida"], key=key, sound=lambda sha256, sound=sound: [sound]).study
        row = Recording.objects.get(study=loaded)
        assert row.is_here == here, key
        if here:
            with listen(row, by=Member.objects.get(study=loaded, user=people["ida"])) as file:
                assert file.read() == wav()


def test_deleted_recording_stays_deleted(tmp_path, people, db):
    loaded = load_study(
        put(tmp_path / "study", small_folder()),
        by=people["ida"],
        sound=lambda sha256: pytest.fail("was asked for") if sha256[0] == "0" else None,
    )
    row = Recording.objects.get(study=loaded.study, key="rec-2")

    assert row.deleted and row.deleted_by.key == "jonas" and row.interview.key == "i-1" and row.size == 1234567890


def test_demo_can_be_heard(people, db):
    study = load_demo(by=people["ida"])
    row = Recording.objects.get(study=study, key="rec-1")

    with listen(row, by=Member.objects.get(study=study, user=people["ida"])) as file:
        assert kind_of(file.read(1000)) == WAV and file.size == row.size
    assert Recording.objects.filter(study=study).exclude(deleted=None).count() == 10
