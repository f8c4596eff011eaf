"""The recordings room: adding, the page of one, deleting for good, silencing."""

from __future__ import annotations

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belegg.apps.recordings.models import FileKey, Pass, Recording
from belegg.apps.study.models import JournalEntry
from tests.apps.recordings.worlds import mp3, wav


def send(world, data: bytes, name="Anne Hansen 3. mars.txt", **said):
    file = SimpleUploadedFile(name, data, content_type="text/plain")
    return world.client.post(f"{world.at}add/", {"of": "source:int-1", "made": "2026-03-03", "file": file, **said})


def files(settings) -> list:
    return [path for path in (settings.MEDIA_ROOT / "recordings").rglob("*") if path.is_file()]


def test_recording_is_added_whatever_its_name_says(settings, world):
    answer = send(world, mp3())

    row = Recording.objects.get(key="rec-2")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{world.at}rec-2/")
    assert (row.media_type, str(row.made), row.about, row.duration_ms) == ("audio/mpeg", "2026-03-03", "source:int-1", 5212)
    assert set(FileKey.objects.filter(file=row.file).values_list("person", flat=True)) == {"r", "k"}
    everything = b"".join(path.read_bytes() for path in files(settings)) + str(list(Recording.objects.values())).encode()
    assert b"Hansen" not in everything and b"Hansen" not in world.client.get(f"{world.at}rec-2/").content


def test_script_is_told_where_the_recording_is(world):
    file = SimpleUploadedFile("x", mp3())
    answer = world.client.post(f"{world.at}add/", {"of": "source:int-1", "file": file}, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (201, {"url": f"{world.at}rec-2/"})


@pytest.mark.parametrize(
    ("data", "said", "words"),
    [
        (b"%PDF-1.7" + os.urandom(300_000), {}, "is not a recording"),
        (b"Words", {}, "is not a recording"),
        (wav(), {}, "in the study already"),
        (mp3(), {"of": ""}, "This field is required"),
        (mp3(), {"of": "source:int-77"}, "Select a valid choice"),
        (mp3(), {"made": "yesterday"}, "Enter a valid date"),
        (mp3(), {"file": ""}, "This field is required"),
    ],
)
def test_what_is_not_added_leaves_no_file(settings, world, data, said, words):
    answer = send(world, data, **said)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert len(files(settings)) == 1 and Recording.objects.count() == 1 and not FileKey.objects.exclude(file=world.recording.file).exists()


def test_too_large_is_told_and_leaves_no_file(settings, world):
    settings.RECORDING_MAX_BYTES = 1_000_000
    answer = send(world, wav(120))

    assert (answer.status_code, "more than 0 MB" in answer.content.decode()) == (422, True)
    assert len(files(settings)) == 1


def test_without_the_pages_token_nothing_is_added(settings, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["ida"])
    for address in (f"{world.at}add/", f"{world.at}rec-1/bring/"):
        answer = client.post(address, {"of": "source:int-1", "file": SimpleUploadedFile("x", mp3())})
        assert answer.status_code == 403
    assert len(files(settings)) == 1


def test_who_may_not_add_is_turned_away_before_anything_is_written(settings, world):
    client = Client()
    client.force_login(world.people["jonas"])

    assert client.post(f"{world.at}add/", {"of": "source:int-1", "file": SimpleUploadedFile("x", mp3())}).status_code == 403
    assert len(files(settings)) == 1


def test_pages_of_who_may_listen_and_who_may_not(world):
    listed, page = world.client.get(world.at).content.decode(), world.client.get(f"{world.at}rec-1/").content.decode()
    assert "rec-1" in listed and "00:00:10" in listed and "encrypted here" in listed
    assert "<audio" in page and f"{world.at}rec-1/sound/" in page and world.recording.sha256 in page

    client = Client()
    client.force_login(world.people["rita"])
    page = client.get(f"{world.at}rec-1/").content.decode()
    assert "<audio" not in page and "/sound/" not in page and "may see real names may hear it" in page


def test_day_of_transcription(world):
    world.client.post(f"{world.at}rec-1/transcribed/", {"date": "2026-03-10"})
    assert str(Recording.objects.get().transcribed) == "2026-03-10"
    world.client.post(f"{world.at}rec-1/transcribed/", {"date": "soon"})
    assert str(Recording.objects.get().transcribed) == "2026-03-10"
    world.client.post(f"{world.at}rec-1/transcribed/", {"not": "1"})
    assert Recording.objects.get().transcribed is None


def test_pass_is_noted_and_taken_away(world):
    world.client.post(f"{world.at}rec-1/passes/", {"date": "2026-03-10", "note": "Names of places"})
    assert "Names of places" in world.client.get(f"{world.at}rec-1/").content.decode()
    world.client.post(f"{world.at}rec-1/passes/", {"remove": Pass.objects.get().pk})
    assert not Pass.objects.exists()


def test_deleting_is_confirmed_and_told_to_be_for_good(settings, world, django_capture_on_commit_callbacks):
    page = world.client.get(f"{world.at}rec-1/delete/").content.decode()
    assert "can’t be undone" in page.replace("&#x27;", "’").replace("'", "’") and "2 people are heard" in page

    assert world.client.post(f"{world.at}rec-1/delete/", {}).status_code == 422
    assert files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        answer = world.client.post(f"{world.at}rec-1/delete/", {"sure": "on", "why": "Promised"})

    page = world.client.get(f"{world.at}rec-1/").content.decode()
    assert answer.status_code == 302 and not files(settings) and "deleted" in page and "Ida" in page and "<audio" not in page


@pytest.mark.parametrize("spans", ["", "now", "00:00:05 - 00:00:01", "1:2:3:4 - 5"])
def test_stretches_that_are_none(world, spans):
    answer = world.client.post(f"{world.at}rec-1/silence/", {"spans": spans})

    assert answer.status_code == 422 and Recording.objects.get().silenced == []


def test_stretches_are_silenced(world):
    world.client.post(f"{world.at}rec-1/silence/", {"spans": "00:00:01 - 00:00:02\n0:05 – 0:06.5\n", "why": "K"})

    assert Recording.objects.get().silenced == [[1000, 2000], [5000, 6500]]
    assert "00:00:01 – 00:00:02" in world.client.get(f"{world.at}rec-1/").content.decode()
    assert JournalEntry.objects.latest("number").verb == "recording.silence"


def test_file_of_a_loaded_study_is_brought_again(world):
    Recording.objects.update(file="")
    assert "not in this store" in world.client.get(f"{world.at}rec-1/").content.decode()
    answer = world.client.post(f"{world.at}rec-1/bring/", {"file": SimpleUploadedFile("x", wav())})

    assert answer.status_code == 302 and Recording.objects.get().is_here


def test_text_has_its_player(world):
    page = world.client.get(f"/studies/{world.study.key}/texts/int-1/").content.decode()
    assert f'src="{world.at}rec-1/sound/"' in page

    client = Client()
    client.force_login(world.people["jonas"])
    assert "/sound/" not in client.get(f"/studies/{world.study.key}/texts/int-1/").content.decode()
