"""Offsets at the border: code points here, UTF-16 units in a browser. They differ after every character above U+FFFF (emoji, mostly)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..errors import Refused, gettext_noop

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Utf16:
    """The converter for one body: `astral` holds the code-point offsets of its characters above U+FFFF, ascending.

    A body without any costs one comparison per conversion, and a page may then leave the conversion out altogether
    (`if not converter.astral`).
    """

    length: int
    astral: tuple[int, ...] = ()

    @classmethod
    def of(cls, body: str) -> Utf16:
        """Make the converter for `body`; 300,000 characters take a millisecond or two."""
        if body.isascii() or len(body.encode("utf-16-le", "surrogatepass")) == 2 * len(body):
            return cls(len(body))
        return cls(len(body), tuple(hit.start() for hit in _ASTRAL.finditer(body)))

    def units(self, point: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        if not 0 <= point <= self.length:
            raise _outside(point, self.length)
        return point + bisect_left(self.astral, point)

    def points(self, unit: int) -> int:
        """Return the code-point offset of a UTF-16 offset; refuse an offset that would cut a character in two."""
        if not 0 <= unit <= self.length + len(self.astral):
            raise _outside(unit, self.length + len(self.astral))
        before = bisect_left(range(len(self.astral)), unit, key=lambda i: self.astral[i] + i)
        if before and self.astral[before - 1] + before == unit:
            raise Refused(
                "offset-inside-character",
                gettext_noop("Position %(at)s lies inside one character (the browser counts it as two)."),
                gettext_noop("Move the border by one."),
                at=unit,
            )
        return unit - before


def _outside(at: int, length: int) -> Refused:
    return Refused(
        "offset-outside",
        gettext_noop("Position %(at)s lies outside the text, which has %(length)s positions."),
        gettext_noop("Reload the page and mark the passage again."),
        at=at,
        length=length,
    )
