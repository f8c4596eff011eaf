"""The sound of a recording over HTTP: ranges, and who gets none."""

from __future__ import annotations

import pytest
from django.test import Client

from belegg.apps.recordings import actions
from belegg.apps.recordings.receiving import path_of
from belegg.web.recordings import sound
from tests.apps.recordings.worlds import wav

WHOLE = wav()


def ask(world, asked="", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return world.client.get(f"{world.at}rec-1/sound/", headers={"Range": asked, **headers} if asked else headers)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_whole(world):
    answer = ask(world, Accept_Encoding="gzip")

    assert (answer.status_code, body(answer)) == (200, WHOLE)
    assert answer.headers["Content-Length"] == str(len(WHOLE)) and answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Type"] == "audio/wav" and answer.headers["Content-Encoding"] == "identity"
    assert answer.headers["Cache-Control"] == "private, no-store" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"] and "blob:" not in answer.headers["Content-Security-Policy"]
    assert "filename" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, len(WHOLE)),
        ("bytes=100000-", 100_000, len(WHOLE)),
        ("bytes=0-99", 0, 100),
        ("bytes=65530-65545", 65530, 65546),
        ("bytes=-500", len(WHOLE) - 500, len(WHOLE)),
        ("bytes=160000-999999999", 160_000, len(WHOLE)),
    ],
)
def test_range(world, asked, start, end):
    answer = ask(world, asked)

    assert (answer.status_code, body(answer)) == (206, WHOLE[start:end])
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(WHOLE)}"
    assert answer.headers["Content-Length"] == str(end - start)


def test_range_behind_the_end(world):
    answer = ask(world, f"bytes={len(WHOLE)}-")

    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(WHOLE)}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "lines=1-2", "bytes=9-1", "nonsense"])
def test_what_is_no_single_range_gets_the_whole(world, asked):
    answer = ask(world, asked)

    assert (answer.status_code, body(answer)) == (200, WHOLE)


def test_range_of_another_version_gets_the_whole(world):
    assert ask(world, "bytes=0-9", If_Range='"another"').status_code == 200
    assert ask(world, "bytes=0-9", If_Range=f'"{world.recording.sha256}"').status_code == 206


def test_head_says_what_a_get_would(world):
    answer = world.client.head(f"{world.at}rec-1/sound/", headers={"Range": "bytes=0-99"})

    assert (answer.status_code, answer.headers["Content-Length"], body(answer)) == (206, "100", b"")


def test_long_range_is_answered_in_parts(world, monkeypatch):
    monkeypatch.setattr(sound, "MOST", 1000)
    answer = ask(world, "bytes=500-")

    assert (answer.status_code, body(answer), answer.headers["Content-Range"]) == (206, WHOLE[500:1500], f"bytes 500-1499/{len(WHOLE)}")


def test_coders_and_readers_hear_nothing(world):
    for name, status in {"jonas": 403, "rita": 403, "stian": 404}.items():
        client = Client()
        client.force_login(world.people[name])
        answer = client.get(f"{world.at}rec-1/sound/")
        assert (answer.status_code, b"RIFF" in answer.content) == (status, False)


def test_deleted_and_missing_sound_is_told(world):
    path_of(world.recording.file).unlink()
    assert (ask(world).status_code, "not in this store" in ask(world).content.decode()) == (422, True)
    actions.delete_recording(world.recording, by=world.ida)
    assert "is deleted" in ask(world).content.decode()
