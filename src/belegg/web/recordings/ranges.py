"""HTTP ranges (RFC 9110, section 14): which bytes of a recording a player asks for."""

from __future__ import annotations

import re
from typing import NamedTuple

from belegg.web.base.sent import MOST_DIGITS

_ONE = re.compile(r"bytes=(\d*)-(\d*)")


class Range(NamedTuple):
    """`[start, end)` of a file."""

    start: int
    end: int


class NotSatisfiable(Exception):
    """The range begins behind the end of the file."""


def range_asked(header: str, size: int) -> Range | None:
    """Return the bytes a Range header asks for; None where the whole file is the answer: no range, several, or a header that is none.

    Raises NotSatisfiable.
    """
    found = _ONE.fullmatch("".join(header.lower().split()))
    if found is None or not (found[1] or found[2]):
        return None
    # A number of more digits than any file is long lies behind its end.
    first, last = (int(digits) if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS for digits in (found[1] or "0", found[2] or "0"))
    if not found[1]:
        if not last or not size:
            raise NotSatisfiable
        return Range(max(0, size - last), size)
    if found[2] and last < first:
        return None
    if first >= size:
        raise NotSatisfiable
    return Range(first, min(last + 1, size) if found[2] else size)
