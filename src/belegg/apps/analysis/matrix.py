"""The matrix of a study: codes against cases, sources, informants or attribute values."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from belegg.apps.analysis.columns import COLUMN_KINDS, Columns, Head, columns_of
from belegg.apps.analysis.facts import Facts, facts_of
from belegg.apps.analysis.ground import Ground, ground_of
from belegg.apps.analysis.selection import Places, Positions, Selection, pk_of, places_of, places_selected, selected
from belegg.apps.coding.models import Looked, LookedState
from belegg.apps.study.models import Study
from belegg.method import matrix as method
from belegg.method.errors import Refused, gettext_noop

TEXT_STATES: dict[str, method.TextState] = {
    LookedState.LOOKED: method.TextState.LOOKED,
    LookedState.NOT_ASKED: method.TextState.NOT_ASKED,
    LookedState.SKIPPED: method.TextState.SKIPPED,
}


@dataclass(frozen=True)
class Table:
    """Rows are codes, columns what was asked for. Totals count each coding, person and source once, however many cells it stands in.

    `sources_there` is the number of sources of each column, coded or not; `outside` the codings that belong to no column.
    """

    rows: list[Head]
    columns: list[Head]
    counts: method.Counts
    states: np.ndarray
    of_rows: method.Counts  # shape (rows, 1)
    of_columns: method.Counts  # shape (1, columns)
    of_all: method.Counts  # shape (1, 1)
    sources_there: np.ndarray
    outside: int


@dataclass(frozen=True)
class Basis:
    """What every matrix of one selection is counted from."""

    ground: Ground
    facts: Facts
    places: Places
    fitting: np.ndarray
    rows: np.ndarray
    columns: Columns


def basis_of(study: Study, columns: str, selection: Selection, bins: str = "") -> Basis:
    ground, facts = ground_of(study), facts_of(study)
    places = places_of(ground, facts)
    fitting = places_selected(ground, places, selection)
    rows = np.flatnonzero(selected(ground, facts, places, selection))
    return Basis(ground, facts, places, fitting, rows, columns_of(columns, ground, facts, places, rows, fitting, bins))


def check_columns(kind: str) -> None:
    if kind.partition(":")[0] not in COLUMN_KINDS:
        raise Refused(
            "matrix_axes",
            gettext_noop("A matrix has codes on one side, and %(kind)s cannot stand on the other."),
            gettext_noop("Choose cases, sources, informants or attribute:ID."),
            kind=kind or "codes",
        )


def matrix_of(
    study: Study, columns: str = "cases", selection: Selection | None = None, *, roll_up: bool = False, folded: frozenset[str] = frozenset(),
    bins: str = "",
) -> Table:  # fmt: skip
    """Return the matrix of a study's codes against `columns` (cases, sources, informants, or attribute:ID).

    With `roll_up` every code includes those below it; without it only the `folded` ones do, whose children a page does not show.
    Raises Refused("matrix_axes") or Refused("not_found").
    """
    check_columns(columns)
    selection = selection or Selection()
    basis = basis_of(study, columns, selection, bins)
    codes, heads = basis.ground.codes, basis.columns.heads
    position = {code.pk: at for at, code in enumerate(codes)}
    parents = [position.get(code.parent or 0, -1) for code in codes]
    some_folded = np.array([code.key in folded for code in codes], dtype=bool)
    in_columns = Counting(basis, selection, basis.columns.row, basis.columns.column, each_column_a_person=columns == "informants")
    rows = each_once(basis.columns.row, len(basis.facts))
    once = Counting(basis, selection, rows, np.zeros_like(rows))
    looks = looks_of(basis, selection)
    tables = []
    for roll in ([False] if not roll_up else []) + ([True] if roll_up or some_folded.any() else []):
        counts = in_columns.count(len(heads), parents if roll else None)
        tally = method.tally_looks(*looks, len(codes), len(heads), roll_up=parents if roll else None)
        tables.append((counts, method.states(counts.codings, tally), once.count(1, parents if roll else None)))
    counts, states, of_rows = tables[0] if len(tables) == 1 else mixed(tables[0], tables[1], some_folded)
    return Table(
        rows=code_heads(basis.ground),
        columns=heads,
        counts=counts,
        states=states,
        of_rows=of_rows,
        of_columns=in_columns.count_all_codes(len(heads)),
        of_all=once.count_all_codes(1),
        sources_there=sources_per_column(basis),
        outside=int(basis.rows.size - rows.size),
    )


def each_once(rows: np.ndarray, size: int) -> np.ndarray:
    """Return the different rows, ascending: ticked off, which is quicker than sorting a million."""
    seen = np.zeros(size, dtype=bool)
    seen[rows] = True
    return np.flatnonzero(seen)


class Counting:
    """Codings ready to be counted: one row per coding and column, and one per person heard in it where further informants are."""

    def __init__(
        self, basis: Basis, selection: Selection, row: np.ndarray, column: np.ndarray, *, each_column_a_person: bool = False
    ) -> None:
        ground, facts = basis.ground, basis.facts
        self.n_codes = len(ground.codes)
        people = Positions(person.pk for person in ground.people)
        sources = {source.pk: at for at, source in enumerate(ground.sources)}
        source_of_place = np.array([sources[ground.source_of[text]] for text in basis.places.text], dtype=np.int64)
        code = Positions(code.pk for code in ground.codes).of(facts.code[row])
        source = source_of_place[basis.places.of[row]] if row.size else np.empty(0, dtype=np.int64)
        words = facts.words if selection.interviewer else facts.informant_words
        informant = column if each_column_a_person else people.of(facts.speaker[row])
        self.data = method.facts(code, column, informant, source, words[row])
        self.voices = self._further(facts, row, people) if facts.voice_row.size and not each_column_a_person else None

    def _further(self, facts: Facts, row: np.ndarray, people: Positions) -> method.Facts:
        """Return the rows of further informants beside the first ones."""
        order = np.argsort(facts.voice_row, kind="stable")
        voice_row, voice_person = facts.voice_row[order], facts.voice_person[order]
        first, past = np.searchsorted(voice_row, row, "left"), np.searchsorted(voice_row, row, "right")
        at = np.repeat(np.arange(row.size), past - first)
        within = np.arange(at.size) - np.repeat(np.cumsum(past - first) - (past - first), past - first)
        person = people.of(voice_person[first[at] + within])
        data = self.data
        code, column, source = (np.concatenate([mine, mine[at]]) for mine in (data.code, data.column, data.source))
        return method.facts(code, column, np.concatenate([data.informant, person]), source)

    def count(self, n_columns: int, parents: list[int] | None) -> method.Counts:
        return self._count(self.data, self.voices, self.n_codes, n_columns, parents)

    def count_all_codes(self, n_columns: int) -> method.Counts:
        """Count without regard to the code: one row."""
        data, voices = (one and replace(one, code=np.zeros_like(one.code)) for one in (self.data, self.voices))
        return self._count(data, voices, 1, n_columns, None)

    @staticmethod
    def _count(data, voices, n_codes: int, n_columns: int, parents: list[int] | None) -> method.Counts:
        counts = method.tabulate(data, n_codes, n_columns, roll_up=parents)
        if voices is None or voices.code.size == data.code.size:
            return counts
        return replace(counts, informants=method.tabulate(voices, n_codes, n_columns, roll_up=parents).informants)


def mixed(plain: tuple, rolled: tuple, folded: np.ndarray) -> tuple:
    """Take the rolled-up rows where a code is folded, the plain ones elsewhere."""

    def pick(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        return np.where(folded[:, None], other, one)

    def both(one: method.Counts, other: method.Counts) -> method.Counts:
        return method.Counts(*(pick(getattr(one, field.name), getattr(other, field.name)) for field in fields(method.Counts)))

    return both(plain[0], rolled[0]), pick(plain[1], rolled[1]), both(plain[2], rolled[2])


def code_heads(ground: Ground) -> list[Head]:
    below = {code.parent for code in ground.codes}
    return [Head(code.key, code.name, ground.code_depth[code.pk], colour=code.colour, has_below=code.pk in below) for code in ground.codes]


def sources_per_column(basis: Basis) -> np.ndarray:
    there = {(basis.ground.source_of[text], column) for text, column in basis.columns.texts}
    return np.bincount([column for _, column in there], minlength=len(basis.columns.heads)).astype(np.int64)


def looks_of(basis: Basis, selection: Selection) -> tuple[list, list]:
    """Return what was noted of having looked, of the round and coder chosen, what the guides did not ask, and which texts stand in which column:
    as `tally_looks` takes it."""
    ground = basis.ground
    found = Looked.objects.filter(study=ground.study)
    if selection.round:
        found = found.filter(round=pk_of(ground.rounds, selection.round))
    if selection.coder:
        found = found.filter(coder=pk_of(ground.members, selection.coder))
    code = {code.pk: at for at, code in enumerate(ground.codes)}
    text = {pk: at for at, pk in enumerate(sorted(ground.source_of))}
    notes = [
        (text[text_id], code[code_id] if code_id else method.ANY_CODE, TEXT_STATES[state])
        for text_id, code_id, state in found.values_list("text_id", "code_id", "state")
    ]
    notes += [(text[pk], code[code_pk], state) for pk, code_pk, state in ground.silent if pk in text and code_pk in code]
    return notes, [(text[pk], column) for pk, column in basis.columns.texts]
