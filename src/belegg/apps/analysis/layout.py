"""How a matrix is laid out: which side the codes stand on, in what order, what is folded. The same for the page, the command and the files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from belegg.apps.analysis.columns import Head
from belegg.apps.analysis.ground import Ground, ground_of
from belegg.apps.analysis.matrix import Table, matrix_of
from belegg.apps.analysis.selection import Selection
from belegg.apps.study.models import Study
from belegg.method import matrix as method
from belegg.method.errors import Refused, gettext_noop

MEASURES = ("codings", "informants", "words", "present")
CODES = "codes"


@dataclass(frozen=True)
class Layout:
    """What was asked for. `rows` and `columns`: "codes" on one side; cases, sources, informants or attribute:ID on the other.

    `sort` orders the rows, `order` the columns: "" (as in the study), "name", "total", "cell:KEY" (by what stands in that column or row) or
    "attribute:ID"; with a minus before it the other way round. `folded` are ids of rows and columns whose children are not shown.
    """

    rows: str = CODES
    columns: str = "cases"
    measure: str = "codings"
    selection: Selection = field(default_factory=Selection)
    roll_up: bool = False
    sort: str = ""
    order: str = ""
    folded: frozenset[str] = frozenset()
    bins: str = ""

    @property
    def other(self) -> str:
        """The side that is not codes."""
        return self.columns if self.rows == CODES else self.rows

    @property
    def swapped(self) -> bool:
        return self.rows != CODES

    def cell(self, row: str, column: str) -> tuple[str, str]:
        """Return (code, other) of a cell given by row and column."""
        return (column, row) if self.swapped else (row, column)


@dataclass(frozen=True)
class Cell:
    code: str
    other: str
    state: str
    value: int
    codings: int
    informants: int
    sources: int
    words: int


@dataclass(frozen=True)
class Line:
    """A row of the grid, or the totals of one; `there` is how many sources a row of cases, sources … has, coded or not."""

    head: Head
    cells: list[Cell]
    total: Cell
    there: int | None = None


@dataclass(frozen=True)
class Grid:
    layout: Layout
    columns: list[Head]
    column_totals: list[Cell]
    columns_there: list[int | None]
    lines: list[Line]
    total: Cell
    outside: int


def check_layout(layout: Layout) -> None:
    """Refuse what cannot be laid out.

    Raises Refused("matrix_axes") or Refused("measure_unknown").
    """
    if (layout.rows == CODES) == (layout.columns == CODES):
        raise Refused(
            "matrix_axes",
            gettext_noop("A matrix of %(rows)s against %(columns)s cannot be made: codes stand on one side, and only on one."),
            gettext_noop("Choose codes for the rows or for the columns."),
            rows=layout.rows,
            columns=layout.columns,
        )
    if layout.measure not in MEASURES:
        raise Refused(
            "measure_unknown",
            gettext_noop("A cell cannot show %(measure)s."),
            gettext_noop("Choose codings, informants, words or present."),
            measure=layout.measure,
        )


def grid_of(study: Study, layout: Layout) -> Grid:
    """Return the matrix of a study, laid out.

    Raises what `check_layout` and `matrix_of` raise, and Refused("unknown_sort").
    """
    check_layout(layout)
    table = matrix_of(study, layout.other, layout.selection, roll_up=layout.roll_up, folded=layout.folded, bins=layout.bins)
    ground = ground_of(study)
    values = table.counts.measure(layout.measure)
    codes = shown(table.rows, layout.folded)
    others = shown(table.columns, layout.folded)
    codes = codes[_ordered(ground, table, layout.measure, layout.order if layout.swapped else layout.sort, 0, codes, others)]
    others = others[_ordered(ground, table, layout.measure, layout.sort if layout.swapped else layout.order, 1, codes, others)]
    cells = _cells(table, values, codes, others)
    of_codes = _totals(table.of_rows, layout.measure, codes, 0, [table.rows[at].key for at in codes])
    of_others = _totals(table.of_columns, layout.measure, others, 1, [table.columns[at].key for at in others])
    there: list[int | None] = [int(table.sources_there[at]) for at in others]
    code_heads, other_heads = [table.rows[at] for at in codes], [table.columns[at] for at in others]
    total = _totals(table.of_all, layout.measure, np.array([0]), 0, [""])[0]
    if layout.swapped:
        lines = [
            Line(head, list(column), of_others[at], there[at])
            for at, (head, column) in enumerate(zip(other_heads, _turned(cells, len(others)), strict=True))
        ]
        return Grid(layout, code_heads, of_codes, [None] * len(code_heads), lines, total, table.outside)
    lines = [Line(head, row, total_cell) for head, row, total_cell in zip(code_heads, cells, of_codes, strict=True)]
    return Grid(layout, other_heads, of_others, there, lines, total, table.outside)


def _turned(cells: list[list[Cell]], n_others: int) -> Iterable[tuple[Cell, ...]]:
    return zip(*cells, strict=True) if cells else [()] * n_others


def shown(heads: list[Head], folded: frozenset[str]) -> np.ndarray:
    """Return the positions of heads in tree order that do not lie below a folded one."""
    found, hidden_below = [], None
    for at, head in enumerate(heads):
        if hidden_below is not None and head.depth > hidden_below:
            continue
        hidden_below = head.depth if head.key in folded and head.has_below else None
        found.append(at)
    return np.array(found, dtype=np.int64)


def _cells(table: Table, values: np.ndarray, codes: np.ndarray, others: np.ndarray) -> list[list[Cell]]:
    pick = np.ix_(codes, others)
    counts = table.counts
    tables = [part[pick].tolist() for part in (table.states, values, counts.codings, counts.informants, counts.sources, counts.words)]
    code_keys, other_keys = [table.rows[at].key for at in codes], [table.columns[at].key for at in others]
    return [
        [Cell(code, other, str(state), *numbers) for other, state, *numbers in zip(other_keys, *(part[at] for part in tables), strict=True)]
        for at, code in enumerate(code_keys)
    ]


def _totals(counts: method.Counts, measure: str, positions: np.ndarray, axis: int, keys: list[str]) -> list[Cell]:
    def line(values: np.ndarray) -> list[int]:
        return (values[positions, 0] if axis == 0 else values[0, positions]).tolist()

    columns = [line(part) for part in (counts.measure(measure), counts.codings, counts.informants, counts.sources, counts.words)]
    return [Cell(key, "", "evidence" if numbers[1] else "empty", *numbers) for key, *numbers in zip(keys, *columns, strict=True)]


def _ordered(ground: Ground, table: Table, measure: str, sort: str, axis: int, codes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the order of `codes` (axis 0) or `others` (axis 1) as positions among them."""
    values = table.counts.measure(measure)
    heads = [table.rows[at] for at in codes] if axis == 0 else [table.columns[at] for at in others]
    reverse, sort = sort.startswith("-"), sort.removeprefix("-")
    kind, _, key = sort.partition(":")
    if not sort:
        order = np.arange(len(heads))
        return order[::-1] if reverse else order
    if kind == "name":
        return method.order_by_attribute([head.name for head in heads], descending=reverse)
    if kind == "total":
        # "present" is the same for nearly all: then the codings decide
        shown_totals = "codings" if measure == "present" else measure
        totals = table.of_rows.measure(shown_totals)[codes, 0] if axis == 0 else table.of_columns.measure(shown_totals)[0, others]
        return method.order_by_total(totals[:, None], descending=not reverse)
    if kind == "cell":
        across = [head.key for head in (table.columns if axis == 0 else table.rows)]
        if key not in across:
            return np.arange(len(heads))
        return method.order_by_cells(
            values[codes] if axis == 0 else values[:, others],
            across.index(key),
            axis,
            descending=not reverse,
        )
    attribute = ground.attribute(key) if kind == "attribute" else None
    if attribute is None:
        raise Refused(
            "unknown_sort",
            gettext_noop("A matrix cannot be sorted by %(sort)s."),
            gettext_noop("Choose name, total, or an attribute of the cases."),
            sort=sort,
        )
    found = [ground.value(head.case, attribute.pk) for head in heads]
    return method.order_by_attribute([float(v) if attribute.type == "number" and v else v for v in found], descending=reverse)


LONG_COLUMNS = ("row", "col", "state", "value", "n_informants", "n_sources")


def long_rows(grid: Grid) -> Iterable[tuple]:
    """Yield the grid in long form, one row a cell."""
    for line in grid.lines:
        for head, cell in zip(grid.columns, line.cells, strict=True):
            yield (line.head.key, head.key, cell.state, cell.value, cell.informants, cell.sources)
