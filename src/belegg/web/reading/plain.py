"""The reading page in plain HTML: words in `<mark>`, every coding in a list at its turn, with forms to act on it. Also what is printed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from belegg.apps.coding.models import Coding, Round
from belegg.apps.coding.queries import code_rows, memo_counts
from belegg.apps.coding.rules import can_change
from belegg.apps.sources.models import Text
from belegg.method.anchors import Span, segments
from belegg.web.base.doors import StudyRequest
from belegg.web.reading.turns import ShownTurn

# Stripes beside a turn on paper; further codings are in the turn's list.
MOST_STRIPES = 12


class Piece(NamedTuple):
    """Words under the same codings. `colour` is that of the only or first code, `names` are said to those who cannot see it."""

    words: str
    colour: str
    names: str
    depth: int


class Shown(NamedTuple):
    """A coding at the first turn where its words are heard."""

    coding: Coding
    words: str
    may_change: bool
    memos: int


class PlainTurn(NamedTuple):
    turn: ShownTurn
    pieces: list[Piece]
    codings: list[Shown]
    stripes: list[Coding]
    begins_here: int


def context(request: StudyRequest, text: Text, turns: list[ShownTurn], round: Round | None) -> dict:
    """Return what plain.html needs beside the page's own context: turns with marks, filtered as the address says."""
    get = request.GET
    codings = filtered(text, round, get)
    memos = memo_counts(text)
    here = by_turn(turns, codings)
    plain = [plain_turn(turn, here.get(at, []), text.body.text, memos, request.member) for at, turn in enumerate(turns)]
    if get.get("who") == "informants":
        plain = [one for one in plain if one.turn.role != "interviewer"]
    if get.get("only") == "coded":
        plain = [one for one in plain if one.codings or one.stripes]
    used = {coding.code_id for coding in codings}
    rows = code_rows(request.study)
    return {
        "plain_turns": plain,
        "legend": [row.code for row in rows if row.code.pk in used],
        "code_rows": rows,
        "coding_turn": get.get("turn", ""),
        "query": {name: get.get(name, "") for name in ("code", "coder", "only", "who")},
        "coders": sorted({coding.coder for coding in codings}, key=lambda coder: coder.name),
    }


def filtered(text: Text, round: Round | None, get) -> list[Coding]:
    codings = Coding.objects.filter(text=text).select_related("code", "coder", "round").order_by("start", "end", "pk")
    if round:
        codings = codings.filter(round=round)
    if get.get("code"):
        codings = codings.filter(code__key=get["code"])
    if get.get("coder"):
        codings = codings.filter(coder__key=get["coder"])
    return list(codings)


def by_turn(turns: list[ShownTurn], codings: list[Coding]) -> dict[int, list[Coding]]:
    """Return the codings that touch the words of each turn, by the turn's place."""
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]
    here: dict[int, list[Coding]] = {}
    for coding in codings:
        for at in range(bisect_right(ends, coding.start), bisect_left(starts, coding.end)):
            here.setdefault(at, []).append(coding)
    return here


def plain_turn(turn: ShownTurn, here: list[Coding], body: str, memos: dict[str, int], member) -> PlainTurn:
    shown = [Shown(coding, body[coding.start : coding.end], can_change(coding, member), memos.get(coding.key, 0)) for coding in here]
    return PlainTurn(turn, pieces(turn, here), shown, here[:MOST_STRIPES], sum(coding.start >= turn.start for coding in here))


def pieces(turn: ShownTurn, codings: list[Coding]) -> list[Piece]:
    """Cut a turn's words where codings begin and end."""
    spans = [Span(max(coding.start, turn.start) - turn.start, min(coding.end, turn.end) - turn.start) for coding in codings]
    cut, at = [], 0
    for segment in segments(spans):
        if at < segment.start:
            cut.append(Piece(turn.words[at : segment.start], "", "", 0))
        over = [codings[member].code for member in segment.members]
        cut.append(Piece(turn.words[segment.start : segment.end], over[0].colour, ", ".join(code.name for code in over), len(over)))
        at = segment.end
    if at < len(turn.words):
        cut.append(Piece(turn.words[at:], "", "", 0))
    return cut
