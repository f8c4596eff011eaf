"""The typing room on the server's side: what is acknowledged is kept, and becomes a source with turns, times and speakers."""

from __future__ import annotations

import pytest
from django.test import Client

from belegg.apps.recordings import actions, drafts
from belegg.apps.recordings.models import Draft, Recording
from belegg.apps.sources.models import Source, Turn
from belegg.apps.study import journal
from belegg.method.errors import Refused

TYPED = "[00:00:01] I: Hvem var med?\n[00:00:04] R: Alle.\n[00:00:06] Ny: Ikke jeg.\n[00:00:09] I: "


def keep(world, text, seen, writer="a", labels="I, R, Ny"):
    said = {"text": text, "labels": labels, "seen": seen, "writer": writer}
    return world.client.post(f"{world.at}rec-1/draft/", said, headers={"Accept": "application/json"})


def test_what_is_acknowledged_is_kept_sealed(world):
    assert keep(world, "Først", 0).json()["number"] == 1
    assert keep(world, TYPED, 1).json()["number"] == 2

    assert drafts.typed(world.recording, by=world.ida).text == TYPED
    assert b"Hvem" not in bytes(Draft.objects.get().sealed)
    page = world.client.get(f"{world.at}rec-1/type/").content.decode()
    assert "Hvem var med?" in page and 'value="I, R, Ny"' in page and 'data-number="2"' in page


def test_two_windows_do_not_write_over_each_other(world):
    keep(world, "Mine", 0, "a")
    answer = keep(world, "Theirs", 0, "b")

    assert (answer.status_code, answer.json()["refused"]) == (409, "changed_since")
    assert drafts.typed(world.recording, by=world.ida).text == "Mine"
    # The answer to a page's own writing may have been lost on the way.
    assert keep(world, "Mine, longer", 0, "a").json()["number"] == 2


def test_lines_come_as_they_were_typed(world):
    world.client.post(f"{world.at}rec-1/draft/", {"text": "En\r\nto 🙂", "labels": "", "seen": "0"})

    assert drafts.typed(world.recording, by=world.ida).text == "En\nto 🙂"


@pytest.mark.parametrize("name", ["jonas", "rita"])
def test_who_may_not_listen_may_not_read_what_is_typed(world, name):
    keep(world, TYPED, 0)
    client = Client()
    client.force_login(world.people[name])
    for way in ("type", "finish"):
        assert client.get(f"{world.at}rec-1/{way}/").status_code == 403
    assert client.post(f"{world.at}rec-1/draft/", {"text": "x", "seen": "1"}).status_code == 403


def test_typed_words_go_with_the_recording(world):
    keep(world, TYPED, 0)
    actions.delete_recording(world.recording, by=world.ida)

    assert not Draft.objects.exists()
    world.recording.refresh_from_db()
    with pytest.raises(Refused) as refused:
        drafts.typed(world.recording, by=world.ida)
    assert refused.value.code == "recording_deleted"
    assert keep(world, "x", 0).status_code == 422


def test_typed_words_outlast_silencing(world):
    keep(world, TYPED, 0)
    now = actions.silence_recording(world.recording, [(0, 1000)], by=world.ida)

    assert drafts.typed(now, by=world.ida).text == TYPED


def test_typed_text_becomes_a_source_and_the_day_is_set(world):
    keep(world, TYPED, 0)
    page = world.client.get(f"{world.at}rec-1/finish/").content.decode()
    assert "3 turns" in page and "00:00:04" in page

    said = {"title": "Samtale", "kind": "interview", "date": "2026-03-03", "language": "nb", "transcribed": "2026-03-10"}
    answer = world.client.post(f"{world.at}rec-1/finish/", said)

    source = Source.objects.get(title="Samtale")
    turns = list(Turn.objects.filter(text__source=source).order_by("n").values_list("speaker", "role", "person__pseudonym", "time_start"))
    assert answer.headers["Location"].endswith(f"/texts/{source.key}/")
    assert turns == [("I", "interviewer", None, 1000), ("R", "informant", "R", 4000), ("Ny", "informant", None, 6000)]
    assert str(Recording.objects.get().transcribed) == "2026-03-10"

    journal.undo(world.ida)
    assert Recording.objects.get().transcribed is None
    while Source.objects.filter(title="Samtale").exists():
        journal.undo(world.ida)
    assert drafts.typed(world.recording, by=world.ida).text == TYPED


def test_nothing_typed_makes_no_source(world):
    said = {"title": "Tom", "kind": "interview", "language": "nb", "transcribed": "2026-03-10"}
    answer = world.client.post(f"{world.at}rec-1/finish/", said)

    assert answer.status_code == 422 and not Source.objects.filter(title="Tom").exists()
    assert Recording.objects.get().transcribed is None
