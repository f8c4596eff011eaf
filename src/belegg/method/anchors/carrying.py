"""The same passage in another version of its text.

Two ways, because two things can be known:

- `carry_edits`: the replacements are known (pseudonymisation, find and replace). Every border outside a replacement has exactly one new
  place, also when a name inside the passage was replaced.
- `carry`: only the two bodies are known (a corrected transcript came back). A passage moves only if its characters are identical and
  its new place is certain; everything else is listed for a decision. `alignment` says what certain means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import Refused, gettext_noop
from .alignment import Run, certain_runs
from .boundaries import trim
from .spans import Span

CHANGED = "changed"  # words inside the passage differ
UNCERTAIN = "uncertain"  # the words may be there, but their place is not certain
REPLACED = "replaced"  # a border lies inside a replacement


class Undecided(NamedTuple):
    """A passage a person must place. `number` is its position in the list given.

    `between` is where it must lie if it is still there: from the end of the last certain words before it to the start of the first
    after it. It is where a page opens the new text, never a proposal to accept unseen.
    """

    number: int
    old: Span
    reason: str
    between: Span


@dataclass(frozen=True)
class Carried:
    """`moved` maps the position of a span in the list given to its new span; together with `undecided` it holds every one, once."""

    moved: Mapping[int, Span]
    undecided: tuple[Undecided, ...]


class Edit(NamedTuple):
    """`old_body[start:end]` becomes `text`; `start == end` inserts."""

    start: int
    end: int
    text: str


def carry(old_body: str, new_body: str, spans: Sequence[Span]) -> Carried:
    """Move spans to a new version of their text, by comparing the two bodies.

    For every moved span the characters are identical: `new_body[new.start:new.end] == old_body[old.start:old.end]`. Two versions of
    300,000 characters with hundreds of corrections take some tenths of a second.
    """
    runs = certain_runs(old_body, new_body)
    starts = [run.old for run in runs]
    moved: dict[int, Span] = {}
    undecided: list[Undecided] = []
    for number, old in enumerate(spans):
        new = _place(old_body, new_body, old, runs, starts)
        if new is not None:
            moved[number] = new
        else:
            undecided.append(_list_for_decision(number, old, runs, starts, old_body, new_body))
    return Carried(moved, tuple(undecided))


def _place(old_body: str, new_body: str, old: Span, runs: Sequence[Run], starts: Sequence[int]) -> Span | None:
    # White space at a border is often what a correction touches; the words decide, and the white space must then be equal.
    core = trim(old_body, old)
    index = bisect_right(starts, core.start) - 1
    if core.start == core.end or index < 0 or core.end > runs[index].old + runs[index].length:
        return None
    shift = runs[index].new - runs[index].old
    new = Span(old.start + shift, old.end + shift)
    if new.start < 0 or new_body[new.start : new.end] != old_body[old.start : old.end]:
        return None
    return new


def _list_for_decision(number: int, old: Span, runs: Sequence[Run], starts: Sequence[int], old_body: str, new_body: str) -> Undecided:
    low, high = 0, len(new_body)
    before = bisect_right(starts, old.start) - 1
    after = before + 1
    if before >= 0:
        run = runs[before]
        low = run.new + min(run.length, old.start - run.old)
        if old.end < run.old + run.length:
            after = before
    while after < len(runs) and runs[after].old + runs[after].length <= old.end:
        after += 1
    if after < len(runs):
        high = runs[after].new + max(0, old.end - runs[after].old)
    reason = UNCERTAIN if old_body[old.start : old.end] in new_body[low : max(low, high)] else CHANGED
    return Undecided(number, old, reason, Span(low, max(low, high)))


def carry_edits(edits: Iterable[Edit], spans: Sequence[Span]) -> Carried:
    """Move spans through known replacements; `edits` in any order, not overlapping (else `edits-overlap`).

    A span whose borders lie outside every replacement moves with its words, including the replaced ones inside it. A border strictly
    inside a replacement is not placed. What is inserted exactly at a border stays outside the span: nobody coded it.
    """
    ordered = _checked(edits)
    firsts = [edit.start for edit in ordered]
    grown = [0]
    for edit in ordered:
        grown.append(grown[-1] + len(edit.text) - (edit.end - edit.start))
    moved: dict[int, Span] = {}
    undecided: list[Undecided] = []
    for number, old in enumerate(spans):
        start, start_certain = _shift(old.start, ordered, firsts, grown, opens=True)
        end, end_certain = _shift(old.end, ordered, firsts, grown, opens=False)
        if start_certain and end_certain and start < end:
            moved[number] = Span(start, end)
        else:
            undecided.append(Undecided(number, old, REPLACED, Span(start, max(start, end))))
    return Carried(moved, tuple(undecided))


def _shift(at: int, edits: Sequence[Edit], firsts: Sequence[int], grown: Sequence[int], *, opens: bool) -> tuple[int, bool]:
    """Return the new place of a border and whether it is certain; an uncertain one goes to the outer side of the replacement."""
    before = bisect_right(firsts, at)
    while before and edits[before - 1].start == at and not (opens and edits[before - 1].end == at):
        before -= 1  # an edit that begins here lies behind the border; an insertion here lies before a start, behind an end
    if before and edits[before - 1].end > at:
        last = edits[before - 1]
        outer = last.start + grown[before - 1]
        return (outer, False) if opens else (outer + len(last.text), False)
    return at + grown[before], True


def apply_edits(body: str, edits: Iterable[Edit]) -> str:
    """Return the body with every replacement made; offsets of all edits are those of the old body."""
    pieces: list[str] = []
    last = 0
    for edit in _checked(edits):
        pieces += [body[last : edit.start], edit.text]
        last = edit.end
    return "".join([*pieces, body[last:]])


def _checked(edits: Iterable[Edit]) -> list[Edit]:
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for a, b in zip(ordered, ordered[1:], strict=False):
        if b.start < a.end or (b.start, b.end) == (a.start, a.end):
            raise Refused(
                "edits-overlap",
                gettext_noop("Two replacements claim the same characters (%(start)s to %(end)s)."),
                gettext_noop("Make one replacement of the two."),
                start=b.start,
                end=a.end,
            )
    return ordered
