"""Which codes a parent's row includes when it is rolled up: itself and all below it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def families(parents: Sequence[int] | np.ndarray, n_codes: int) -> np.ndarray:
    """Return pairs (code, itself or an ancestor) as an array of shape (pairs, 2)."""
    parents = np.asarray(parents, dtype=np.int64)
    if parents.size != n_codes:
        raise ValueError("roll_up must give a parent, or -1, for every code")
    low = np.arange(n_codes)
    high = low.copy()
    pairs: list[np.ndarray] = []
    for _ in range(n_codes + 1):
        if not low.size:
            return np.concatenate(pairs) if pairs else np.empty((0, 2), dtype=np.int64)
        pairs.append(np.column_stack([low, high]))
        high = parents[high]
        low, high = low[high >= 0], high[high >= 0]
    raise ValueError("roll_up holds a ring")


def summed(values: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Return the rows of `values` with those of their descendants added."""
    total = np.zeros_like(values)
    np.add.at(total, above[:, 1], values[above[:, 0]])
    return total
