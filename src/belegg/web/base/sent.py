"""What comes with a request, made sure of: nobody but our own pages keeps to what they send."""

from __future__ import annotations

# More digits than any number here has, and few enough for every database.
MOST_DIGITS = 15


def whole_number(written: str) -> int | None:
    """Return the number; None for what is none. `str.isdigit` would let "²" through, and `int` a number no database holds."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS else None
