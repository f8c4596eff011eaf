"""Two or three versions of a text beside each other: which turns belong together, and which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Cell", "Row", "Stretch", "marked", "rows_of"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# A pair of turns with more words than this between them is shown as changed altogether: comparing them word by word would take seconds.
MOST_COMPARISONS = 4_000_000


class Stretch(NamedTuple):
    """Words that both have ("same"), or only the one that is shown ("gone" of the earlier, "new" of the later)."""

    kind: str
    words: str


class Cell(NamedTuple):
    """A turn of one version: its number there, the words in stretches; number 0: this version has no such turn."""

    number: int
    stretches: tuple[Stretch, ...]


class Row(NamedTuple):
    cells: tuple[Cell, ...]
    differs: bool


def marked(old: str, new: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return both texts in stretches, word by word.

    >>> marked("Vi hade tid", "Vi hadde tid")[1]
    (Stretch(kind='same', words='Vi '), Stretch(kind='new', words='hadde'), Stretch(kind='same', words=' tid'))
    """
    if old == new:
        same = (Stretch("same", old),) if old else ()
        return same, same
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(a) * len(b) > MOST_COMPARISONS:
        return (Stretch("gone", old),), (Stretch("new", new),)
    before: list[Stretch] = []
    after: list[Stretch] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if a1 > a0:
            before.append(Stretch("same" if kind == "equal" else "gone", "".join(a[a0:a1])))
        if b1 > b0:
            after.append(Stretch("same" if kind == "equal" else "new", "".join(b[b0:b1])))
    return tuple(before), tuple(after)


def rows_of(versions: Sequence[Sequence[str]]) -> list[Row]:
    """Return the turns of two or three versions, row by row; what was put in, taken out or changed is marked against the version before."""
    rows: list[tuple[int, ...]] = [(number,) for number in range(1, len(versions[0]) + 1)]
    for at, (old, new) in enumerate(pairwise(versions), 1):
        rows = _joined(rows, list(_pairs(old, new)), at)
    return [_row(versions, row) for row in rows]


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of turn numbers that belong together, 0 where one has none."""
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both = min(a1 - a0, b1 - b0) if kind in ("equal", "replace") else 0
        for step in range(both):
            yield a0 + step + 1, b0 + step + 1
        yield from ((number + 1, 0) for number in range(a0 + both, a1))
        yield from ((0, number + 1) for number in range(b0 + both, b1))


def _joined(rows: list[tuple[int, ...]], pairs: list[tuple[int, int]], width: int) -> list[tuple[int, ...]]:
    """Give the rows another column; turns only the new version has stand where they stand in it."""
    after = {a: b for a, b in pairs if a}
    come: dict[int, list[int]] = {}
    last = 0
    for a, b in pairs:
        if a:
            last = a
        else:
            come.setdefault(last, []).append(b)
    found = [((0,) * width + (b,)) for b in come.get(0, ())]
    for row in rows:
        found.append((*row, after.get(row[-1], 0)))
        if row[-1]:
            found += [((0,) * width + (b,)) for b in come.get(row[-1], ())]
    return found


def _row(versions: Sequence[Sequence[str]], numbers: tuple[int, ...]) -> Row:
    words = [version[number - 1] if number else "" for version, number in zip(versions, numbers, strict=True)]
    stretches = [marked(words[0], words[1])[0]] + [marked(old, new)[1] for old, new in pairwise(words)]
    cells = tuple(Cell(number, found) for number, found in zip(numbers, stretches, strict=True))
    return Row(cells, any(old != new for old, new in pairwise(words)))
