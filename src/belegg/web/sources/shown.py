"""Turns and waiting files as the pages show them: words, numbers, no markup."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belegg.apps.sources.models import SourceKind, SpeakerRole
from belegg.apps.sources.staging import Waiting
from belegg.method.recording_times import format_time
from belegg.method.transcript import Turn

# A preview is for recognising a turn, not for reading it through.
LONGEST = 600


def shown_turns(body: str, turns: Iterable[Turn]) -> list[dict]:
    return [
        {
            "n": turn.n,
            "speaker": turn.speaker,
            "role": turn.role,
            "role_name": SpeakerRole(turn.role).label if turn.speaker else "",
            "time": format_time(turn.time_start) if turn.time_start is not None else "",
            "words": body[turn.start : min(turn.end, turn.start + LONGEST)],
            "is_cut": turn.end - turn.start > LONGEST,
        }
        for turn in turns
    ]


def shown_waiting(file: Waiting) -> dict:
    """Return a waiting file in words."""
    seen = file.seen
    return {
        "file": file,
        "title": file.suggested.title,
        "kind": SourceKind(file.suggested.kind).label,
        "summary": summary(file),
        "notices": [_(note["text"]) % note["params"] if note["params"] else _(note["text"]) for note in seen.notices],
        "names_someone": seen.names_someone,
        "imported_as": file.imported_as,
    }


def summary(file: Waiting) -> str:
    seen = file.seen
    counted = ngettext("%(n)s word", "%(n)s words", seen.words) % {"n": seen.words}
    if seen.is_table:
        made = ngettext("%(n)s source", "%(n)s sources", seen.sources) % {"n": seen.sources}
        coded = ngettext("%(n)s coded passage", "%(n)s coded passages", seen.passages) % {"n": seen.passages}
        return f"{made}, {counted}" + (f", {coded}" if seen.passages else "")
    turns = ngettext("%(n)s turn", "%(n)s turns", seen.turns) % {"n": seen.turns}
    if not seen.speakers:
        return f"{counted}, " + _("no speakers found")
    roles = dict(SpeakerRole.choices)
    speakers = ", ".join(f"{speaker['label']} ({roles[speaker['role']]}, {speaker['turns']})" for speaker in seen.speakers[:6])
    more = f" + {len(seen.speakers) - 6}" if len(seen.speakers) > 6 else ""
    return f"{counted}, {turns}: {speakers}{more}"
