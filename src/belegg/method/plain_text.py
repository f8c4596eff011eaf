"""The one form in which words are stored: NFC, LF line ends, no byte order mark, no invisible controls.

Offsets everywhere count code points of this form, so foreign offsets (of an imported project) must pass through `normalise_with_offsets`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

# Form feed, vertical tab, NEL and the Unicode separators end a line in the programs they come from; a page break must not glue two words.
_EDITABLE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]|[\x00-\x08\x0e-\x1f\x7f]|[\ud800-\udfff\ufffe\uffff]")
_CANNOT_BE_STORED = re.compile("[\ud800-\udfff\ufffe\uffff]")


def normalise(source: str) -> str:
    """Return `source` as it is stored. Controls without a glyph are dropped, what UTF-8 or XML cannot hold becomes U+FFFD."""
    text = _EDITABLE.sub(lambda match: _stored(match[0]), source) if _EDITABLE.search(source) else source
    text = _with_marks_in_order(text.lstrip("\ufeff"))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


_LONG_RUN = re.compile("[\u0300-\U0010ffff]{64,}")


def _with_marks_in_order(text: str) -> str:
    """Return the same text with the marks of each long run of them in canonical order.

    Unicode sorts them by insertion: a million accents above and below by turns would take hours. A real letter has three at most.
    """
    return _LONG_RUN.sub(lambda run: _in_order(run[0]), text)


def _in_order(run: str) -> str:
    pieces = []
    for are_marks, characters in groupby(run, lambda c: unicodedata.combining(unicodedata.normalize("NFD", c)[0]) != 0):
        if are_marks:
            apart = "".join(unicodedata.normalize("NFD", character) for character in characters)
            pieces += sorted(apart, key=unicodedata.combining)
        else:
            pieces += characters
    return "".join(pieces)


def _stored(piece: str) -> str:
    if _CANNOT_BE_STORED.match(piece):
        return "\ufffd"
    return "\n" if piece in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029") else ""


@dataclass(frozen=True)
class Edit:
    """`[start, end)` of the older text became `length` characters of the newer one."""

    start: int
    end: int
    length: int


class Offsets:
    """Carries an offset of a source into the normalised text.

    An offset inside something that was composed (between `e` and its accent) has no place of its own any more and comes out at the
    nearest place not after the composed character: ask `is_exact` where that matters.
    """

    def __init__(self, layers: Iterable[list[Edit]]) -> None:
        self._layers = [_Layer(edits) for edits in layers if edits]

    def carry(self, offset: int) -> int:
        """Return the offset in the normalised text."""
        for layer in self._layers:
            offset = layer.carry(offset)
        return offset

    def is_exact(self, offset: int) -> bool:
        """Say whether the offset stands between two characters that both texts have."""
        for layer in self._layers:
            if layer.is_inside(offset):
                return False
            offset = layer.carry(offset)
        return True


class _Layer:
    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._shifts = [0]
        for edit in edits:
            self._shifts.append(self._shifts[-1] + edit.length - (edit.end - edit.start))

    def carry(self, offset: int) -> int:
        index = bisect_left(self._starts, offset)
        if index == 0:
            return offset
        edit = self._edits[index - 1]
        if offset >= edit.end:
            return offset + self._shifts[index]
        return edit.start + self._shifts[index - 1] + min(edit.length, offset - edit.start)

    def is_inside(self, offset: int) -> bool:
        index = bisect_left(self._starts, offset)
        return index > 0 and offset < self._edits[index - 1].end


def normalise_with_offsets(source: str) -> tuple[str, Offsets]:
    """Return the normalised text and the map from offsets of `source` into it."""
    stored, first = _edit(source, ((m.start(), m.end(), _stored(m[0])) for m in _EDITABLE.finditer(source)))
    bare = stored.lstrip("\ufeff")
    marks = [Edit(0, len(stored) - len(bare), 0)] if len(bare) != len(stored) else []
    composed, second = _edit(bare, _compositions(bare))
    return composed, Offsets([first, marks, second])


def _edit(text: str, changes: Iterable[tuple[int, int, str]]) -> tuple[str, list[Edit]]:
    pieces, edits, done = [], [], 0
    for start, end, new in changes:
        pieces += [text[done:start], new]
        edits.append(Edit(start, end, len(new)))
        done = end
    pieces.append(text[done:])
    return "".join(pieces), edits


def _compositions(text: str) -> Iterable[tuple[int, int, str]]:
    if unicodedata.is_normalized("NFC", text):
        return
    letters = set(text)
    followers = "".join(re.escape(c) for c in letters if can_follow(c))
    changing = "".join(re.escape(c) for c in letters if unicodedata.normalize("NFC", c) != c)
    patterns = ([f"[^{followers}]?[{followers}]+"] if followers else []) + ([f"[{changing}]"] if changing else [])
    for match in re.finditer("|".join(patterns), text, re.DOTALL):
        new = unicodedata.normalize("NFC", _with_marks_in_order(match[0]))
        if new != match[0]:
            yield match.start(), match.end(), new


def can_follow(character: str) -> bool:
    """Say whether the character may melt with, or trade places with, one before it (then no text may be cut in front of it)."""
    first = unicodedata.normalize("NFD", character)[0]
    return unicodedata.combining(first) != 0 or first in _second_halves()


@cache
def _second_halves() -> frozenset[str]:
    """Characters that can be the second half of a canonical composition; Hangul composes by arithmetic and is not in the tables."""
    pairs = (unicodedata.decomposition(chr(point)).split() for point in range(0x80, 0x20000))
    jamo = (chr(point) for point in range(0x1161, 0x11C3))
    return frozenset(chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")) | frozenset(jamo)
