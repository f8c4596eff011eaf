"""The order of rows and columns; every function returns positions for `values[order]` and leaves equals in the order they had."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_DIGITS = re.compile(r"(\d+)")
_ALPHABET = str.maketrans({"ä": "æ", "ö": "ø", "å": "ÿ"})  # by code point å < æ < ø; ÿ stands behind ø


def order_by_total(values: np.ndarray, axis: int = 0, *, descending: bool = True) -> np.ndarray:
    """Order the rows (`axis=0`) or the columns (`axis=1`) of a (codes, columns) table by their sums."""
    totals = values.sum(axis=1 - axis)
    return np.argsort(-totals if descending else totals, kind="stable")


def order_by_cells(values: np.ndarray, at: int, axis: int = 0, *, descending: bool = True) -> np.ndarray:
    """Order the rows by what stands in column `at` (`axis=0`), or the columns by what stands in row `at` (`axis=1`)."""
    line = values[:, at] if axis == 0 else values[at, :]
    return np.argsort(-line if descending else line, kind="stable")


def order_by_attribute(values: Sequence[str | float | None], *, descending: bool = False) -> np.ndarray:
    """Order by an attribute of the row or column: numbers by size before text, text by its letters with digits as numbers (B2 < B10).

    Missing values (None, "") come last either way: an unknown is neither small nor large. Case is ignored and æ, ø, å stand at the end
    of the alphabet, ä and ö with æ and ø; other accents compare by code point.
    """
    known = [number for number, value in enumerate(values) if value not in (None, "")]
    missing = [number for number, value in enumerate(values) if value in (None, "")]
    known.sort(key=lambda number: _key(values[number]), reverse=descending)
    return np.array([*known, *missing], dtype=np.int64)


def _key(value: str | float | None) -> tuple:
    if isinstance(value, str):
        parts = _DIGITS.split(value.casefold().translate(_ALPHABET))
        return (1, 0.0, [(int(part) if number % 2 else 0, part) for number, part in enumerate(parts)])
    return (0, value, [])
