"""The framework matrix: codes against cases, sources or informants, a written summary in each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from belegg.apps.analysis.columns import Head
from belegg.apps.analysis.layout import Cell, Layout, grid_of
from belegg.apps.analysis.models import Summary
from belegg.apps.analysis.rules import summary_stamp
from belegg.apps.coding.models import Coding
from belegg.apps.study.journal import chunks
from belegg.apps.study.models import Study
from belegg.method.errors import Refused, gettext_noop

# What the column of a summary is called for each kind of columns.
COLUMN_KINDS = {"cases": "case", "sources": "source", "informants": "person"}


@dataclass(frozen=True)
class SummaryCell:
    """`stamp` says which version of the summary this is ("" where there is none); `count` is the number of codings in the cell."""

    code: str
    other: str
    column: str
    state: str
    count: int
    informants: int
    sources: int
    text: str = ""
    by: str = ""
    time: str = ""
    stamp: str = ""
    codings: tuple[str, ...] = ()


@dataclass(frozen=True)
class SummaryLine:
    head: Head
    cells: list[SummaryCell]


@dataclass(frozen=True)
class Framework:
    layout: Layout
    columns: list[Head]
    lines: list[SummaryLine]
    written: int


def check_framework(layout: Layout) -> str:
    """Return the kind of columns summaries stand under.

    Raises Refused("framework_axes").
    """
    kind = COLUMN_KINDS.get(layout.other)
    if kind is None:
        raise Refused(
            "framework_axes",
            gettext_noop("A framework matrix has no summaries under %(columns)s."),
            gettext_noop("Choose cases, sources or informants."),
            columns=layout.other,
        )
    return kind


def framework_of(study: Study, layout: Layout) -> Framework:
    """Return the grid of a layout with the summaries written in it.

    Raises Refused("framework_axes") and what `grid_of` raises.
    """
    kind = check_framework(layout)
    grid = grid_of(study, replace(layout, measure="codings"))
    found = {
        (summary.code.key, summary.column): summary
        for summary in Summary.objects.filter(study=study, column__startswith=f"{kind}:").select_related("code", "by")
    }
    there = codings_there(study, (key for summary in found.values() for key in summary.codings))
    lines = [
        SummaryLine(
            line.head, [_cell(cell, f"{kind}:{cell.other}", found.get((cell.code, f"{kind}:{cell.other}")), there) for cell in line.cells]
        )
        for line in grid.lines
    ]
    return Framework(layout, grid.columns, lines, len(found))


def codings_there(study: Study, keys: Iterable[str]) -> set[str]:
    """Return those of the ids that are codings of the study now.

    A summary keeps the ids of codings that have been taken away: undo brings them back, and then it rests on them again.
    """
    parts = chunks(list(dict.fromkeys(keys)))
    return {key for part in parts for key in Coding.objects.filter(study=study, key__in=part).values_list("key", flat=True)}


def _cell(cell: Cell, column: str, summary: Summary | None, there: set[str]) -> SummaryCell:
    plain = SummaryCell(cell.code, cell.other, column, cell.state, cell.codings, cell.informants, cell.sources)
    if summary is None:
        return plain
    return replace(
        plain, text=summary.text, by=summary.by.name, time=summary.time.strftime("%Y-%m-%dT%H:%M:%SZ"), stamp=summary_stamp(summary),
        codings=tuple(key for key in summary.codings if key in there),
    )  # fmt: skip
