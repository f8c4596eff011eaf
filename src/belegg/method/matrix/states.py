"""What a cell without codings means: nobody looked, somebody looked and found nothing, it was not asked, or it was skipped.

The rule. Each text of a column has one state for a code, from what was noted about exactly that code or about every code (`*`):

    not_asked   the guide version used lacks the question
    skipped     the question is in the guide and was left out in this interview
    looked      somebody coded the text through, for this code or for all
    unseen      none of these

Where more than one was noted, the first in this order holds: that a question was never put explains finding nothing, so "looked" must
not turn it into an absence. Then, for the whole cell:

    evidence    there is at least one coding, whatever else was noted
    not_asked   else, every text is not_asked
    skipped     else, every text is not_asked or skipped
    none        else, every text that is neither was looked through
    empty       else; also a column without texts

So "none" is claimed only when nothing remains unread, one unread text makes a cell "empty", and one text in which the question was
put and looked for is enough for "none" although it was not asked in the others.

For a parent that includes its descendants (`roll_up`) the same rule runs over the pairs (text, code of the family): "none" needs the whole
family looked through, "not asked" the whole family not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from .family import families, summed

# The code position that stands for `*` in a look.
ANY_CODE = -1


class CellState(StrEnum):
    """The five states of a cell, with the value ids of exports."""

    EMPTY = "empty"
    NONE = "none"
    NOT_ASKED = "not_asked"
    SKIPPED = "skipped"
    EVIDENCE = "evidence"


class TextState(IntEnum):
    """What was noted about a text and a code; the higher holds where more than one was."""

    UNSEEN = 0
    LOOKED = 1
    SKIPPED = 2
    NOT_ASKED = 3


@dataclass(frozen=True)
class Looks:
    """Per (code, column) the number of texts in each state, as arrays of shape (codes, columns); what is missing to `texts` is unseen."""

    texts: np.ndarray
    not_asked: np.ndarray
    skipped: np.ndarray
    looked: np.ndarray


def cell_state(codings: int, *, texts: int, not_asked: int = 0, skipped: int = 0, looked: int = 0) -> CellState:
    """Return the state of one cell from its number of codings and the numbers of its texts in each state (each text in one).

    >>> cell_state(0, texts=3, not_asked=1, skipped=1, looked=1)
    <CellState.NONE: 'none'>
    """
    if codings > 0:
        return CellState.EVIDENCE
    if texts == 0:
        return CellState.EMPTY
    if not_asked == texts:
        return CellState.NOT_ASKED
    if not_asked + skipped == texts:
        return CellState.SKIPPED
    return CellState.NONE if not_asked + skipped + looked == texts else CellState.EMPTY


def states(codings: np.ndarray, looks: Looks) -> np.ndarray:
    """Return `cell_state` for a whole table, as an array of `CellState` (dtype object) of shape (codes, columns)."""
    silent = looks.not_asked + looks.skipped
    kind = np.select(
        [codings > 0, looks.texts == 0, looks.not_asked == looks.texts, silent == looks.texts, silent + looks.looked == looks.texts],
        [0, 1, 2, 3, 4],
        default=1,
    )
    names = np.array([CellState.EVIDENCE, CellState.EMPTY, CellState.NOT_ASKED, CellState.SKIPPED, CellState.NONE], dtype=object)
    return names[kind]


def tally_looks(
    looks: Sequence[tuple[int, int, int]] | np.ndarray,
    columns_of_texts: Sequence[tuple[int, int]] | np.ndarray,
    n_codes: int,
    n_columns: int,
    *,
    roll_up: Sequence[int] | None = None,
) -> Looks:
    """Count the texts of each column by their state for each code.

    `looks` has rows (text, code or `ANY_CODE`, `TextState`): the notes of looked.csv, already limited to the coders and rounds that count.
    `columns_of_texts` has one row (text, column) for each text in each column it belongs to, once; give the *current* version of each
    source's text only, else an old version nobody read keeps its cells empty for ever. Texts are any numbers from 0.
    """
    notes = np.asarray(looks, dtype=np.int64).reshape(-1, 3)
    places = np.unique(np.asarray(columns_of_texts, dtype=np.int64).reshape(-1, 2), axis=0)
    n_texts = 1 + max(int(notes[:, 0].max(initial=-1)), int(places[:, 0].max(initial=-1)))
    table = np.zeros((n_texts, n_codes), dtype=np.int8)
    one = notes[notes[:, 1] != ANY_CODE]
    np.maximum.at(table, (one[:, 0], one[:, 1]), one[:, 2].astype(np.int8))
    every = notes[notes[:, 1] == ANY_CODE]
    whole = np.zeros(n_texts, dtype=np.int8)
    np.maximum.at(whole, every[:, 0], every[:, 2].astype(np.int8))
    np.maximum(table, whole[:, None], out=table)
    above = None if roll_up is None else families(roll_up, n_codes)

    cell = (places[:, 1, None] * n_codes + np.arange(n_codes)).ravel()

    def tally(wanted: np.ndarray) -> np.ndarray:
        # Mostly nothing is noted; and counting is far faster than np.add.at.
        there = cell[wanted[places[:, 0]].ravel()] if wanted.any() else cell[:0]
        found = np.bincount(there, minlength=n_columns * n_codes).reshape(n_columns, n_codes)
        return found.T.copy() if above is None else summed(found.T, above)

    return Looks(
        texts=tally(np.ones(table.shape, dtype=bool)),
        not_asked=tally(table == TextState.NOT_ASKED),
        skipped=tally(table == TextState.SKIPPED),
        looked=tally(table == TextState.LOOKED),
    )
