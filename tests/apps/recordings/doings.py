"""The acts of recordings, for tests/apps/test_undo_everything.py."""

import datetime

from django.utils import timezone

from belegg.apps.recordings import actions
from belegg.apps.recordings.models import Recording
from belegg.apps.study import journal
from tests.apps.recordings.worlds import received, wav

DAY = datetime.date(2026, 3, 4)


def new_recording(w, seconds):
    """Add a recording whose length tells it from the others: the same one is not taken twice."""
    return actions.add_recording(w.study, received(wav(seconds)), about="source:int-1", by=w.ida)


def file_brought(w):
    came = received(wav(0.5))
    with journal.act(w.study, by=w.ida, verb="recording.add") as doing:  # as a study folder brings it: the facts, not the sound
        row = doing.create(
            Recording(
                study=w.study, key="rec-77", about="source:int-1", by=w.ida, added=timezone.now(), sha256=came.sha256, size=came.size,
                media_type=came.kind.media_type,
            )
        )  # fmt: skip
    actions.bring_file(row, came, by=w.ida)


DOINGS = {
    "add_recording": lambda w: new_recording(w, 1),
    "bring_file": file_brought,
    "mark_transcribed": lambda w: actions.mark_transcribed(new_recording(w, 2), DAY, by=w.ida),
    "note_pass": lambda w: actions.note_pass(new_recording(w, 3), DAY, "Names", by=w.ida),
    "delete_pass": lambda w: actions.delete_pass(actions.note_pass(new_recording(w, 4), DAY, by=w.ida), by=w.ida),
}
