"""What stands behind a cell of a matrix: its codings, in the order of the sources."""

from __future__ import annotations

import numpy as np

from belegg.apps.analysis.ground import Ground
from belegg.apps.analysis.layout import Layout, check_layout
from belegg.apps.analysis.matrix import basis_of
from belegg.apps.analysis.selection import pk_of
from belegg.apps.coding.models import Coding
from belegg.apps.study.journal import chunks
from belegg.apps.study.models import Study


def includes_below(layout: Layout, code: str) -> bool:
    """Return whether the row of a code counts the codes below it."""
    return layout.roll_up or code in layout.folded


def codings_in_cell(study: Study, layout: Layout, code: str, other: str) -> list[int]:
    """Return the ids in the database of the codings that a cell counts.

    Raises Refused("not_found") for a code or column that is not there.
    """
    return codings_in_cells(study, layout, [(code, other)])[0]


def codings_in_cells(study: Study, layout: Layout, cells: list[tuple[str, str]]) -> list[list[int]]:
    """Return, for each (code, other), the ids of its codings; what all cells share is read once."""
    check_layout(layout)
    basis = basis_of(study, layout.other, layout.selection, layout.bins)
    ground, columns = basis.ground, basis.columns
    found = []
    for code, other in cells:
        pk = pk_of(ground.codes, code)
        at = pk_of([(n, head.key) for n, head in enumerate(columns.heads)], other)
        wanted = ground.family[pk] if includes_below(layout, code) else {pk}
        rows = columns.row[columns.column == at]
        found.append(basis.facts.id[rows[np.isin(basis.facts.code[rows], list(wanted))]].tolist())
    return [in_source_order(ground, ids) for ids in found]


def in_source_order(ground: Ground, ids: list[int]) -> list[int]:
    source = {source.pk: at for at, source in enumerate(ground.sources)}
    rows = [row for part in chunks(ids) for row in Coding.objects.filter(pk__in=part).values_list("text_id", "start", "end", "pk")]
    return [row[3] for row in sorted(rows, key=lambda row: (source[ground.source_of[row[0]]], *row))]
