"""Which codings a query answers; `query` (the package) says what its words mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike

from ..codebook import Code, descendants
from ..errors import Refused, gettext_noop
from .expression import And, Coded, Expression, Near, Not, Or, Within, names


@dataclass(frozen=True)
class CodingTable:
    """Codings as integer arrays of equal length, of one text or of a whole study; make it with `coding_table`.

    Offsets and turns are shifted so that different texts never overlap and are never near; only their order within a text means
    anything.
    """

    start: np.ndarray
    end: np.ndarray
    turn_first: np.ndarray
    turn_last: np.ndarray
    code: np.ndarray


def coding_table(
    text: ArrayLike,
    start: ArrayLike,
    end: ArrayLike,
    turn_first: ArrayLike,
    turn_last: ArrayLike,
    code: ArrayLike,
) -> CodingTable:
    """Make the table; `text` and `code` are any numbers from 0, offsets half-open code points, turns inclusive, all of equal length."""
    columns = [np.asarray(values, dtype=np.int64) for values in (text, start, end, turn_first, turn_last, code)]
    if len({column.shape for column in columns}) > 1 or columns[0].ndim != 1:
        raise ValueError("all columns must be flat and of equal length")
    texts, begins, ends, firsts, lasts, codes = columns
    far = texts * (int(ends.max(initial=0)) + 1)
    # Between two texts lie more turns than a query can name (six digits).
    far_turns = texts * (int(lasts.max(initial=0)) + 1_000_000)
    return CodingTable(begins + far, ends + far, firsts + far_turns, lasts + far_turns, codes)


def resolve(expression: Expression, codes: Sequence[Code], *, with_descendants: bool = False) -> dict[str, frozenset[str]]:
    """Return name -> ids of the codes meant; refuses an unknown name (`query-code-unknown`) with the nearest ones.

    A name is an id or a code's name, without case; a name that two codes bear means both. `with_descendants` adds the codes below.
    """
    meant: dict[str, frozenset[str]] = {}
    for name in names(expression):
        ids = {code.id for code in codes if name.casefold() in (code.id.casefold(), " ".join(code.name.split()).casefold())}
        if not ids:
            raise _unknown(name, codes)
        if with_descendants:
            ids |= {below.id for id in ids for below in descendants(codes, id)}
        meant[name] = frozenset(ids)
    return meant


def _unknown(name: str, codes: Iterable[Code]) -> Refused:
    known = {code.name.casefold(): code.name for code in codes}
    near = [known[match] for match in get_close_matches(name.casefold(), known, n=3)]
    return Refused(
        "query-code-unknown",
        gettext_noop('There is no code "%(name)s".'),
        gettext_noop("Did you mean %(near)s?") if near else gettext_noop("Look the name up in the codebook."),
        name=name,
        near=", ".join(near),
    )


def answer(expression: Expression, table: CodingTable, meant: Mapping[str, Iterable[int]]) -> np.ndarray:
    """Return the positions in `table` of the codings that answer, ascending.

    `meant` maps each name of the expression to code numbers as they stand in `table.code` (none: the code was never used).
    """
    return np.flatnonzero(_answers(expression, table, meant))


def _answers(expression: Expression, table: CodingTable, meant: Mapping[str, Iterable[int]]) -> np.ndarray:
    members: list[np.ndarray] = []
    true = _true(expression, table, meant, members, positive=True)
    named = np.logical_or.reduce(members) if members else np.ones(table.code.size, dtype=bool)
    return named & true


def _true(
    expression: Expression, table: CodingTable, meant: Mapping[str, Iterable[int]], members: list[np.ndarray], *, positive: bool
) -> np.ndarray:
    """Tell for each coding whether the expression is true of its passage; collect in `members` what is named outside NOT."""
    match expression:
        case And(left, right):
            return _true(left, table, meant, members, positive=positive) & _true(right, table, meant, members, positive=positive)
        case Or(left, right):
            return _true(left, table, meant, members, positive=positive) | _true(right, table, meant, members, positive=positive)
        case Not(operand):
            return ~_true(operand, table, meant, members, positive=not positive)
        case Coded(name):
            leaf = np.isin(table.code, list(meant[name]))
        case Near(left, right, turns):
            leaf = _near(table, _answers(left, table, meant), _answers(right, table, meant), turns)
        case Within(inner, outer):
            leaf = _within(table, _answers(inner, table, meant), _answers(outer, table, meant))
    if positive:
        members.append(leaf)
    return _touching(table.start, table.end, leaf) > 0


def _touching(start: np.ndarray, end: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Return for each `[start, end)` the number of members of `among` it shares something with.

    Of the members that begin before its end, those that end before its start are taken away; every one of these is among the first.
    """
    begun = np.searchsorted(np.sort(start[among]), end, side="left")
    ended = np.searchsorted(np.sort(end[among]), start, side="right")
    return begun - ended


def _near(table: CodingTable, left: np.ndarray, right: np.ndarray, turns: int) -> np.ndarray:
    def has_other(mine: np.ndarray, others: np.ndarray) -> np.ndarray:
        first, last = np.sort(table.turn_first[others]), np.sort(table.turn_last[others])
        begun = np.searchsorted(first, table.turn_last + turns, side="right")
        ended = np.searchsorted(last, table.turn_first - turns, side="left")
        return mine & (begun - ended - others > 0)  # a coding is no neighbour of its own

    return has_other(left, right) | has_other(right, left)


def _within(table: CodingTable, inner: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Tell which of `inner` lie wholly inside another coding of `outer`; the same borders count as inside."""
    if not outer.any():
        return np.zeros_like(inner)
    order = np.argsort(table.start[outer], kind="stable")
    starts, ends = table.start[outer][order], table.end[outer][order]
    farthest = np.maximum.accumulate(ends)
    # The second farthest end so far: whatever a new end does not become, it or the one it displaces competes for second place.
    displaced = np.minimum(ends[1:], farthest[:-1])
    second = np.concatenate([[-1], np.maximum.accumulate(displaced)]) if displaced.size else np.array([-1])
    begun = np.searchsorted(starts, table.start, side="right")
    reach = np.where(outer, second[begun - 1], farthest[begun - 1])
    return inner & (begun > 0) & (reach >= table.end)
