"""Which codes are used on the same words: overlaps of codings within texts, counted per pair of codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .distinct import distinct

# Overlapping pairs looked at in one go; keeps a million codings within some hundred megabytes.
_MOST_PAIRS = 2_000_000

Numbers = Sequence[int] | np.ndarray


@dataclass(frozen=True)
class Cooccurrence:
    """Integer arrays of shape (codes, codes); row a, column b.

    - `codings`: number of codings of a that overlap at least one of b. Not symmetric: b may be inside a often, a around b once.
    - `pairs`: number of pairs (a coding of a, a coding of b) that overlap; symmetric.
    - `sources`, `informants`: numbers of different ones in whose words such a pair lies; symmetric.
    - `total`, flat: number of codings of each code, the basis of `codings`.

    The diagonal of the tables tells of two different codings of the same code, such as those of two coders.
    """

    codings: np.ndarray
    pairs: np.ndarray
    sources: np.ndarray
    informants: np.ndarray
    total: np.ndarray

    def share(self) -> np.ndarray:
        """Return codings[a, b] / total[a]: the share of a's codings that overlap b; NaN where a was never used."""
        total = self.total[:, None]
        return np.divide(self.codings, total, out=np.full(self.codings.shape, np.nan), where=total > 0)


def cooccurrence(
    text: Numbers,
    start: Numbers,
    end: Numbers,
    code: Numbers,
    n_codes: int,
    *,
    source: Numbers | None = None,
    informant: Numbers | None = None,
) -> Cooccurrence:
    """Count overlaps of codings, given as flat integer columns of equal length: half-open code points, numbers from 0.

    Codings overlap if they share a character of the same text; touching is not overlapping. `source` defaults to `text`; `informant` is
    -1 where nobody is known to speak, and without the column no informants are counted. Trap: passages coded by several coders count
    several times; give one coder's codings, or one row per different (text, start, end, code).

    >>> found = cooccurrence([0, 0, 0], [0, 4, 9], [5, 8, 12], [0, 1, 1], 2)
    >>> found.pairs.tolist(), found.share().tolist()
    ([[0, 1], [1, 0]], [[0.0, 1.0], [0.5, 0.0]])
    """
    texts, starts, ends, codes = (np.asarray(values, dtype=np.int64) for values in (text, start, end, code))
    sources = texts if source is None else np.asarray(source, dtype=np.int64)
    informants = np.full(texts.size, -1) if informant is None else np.asarray(informant, dtype=np.int64)
    if len({column.shape for column in (texts, starts, ends, codes, sources, informants)}) > 1:
        raise ValueError("all columns must be flat and of equal length")
    if codes.size and not 0 <= codes.min() <= codes.max() < n_codes:
        raise ValueError("a coding names a code outside the table")
    far = texts * (int(ends.max(initial=0)) + 1)  # so that different texts never overlap
    tally = _Tally(codes, n_codes, sources, informants)
    for i, j in _overlapping(starts + far, ends + far):
        tally.add(i, j)
    return tally.result()


def _overlapping(start: np.ndarray, end: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the pairs of positions whose spans overlap, each once, in chunks.

    In order of start, the partners of a span among the later ones are exactly those that begin before it ends.
    """
    order = np.argsort(start, kind="stable")
    begins, ends = start[order], end[order]
    number = np.arange(order.size)
    partners = np.maximum(np.searchsorted(begins, ends, side="left") - number - 1, 0)
    upto = np.cumsum(partners)
    first = 0
    while first < order.size:
        done = upto[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(upto, done + _MOST_PAIRS, side="right")))
        times = partners[first:last]
        i = np.repeat(number[first:last], times)
        j = i + 1 + np.arange(i.size) - np.repeat(upto[first:last] - times - done, times)
        yield order[i], order[j]
        first = last


class _Tally:
    """What is counted while chunks of pairs arrive; distinct things are kept as sorted keys."""

    def __init__(self, code: np.ndarray, n_codes: int, source: np.ndarray, informant: np.ndarray) -> None:
        self.code, self.n, self.source, self.informant = code, n_codes, source, informant
        self.pairs = np.zeros(n_codes * n_codes, dtype=np.int64)
        self.keys: dict[str, list[np.ndarray]] = {"codings": [], "sources": [], "informants": []}

    def add(self, i: np.ndarray, j: np.ndarray) -> None:
        """Count each pair in both directions, except that two codings of one code are one pair."""
        a, b = self.code[i], self.code[j]
        cell, mirrored = a * self.n + b, b * self.n + a
        self.pairs += np.bincount(cell, minlength=self.pairs.size)
        self.pairs += np.bincount(mirrored[a != b], minlength=self.pairs.size)
        self.keys["codings"].append(distinct(np.concatenate([i * self.n + b, j * self.n + a])))
        for name, who in (("sources", self.source), ("informants", self.informant)):
            parts = [who[k] * self.pairs.size + c for k in (i, j) for c in (cell, mirrored)]
            keys = np.concatenate(parts)
            self.keys[name].append(distinct(keys[keys >= 0]))

    def result(self) -> Cooccurrence:
        shape = (self.n, self.n)
        keys = {name: distinct(np.concatenate([*parts, np.empty(0, dtype=np.int64)])) for name, parts in self.keys.items()}
        codings = np.zeros(shape, dtype=np.int64)
        if self.n:
            np.add.at(codings, (self.code[keys["codings"] // self.n], keys["codings"] % self.n), 1)
        counted = {name: np.bincount(keys[name] % max(1, self.pairs.size), minlength=self.pairs.size) for name in ("sources", "informants")}
        return Cooccurrence(
            codings=codings,
            pairs=self.pairs.reshape(shape),
            sources=counted["sources"].reshape(shape),
            informants=counted["informants"].reshape(shape),
            total=np.bincount(self.code, minlength=self.n),
        )
