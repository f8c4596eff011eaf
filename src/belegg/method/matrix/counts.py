"""Codings counted per code and column (a case, a source, a person, a round …), with the people and sources they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..distinct import distinct
from ..errors import Refused, gettext_noop
from .family import families, summed

# What a cell can show, in the order in which pages offer it.
MEASURES = ("codings", "informants", "sources", "words", "present")
# Up to this many bytes distinct people and sources are ticked off in one table; beyond it the pairs are sorted, which is slower.
_MOST_TICKS = 32_000_000


Numbers = Sequence[int] | np.ndarray


@dataclass(frozen=True)
class Facts:
    """One row per coding and column it counts in; integer arrays of equal length.

    A coding whose source belongs to two cases is two rows, one per column. `informant` is -1 where nobody is known to speak: such
    codings count as codings and words, never as a person.
    """

    code: np.ndarray
    column: np.ndarray
    informant: np.ndarray
    source: np.ndarray
    words: np.ndarray


@dataclass(frozen=True)
class Counts:
    """Integer arrays of shape (codes, columns). `informants` and `sources` are numbers of different ones.

    Trap: `words` adds up the words of codings, so words coded twice (by two coders, under two children of a rolled-up parent) count
    twice. Trap: totals of `informants` over cells count a person once per cell.
    """

    codings: np.ndarray
    informants: np.ndarray
    sources: np.ndarray
    words: np.ndarray

    @property
    def present(self) -> np.ndarray:
        """1 where there is at least one coding, else 0. A 0 is not "absent": ask `states` what it means."""
        return (self.codings > 0).astype(np.int64)

    def measure(self, name: str) -> np.ndarray:
        """Return one of `MEASURES`, or refuse the name (`measure-unknown`)."""
        if name not in MEASURES:
            raise Refused(
                "measure-unknown",
                gettext_noop('A cell cannot show "%(name)s".'),
                gettext_noop("Choose one of %(choices)s."),
                name=name,
                choices=", ".join(MEASURES),
            )
        return getattr(self, name)


def facts(code: Numbers, column: Numbers, informant: Numbers, source: Numbers, words: Numbers | None = None) -> Facts:
    """Make checked facts from sequences or arrays of equal length; without `words` they count 0."""
    arrays = [np.asarray(values, dtype=np.int64) for values in (code, column, informant, source)]
    arrays.append(np.zeros(arrays[0].size, dtype=np.int64) if words is None else np.asarray(words, dtype=np.int64))
    if len({array.shape for array in arrays}) > 1 or arrays[0].ndim != 1:
        raise ValueError("code, column, informant, source and words must be flat and of equal length")
    return Facts(*arrays)


def tabulate(data: Facts, n_codes: int, n_columns: int, *, roll_up: Sequence[int] | None = None) -> Counts:
    """Count the facts per (code, column). A million rows take some tenths of a second.

    `roll_up` gives each code's parent position or -1 (`codebook.parent_positions`); then a parent also counts what its descendants
    hold: its codings and words are the sums, its informants and sources the different ones of the whole family.
    """
    _check_inside(data, n_codes, n_columns)
    cell = data.code * n_columns + data.column
    n_cells = n_codes * n_columns
    shape = (n_codes, n_columns)
    codings = np.bincount(cell, minlength=n_cells).reshape(shape)
    words = np.bincount(cell, weights=data.words, minlength=n_cells).astype(np.int64).reshape(shape)
    above = None if roll_up is None else families(roll_up, n_codes)
    if above is not None:
        codings, words = summed(codings, above), summed(words, above)
    known = data.informant >= 0
    informants = _distinct(cell[known], data.informant[known], shape, above)
    sources = _distinct(cell, data.source, shape, above)
    return Counts(codings, informants, sources, words)


def _check_inside(data: Facts, n_codes: int, n_columns: int) -> None:
    for positions, n in ((data.code, n_codes), (data.column, n_columns)):
        if positions.size and not 0 <= positions.min() <= positions.max() < n:
            raise ValueError("a fact names a code or a column outside the table")


def _distinct(cell: np.ndarray, member: np.ndarray, shape: tuple[int, int], above: np.ndarray | None) -> np.ndarray:
    """Count different members per cell; with `above`, per cell of a code or of one of its descendants."""
    n_members = int(member.max()) + 1 if member.size else 0
    n_cells = shape[0] * shape[1]
    if n_cells * n_members <= _MOST_TICKS:
        ticks = np.zeros((n_cells, n_members), dtype=bool)
        ticks[cell, member] = True
        if above is not None:
            ticks = _ticked_above(ticks.reshape(*shape, n_members), above).reshape(n_cells, n_members)
        return ticks.sum(axis=1).reshape(shape)
    keys = distinct(cell * n_members + member)
    if above is not None:
        keys = distinct(_spread(keys, shape[1] * n_members, above))
    return np.bincount(keys // n_members, minlength=n_cells).reshape(shape)


def _ticked_above(ticks: np.ndarray, above: np.ndarray) -> np.ndarray:
    rolled = ticks.copy()
    for low, high in above[above[:, 0] != above[:, 1]]:
        rolled[high] |= ticks[low]
    return rolled


def _spread(keys: np.ndarray, row: int, above: np.ndarray) -> np.ndarray:
    """Repeat keys (code * row + rest) for every code above their code."""
    ordered = above[np.argsort(above[:, 0], kind="stable")]
    n_above = np.bincount(ordered[:, 0])
    first = np.cumsum(n_above) - n_above
    code = keys // row
    times = n_above[code]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    high = ordered[np.repeat(first[code], times) + within, 1]
    return high * row + np.repeat(keys % row, times)
