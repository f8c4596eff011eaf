"""Numbered chapters of a document: "Kapittel 5 …", "5.2  Fjell kommune". A person knows a place in a report by these, not by counting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Chapter", "Heading", "chapters", "read_heading"]

# A heading is one line; what is longer is a sentence that begins with a number.
LONGEST_HEADING = 160
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?[ \t]+(\S.*)")
_NAMED = re.compile(r"(?:kapittel|chapter)[ \t]+(\d{1,2})(?!\w)[.:]?[ \t]*(.*)", re.IGNORECASE)
# A line of the list of contents: dots or a gap, and the page.
_WITH_PAGE = re.compile(r"(?:\.{2,}|…|\s{2,}|\t)\s*\d{1,4}$")


class Heading(NamedTuple):
    """The number of a chapter, as (5, 2), and its name ("" where only the number stands there)."""

    number: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `[start, end)` reaches from its heading to the next chapter that is not below it; `first` and `last` are turns."""

    number: tuple[int, ...]
    name: str
    start: int
    end: int
    first: int
    last: int

    @property
    def label(self) -> str:
        """Return "5.2 Fjell kommune"."""
        return f"{'.'.join(map(str, self.number))} {self.name}".strip()

    @property
    def depth(self) -> int:
        """Return 0 for a whole chapter, 1 for a part of one …"""
        return len(self.number) - 1


def read_heading(line: str) -> Heading | None:
    """Return what a line says if it is the heading of a numbered chapter."""
    line = line.strip()
    if len(line) > LONGEST_HEADING or line.endswith((".", ",", ";")) or _WITH_PAGE.search(line):
        return None
    found = _NUMBERED.fullmatch(line) or _NAMED.fullmatch(line)
    if not found or not (found[2] == "" or found[2][0].isupper() or not found[2][0].isalnum()):
        return None
    number = tuple(int(part) for part in found[1].split("."))
    return Heading(number, " ".join(found[2].split())) if 0 not in number[:1] else None


def chapters(body: str, turns: Iterable[tuple[int, int, int]]) -> list[Chapter]:
    """Return the chapters of a text in order; `turns` are (number, start, end). Where a number stands twice, its first heading counts."""
    rows = list(turns)
    known: set[tuple[int, ...]] = set()
    heads: list[tuple[int, Heading]] = []
    for at, (_, start, end) in enumerate(rows):
        heading = read_heading(body[start:end]) if end - start <= LONGEST_HEADING else None
        if heading and heading.number not in known:
            known.add(heading.number)
            heads.append((at, heading))
    return [_chapter(rows, heads, place) for place in range(len(heads))]


def _chapter(rows: Sequence[tuple[int, int, int]], heads: Sequence[tuple[int, Heading]], place: int) -> Chapter:
    at, heading = heads[place]
    after = (row for row, other in heads[place + 1 :] if len(other.number) <= len(heading.number))
    last = rows[next(after, len(rows)) - 1]
    return Chapter(heading.number, heading.name, rows[at][1], last[2], rows[at][0], last[0])
