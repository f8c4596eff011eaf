"""The turns of a text as the page shows them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

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
    shown: list[ShownTurn] = []
    at = 0
    for line in body.split("\n"):
        if line.strip():
            shown.append(ShownTurn(len(shown) + 1, at, at + len(line), "", "", "", line))
        at += len(line) + 1
    return shown


def turns_html(turns: list[ShownTurn]) -> SafeString:
    """Return the turns as the page's elements; the words are one text node each, character for character.

    Made here and not in a template: a text of 300,000 characters has well over a thousand turns, and this is five times as fast.
    """
    word = _("Turn")
    return format_html_join("\n", TURN, (parts_of(turn, word, at) for at, turn in enumerate(turns)))


# {0} number · {1} class · {2} label · {3} tab index · {4} start · {5} end · {6} role · {7} speaker · {8} time · {9} speaker and time shown · {10} words
TURN = (
    '<div class="turn{1}" id="t{0}" role="group" aria-label="{2}" tabindex="{3}" data-n="{0}" data-start="{4}" data-end="{5}" data-role="{6}"'
    ' data-speaker="{7}" data-time="{8}"><div class="gutter"><a class="turn-number" href="#t{0}">{0}</a>{9}</div><p class="words">{10}</p></div>'
)


def parts_of(turn: ShownTurn, word: str, at: int) -> tuple:
    label = ", ".join(part for part in (f"{word} {turn.n}", turn.speaker) if part)
    who = format_html('<span class="speaker" translate="no">{}</span>', turn.speaker) if turn.speaker else ""
    when = format_html('<span class="time">{}</span>', turn.time) if turn.time else ""
    shown = format_html("{}{}", who, when)
    asks = " asks" if turn.role == "interviewer" else ""
    return turn.n, asks, label, -1 if at else 0, turn.start, turn.end, turn.role, turn.speaker, turn.time, shown, turn.words
