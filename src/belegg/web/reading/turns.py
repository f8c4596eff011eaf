"""The turns of a text as the page shows them."""

from __future__ import annotations

from typing import NamedTuple

from belegg.apps.sources.models import Text, Turn
from belegg.method.transcript import format_time


class ShownTurn(NamedTuple):
    """A turn with its words; `time` is "00:04:10" or ""."""

    n: int
    start: int
    end: int
    speaker: str
    role: str
    time: str
    words: str


def turns_of(text: Text) -> list[ShownTurn]:
    """Return the turns of a text in order; a text without turns is shown line by line."""
    body = text.body.text
    rows = Turn.objects.filter(text=text).order_by("n").values_list("n", "start", "end", "speaker", "role", "time_start")
    shown = [
        ShownTurn(n, start, end, speaker, role, "" if time is None else format_time(time), body[start:end])
        for n, start, end, speaker, role, time in rows
    ]
    return shown or lines_of(body)


def lines_of(body: str) -> list[ShownTurn]:
    shown, at = [], 0
    for line in body.split("\n"):
        if line.strip():
            shown.append(ShownTurn(len(shown) + 1, at, at + len(line), "", "", "", line))
        at += len(line) + 1
    return shown
