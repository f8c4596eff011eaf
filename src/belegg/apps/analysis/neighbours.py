"""Which codes stand on the same words as one code. For one code only: `method.cooccurrence` counts all pairs."""

from __future__ import annotations

import numpy as np

from belegg.apps.analysis.facts import facts_of, spans_of
from belegg.apps.coding.models import Code
from belegg.apps.study.models import Study


def coding_counts(study: Study) -> dict[int, int]:
    """Return {code: number of codings}; codes without codings are not in it."""
    codes, counts = np.unique(facts_of(study).code, return_counts=True)
    return dict(zip(codes.tolist(), counts.tolist(), strict=True))


def neighbours_of(code: Code, limit: int = 12) -> list[tuple[int, int]]:
    """Return [(code, number of its codings that overlap one of this code)], the most first.

    The passages of the code are joined where they overlap; a coding overlaps one of them if it begins before the first one that ends after its
    own beginning ends. All codings are looked at once (a million in a tenth of a second).
    """
    facts, spans = spans_of(code.study)
    if not len(facts):
        return []
    width = int(spans.end.max()) + 1  # so that different texts never overlap
    begins, ends = facts.text.astype(np.int64) * width + spans.start, facts.text.astype(np.int64) * width + spans.end
    own = facts.code == code.pk
    first, last = joined(begins[own], ends[own])
    at = np.searchsorted(last, begins, side="right")
    overlaps = (at < last.size) & ~own
    overlaps[overlaps] = first[at[overlaps]] < ends[overlaps]
    codes, counts = np.unique(facts.code[overlaps], return_counts=True)
    order = np.lexsort((codes, -counts))[:limit]
    return [(int(codes[n]), int(counts[n])) for n in order]


def joined(begins: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return spans joined where they overlap or touch, in order.

    >>> [part.tolist() for part in joined(np.array([5, 0, 3]), np.array([9, 4, 4]))]
    [[0, 5], [4, 9]]
    """
    order = np.argsort(begins, kind="stable")
    begins, ends = begins[order], np.maximum.accumulate(ends[order]) if ends.size else ends
    new = np.ones(begins.size, dtype=bool)
    new[1:] = begins[1:] > ends[:-1]
    return begins[new], np.append(ends[:-1][new[1:]], ends[-1:])
