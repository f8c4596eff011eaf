"""The matrix: codes across cases, sources, informants or attribute values, with the quotations of its cells beside it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from belegg.apps.analysis.cells import codings_in_cells, includes_below
from belegg.apps.analysis.columns import NO_VALUE, Head
from belegg.apps.analysis.exports import Wanted, export_table, head_name
from belegg.apps.analysis.ground import Ground, ground_of
from belegg.apps.analysis.layout import Grid, Layout, Line, grid_of
from belegg.apps.analysis.leaving import counted
from belegg.apps.analysis.passages import quotations_of
from belegg.apps.analysis.selection import pk_of
from belegg.formats.tables import WRITERS
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import destination_of
from belegg.web.compare.address import Address
from belegg.web.compare.forms import MatrixForm
from belegg.web.compare.grid import MOST_COLUMNS, STATE_WORDS, Writer, basis_words

# Quotations shown of one cell; the others stand on the quotations page.
SHOWN = 60


@require_GET
@study_page("read", room="compare")
def compare(request: StudyRequest) -> HttpResponse:
    address = Address(request.GET)
    layout, ground = address.layout, ground_of(request.study)
    grid = grid_of(request.study, layout)
    context = {
        **frame_of(request, address, grid, ground),
        "form": MatrixForm(layout, ground, request.GET),
        "turned": {name: address.turned(name) for name in ("sort", "order")},
        "panels": panels(request, address, ground, grid),
        "total_words": basis_words(grid.total.informants, grid.total.sources),
        "held": counted(layout),
        "export": reverse("compare_export", args=[request.study.key, "SUFFIX"]),
    }
    return render(request, "compare/compare.html", context)


def frame_of(request: StudyRequest, address: Address, grid: Grid, ground: Ground) -> dict:
    """Return what the pages of the matrix and of the framework matrix share."""
    first = min(address.first, max(len(grid.columns) - 1, 0))
    window = slice(first, first + MOST_COLUMNS)
    writer = Writer(grid, address)
    return {
        "grid": grid,
        "layout": grid.layout,
        "columns": [column_head(address, grid, at) for at in range(len(grid.columns))[window]],
        "lines": [row_head(address, grid.layout, line) | {"cells": writer.row(line.cells[window])} for line in grid.lines],
        "window": column_window(address, first, len(grid.columns)),
        "address": address.query.urlencode(),
        "swap": address.swapped(),
        "sorts": {by: address.sorted_by("sort", by) for by in ("name", "total")},
        "orders": {by: address.sorted_by("order", by) for by in ("name", "total")},
        "name_sorted": {"name": "ascending", "-name": "descending"}.get(grid.layout.sort, ""),
        "total_sorted": way("total", grid.layout.sort),
        "total_ordered": way("total", grid.layout.order),
        "legend": [(state, say()) for state, say in STATE_WORDS.items()],
        "writers": WRITERS,
        "codes_there": bool(ground.codes),
        "others_there": bool(grid.lines if grid.layout.swapped else grid.columns),
    }


def column_head(address: Address, grid: Grid, at: int) -> dict:
    head, total, layout = grid.columns[at], grid.column_totals[at], grid.layout
    by = f"cell:{head.key}"
    return {
        "depth": 0 if layout.order else head.depth,
        **shown_head(address, head),
        "total": total,
        "basis": basis_words(total.informants, total.sources),
        "there": grid.columns_there[at],
        "sort": address.sorted_by("sort", by),
        "sorted": way(by, layout.sort),
    }


def way(by: str, sort: str) -> str:
    """Return how a head says that numbers are sorted by it: the largest first unless turned round."""
    return {by: "descending", f"-{by}": "ascending"}.get(sort, "")


def row_head(address: Address, layout: Layout, line: Line) -> dict:
    total, by = line.total, f"cell:{line.head.key}"
    return {
        **shown_head(address, line.head),
        # sorted rows stand apart from what they lie below in the tree
        "depth": 0 if layout.sort else line.head.depth,
        "order": address.sorted_by("order", by),
        "ordered": way(by, layout.order),
        "total": total,
        "basis": basis_words(total.informants, total.sources),
        "there": line.there,
        "includes_below": line.head.has_below and not layout.swapped and includes_below(layout, line.head.key),
    }


def shown_head(address: Address, head: Head) -> dict:
    name = head_name(head)
    return {
        "head": head,
        "name": name,
        "folded": head.key in address.layout.folded,
        "fold": address.toggled(head.key) if head.has_below else "",
    }


def column_window(address: Address, first: int, count: int, most: int = MOST_COLUMNS) -> dict | None:
    """Return which columns are shown and the addresses of the others; None where all are. An address may be "" but is never missing there."""
    if count <= most:
        return None
    last = min(first + most, count)
    return {
        "first": first + 1,
        "last": last,
        "count": count,
        "before": address.but(**{"from": str(first - most) if first > most else None}) if first else None,
        "after": address.but(**{"from": str(last)}) if last < count else None,
    }


def panels(request: StudyRequest, address: Address, ground: Ground, grid: Grid) -> list[dict]:
    """Return the open cells with their quotations; what is no longer in the matrix is left out."""
    layout = address.layout
    cells = [cell for cell in address.cells if exists(ground, layout, cell)]
    if layout.other.startswith("attribute"):
        there = {head.key for head in ([line.head for line in grid.lines] if layout.swapped else grid.columns)}
        cells = [cell for cell in cells if cell[1] in there]
    if not cells:
        return []
    found = codings_in_cells(request.study, layout, cells)
    return [panel(request, address, ground, cell, ids) for cell, ids in zip(cells, found, strict=True)]


def others(ground: Ground, layout: Layout) -> list[Any] | None:
    """Return the rows of the side that is not codes; None for the values of an attribute."""
    sides: dict[str, list[Any]] = {"cases": ground.cases, "sources": ground.sources, "informants": ground.people}
    return sides.get(layout.other)


def exists(ground: Ground, layout: Layout, cell: tuple[str, str]) -> bool:
    code, other = cell
    rows = others(ground, layout)
    return any(one.key == code for one in ground.codes) and (rows is None or any(one.key == other for one in rows))


def panel(request: StudyRequest, address: Address, ground: Ground, cell: tuple[str, str], ids: list[int]) -> dict:
    layout, (code, other) = address.layout, cell
    shown = list(quotations_of(request.study, ids[:SHOWN]))
    return {
        "cell": "~".join(cell),
        "code": next(one for one in ground.codes if one.key == code),
        "other": name_of(ground, layout, other),
        "below": includes_below(layout, code) and len(ground.family[pk_of(ground.codes, code)]) > 1,
        "count": len(ids),
        "quotations": shown,
        "more": len(ids) - len(shown),
        "all": quotations_address(request, layout, cell),
        "close": address.closed(cell),
        "study": request.study,
    }


def name_of(ground: Ground, layout: Layout, other: str) -> str:
    return next(
        (row[2] for row in others(ground, layout) or [] if row[1] == other), head_name(Head(other, "" if other == NO_VALUE else other))
    )


def quotations_address(request: StudyRequest, layout: Layout, cell: tuple[str, str]) -> str:
    """Return the address of the same quotations as a list, "" where the list has no such filter."""
    code, other = cell
    kept = {"cases": "case", "informants": "speaker"}.get(layout.other)
    if kept is None or (layout.selection.case and kept == "case"):
        return ""
    wanted = {name: given for name in ("round", "coder", "attribute", "kind", "case") if (given := request.GET.get(name))}
    wanted |= {"code": code, kept: other}
    wanted |= {} if includes_below(layout, code) else {"only": "1"}
    wanted |= {} if layout.selection.interviewer else {"interviewer": "0"}
    return reverse("quotations", args=[request.study.key]) + "?" + urlencode(wanted)


@require_GET
@study_page("read", room="compare")
def cell(request: StudyRequest) -> HttpResponse:
    """One cell's quotations, to be set beside the grid (the last `cell` of the address)."""
    address, ground = Address(request.GET), ground_of(request.study)
    if not address.cells or not exists(ground, address.layout, address.cells[-1]):
        raise Http404
    wanted = address.cells[-1]
    (ids,) = codings_in_cells(request.study, address.layout, [wanted])
    return render(request, "compare/_panel.html", {"panel": panel(request, address, ground, wanted, ids)})


@require_http_methods(["GET", "POST"])
@study_page("read", room="compare")
def export(request: StudyRequest, suffix: str, table: str = "matrix") -> HttpResponse:
    """The table as shown; in CSV one row a cell."""
    if suffix not in {writer.name for writer in WRITERS}:
        raise Http404
    data, writer = export_table(request.study, table, suffix, Wanted(Address(request.GET).layout, to=destination_of(request)))
    response = HttpResponse(data, content_type=writer.media_type)
    response["Content-Disposition"] = f'attachment; filename="{table}-{request.study.key}{writer.suffix}"'
    return response
