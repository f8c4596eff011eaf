"""A text that is changed after it was stored: which replacements lead from the old words to the new, and where its turns then lie.

The replacements are `anchors.Edit`s, so that every passage is carried over exactly (`anchors.carry_edits`). `retyping` makes them from what
a person typed turn by turn.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from belegg.method.anchors import Edit, apply_edits
from belegg.method.anchors.alignment import Run, certain_runs
from belegg.method.paragraphs import paragraphs
from belegg.method.plain_text import can_follow, normalise
from belegg.method.transcript import Turn

__all__ = ["carry_marks", "carry_turns", "edits_between", "settled"]


def edits_between(old: str, new: str) -> list[Edit]:
    """Return replacements that make `new` of `old`: everything between the stretches that are certainly the same.

    >>> edits_between("Vi hade tillit.", "Vi hadde tillit.")
    [Edit(start=3, end=7, text='hadde')]
    """
    edits, a, b = [], 0, 0
    for run in [*certain_runs(old, new), Run(len(old), len(new), 0)]:
        if run.old > a or run.new > b:
            edits.append(Edit(a, run.old, new[b : run.new]))
        a, b = run.old + run.length, run.new + run.length
    return edits


def settled(body: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits in order, so that the body they make is in the one form in which words are stored.

    What is put in may melt with the letter before it or the accent behind it; then the edit takes these in. An edit that changes nothing is
    left out.
    """
    ordered = sorted((Edit(edit.start, edit.end, normalise(edit.text)) for edit in edits), key=lambda edit: (edit.start, edit.end))
    if not unicodedata.is_normalized("NFC", apply_edits(body, ordered)):
        ordered = _melted(body, ordered)
    return [edit for edit in ordered if body[edit.start : edit.end] != edit.text]


def _melted(body: str, edits: Sequence[Edit]) -> list[Edit]:
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start, end = _reach(body, edit)
        together: list[Edit] = []
        if groups and start < groups[-1][1]:
            first, last, together = groups.pop()
            start, end = min(start, first), max(end, last)
        groups.append((start, end, [*together, edit]))
    found = []
    for start, end, together in groups:
        inside = [Edit(edit.start - start, edit.end - start, edit.text) for edit in together]
        found.append(Edit(start, end, normalise(apply_edits(body[start:end], inside))))
    return found


def _reach(body: str, edit: Edit) -> tuple[int, int]:
    """Return the edit's place with the letter before and the accents behind that its words may melt with."""
    start, end = edit.start, edit.end
    first = (edit.text or body[end : end + 1])[:1]
    if first and can_follow(first):
        start -= min(start, 1)
        while start and can_follow(body[start]):
            start -= 1
    while end < len(body) and can_follow(body[end]):
        end += 1
    return start, end


class Borders:
    """Where a place of the old body lies in the new one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self.starts = [edit.start for edit in edits]
        self.grown = [0]
        for edit in edits:
            self.grown.append(self.grown[-1] + len(edit.text) - (edit.end - edit.start))

    def before(self, at: int) -> int:
        """Return the place of `at`, in front of what is put in exactly there. `at` lies inside no replacement."""
        return at + self.grown[bisect_left(self.starts, at)]

    def behind(self, at: int) -> int:
        """Return the place of `at`, behind what is put in exactly there."""
        number = bisect_left(self.starts, at)
        put_in = number < len(self.edits) and self.edits[number].start == self.edits[number].end == at
        return at + self.grown[number + put_in]

    def over(self, at: int) -> int | None:
        """Return the number of the replacement `at` lies inside of (not at its border), None where it lies in none."""
        number = bisect_left(self.starts, at) - 1
        return number if number >= 0 and self.edits[number].end > at else None

    def ending_at(self, at: int) -> int | None:
        """Return the number of the replacement that ends at `at`."""
        number = bisect_left(self.starts, at) - 1
        return number if number >= 0 and self.edits[number].end == at else None

    def begin(self, number: int) -> int:
        return self.edits[number].start + self.grown[number]


def carry_marks(edits: Sequence[Edit], places: Iterable[int]) -> list[int]:
    """Return where places between words (the beginnings of pages) lie in the new body; one inside a replacement lies in front of it."""
    borders = Borders(edits)
    return [borders.before(at) if (number := borders.over(at)) is None else borders.begin(number) for at in places]


def carry_turns(old_body: str, new_body: str, turns: Sequence[Turn], edits: Sequence[Edit]) -> list[Turn]:
    """Return the turns of the new body; `edits` in order.

    Paragraphs that were recognised in the old body are recognised in the new one. Else the borders move with the words; a turn whose label
    and gap to the one before a replacement without a line break has swallowed goes on in that one; a turn without any characters left goes.
    """
    if turns and are_paragraphs(old_body, turns):
        return [Turn(n, start, start, end) for n, (start, end) in enumerate(paragraphs(new_body), 1)]
    return numbered(moved_turns(old_body, new_body, turns, edits))


def moved_turns(old_body: str, new_body: str, turns: Sequence[Turn], edits: Sequence[Edit]) -> list[Turn]:
    """Return the turns of the new body under the numbers they had (0: words at the beginning that no turn had)."""
    borders = Borders(edits)
    found: list[Turn] = []
    for turn in turns:
        head, start, end = _carried(turn, borders)
        if found and head < found[-1].end:
            head = found[-1].end
            start, end = max(start, head), max(end, head)
        if not new_body[head:end].strip():
            continue
        if found and _is_swallowed(turn, borders):
            found[-1] = _with(found[-1], found[-1].head, found[-1].start, end)
            continue
        head, start, end = _trimmed(new_body, head, start, end)
        found.append(_with(turn, head, start, end, _label(old_body, new_body, turn, head, start, borders)))
    return _covering(new_body, found)


def are_paragraphs(body: str, turns: Sequence[Turn]) -> bool:
    """Say whether the turns are the paragraphs of a text in which nobody is marked as speaking."""
    if any(turn.speaker or turn.head != turn.start or turn.time_start is not None or turn.role for turn in turns):
        return False
    return [(turn.start, turn.end) for turn in turns] == paragraphs(body)


def _carried(turn: Turn, borders: Borders) -> tuple[int, int, int]:
    inside = borders.over(turn.head)
    head = borders.before(turn.head) if inside is None else _boundary(borders, inside)
    if (number := borders.over(turn.start)) is not None:
        start = head if inside is not None else borders.begin(number)
    else:
        start = borders.before(turn.start)
    end = borders.behind(turn.end)
    if (number := borders.over(turn.end)) is not None:
        end = _boundary(borders, number)
    return head, max(start, head), max(end, start, head)


def _boundary(borders: Borders, number: int) -> int:
    """Return where one turn ends and the next begins inside what was put in: at its last line break, else behind it."""
    text = borders.edits[number].text
    return borders.begin(number) + (text.rfind("\n") + 1 or len(text))


def _is_swallowed(turn: Turn, borders: Borders) -> bool:
    number = borders.over(turn.head)
    if number is None and turn.head == turn.start:
        number = borders.ending_at(turn.head)
    return number is not None and borders.edits[number].end >= turn.start and "\n" not in borders.edits[number].text


def _trimmed(body: str, head: int, start: int, end: int) -> tuple[int, int, int]:
    while head < end and body[head].isspace():
        head += 1
    start = max(start, head)
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return head, start, end


def _label(old_body: str, new_body: str, turn: Turn, head: int, start: int, borders: Borders) -> str:
    """Return the speaker as the new label names them: a name replaced in the label is replaced here too."""
    at = old_body.find(turn.speaker, turn.head, turn.start) if turn.speaker else -1
    if at < 0:
        return turn.speaker
    first, last = borders.over(at), borders.over(at + len(turn.speaker))
    if first is not None or last is not None:
        return turn.speaker
    name = new_body[max(head, borders.before(at)) : min(start, borders.behind(at + len(turn.speaker)))].strip()
    return name or turn.speaker


def _covering(body: str, turns: list[Turn]) -> list[Turn]:
    """Return the turns with words that lie in none of them: they go on in the turn before; at the very beginning they are one of their own."""
    found: list[Turn] = []
    done = 0
    for turn in turns:
        if body[done : turn.head].strip():
            _take_in(body, found, done, turn.head)
        found.append(turn)
        done = turn.end
    if body[done:].strip():
        _take_in(body, found, done, len(body))
    return found


def _take_in(body: str, found: list[Turn], start: int, end: int) -> None:
    start, _, end = _trimmed(body, start, start, end)
    if found:
        found[-1] = _with(found[-1], found[-1].head, found[-1].start, end)
    else:
        found.append(Turn(0, start, start, end))


def _with(turn: Turn, head: int, start: int, end: int, speaker: str | None = None) -> Turn:
    said = turn.speaker if speaker is None else speaker
    return Turn(turn.n, head, start, end, said, turn.role, turn.person, turn.time_start, turn.time_end)


def numbered(turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns numbered 1, 2, 3 …"""
    return [
        Turn(n, turn.head, turn.start, turn.end, turn.speaker, turn.role, turn.person, turn.time_start, turn.time_end)
        for n, turn in enumerate(turns, 1)
    ]
