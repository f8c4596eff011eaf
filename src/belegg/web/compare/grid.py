"""The grid as HTML. Thousands of cells: a template would take longer than counting them."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from belegg.apps.analysis.layout import Cell, Grid
from belegg.web.compare.address import Address

# More columns than this are shown in windows.
MOST_COLUMNS = 60

STATE_WORDS = {
    "empty": lambda: gettext("nobody looked"),
    "none": lambda: gettext("looked for, none found"),
    "not_asked": lambda: gettext("not asked"),
    "skipped": lambda: gettext("skipped"),
    "evidence": lambda: gettext("evidence"),
}


def basis_words(informants: int, sources: int) -> str:
    """Return on whom a number rests: "3 informants, 4 sources"."""
    people = ngettext("%(n)s informant", "%(n)s informants", informants) % {"n": informants}
    return people + ", " + ngettext("%(n)s source", "%(n)s sources", sources) % {"n": sources}


class Writer:
    """Writes cells; what all of them share is made once."""

    def __init__(self, grid: Grid, address: Address) -> None:
        self.present = grid.layout.measure == "present"
        self.open = set(address.cells)
        before = address.but(cell=["~".join(cell) for cell in address.cells[-1:]])
        self.href = escape(f"?{before}&cell=" if before else "?cell=")
        self.states = {state: escape(say()) for state, say in STATE_WORDS.items()}
        self.said: dict[tuple[int, int], str] = {}

    def cell(self, cell: Cell) -> str:
        key = f"{cell.code}~{cell.other}"
        is_open = ' aria-current="true"' if (cell.code, cell.other) in self.open else ""
        link = f'<a href="{self.href}{escape(quote(key, safe="~"))}" data-cell="{escape(key)}"{is_open}'
        if cell.state != "evidence":
            words = self.states[cell.state]
            inside = f' title="{words}"><span class="mark"></span><span class="visually-hidden">{words}</span></a>'
        else:
            shown = '<span class="mark present"></span>' if self.present else str(cell.value)
            inside = f' title="{self.basis(cell)}">{shown}</a>'
        return f'<td class="cell" data-state="{cell.state}">{link}{inside}</td>'

    def basis(self, cell: Cell) -> str:
        pair = (cell.informants, cell.sources)
        if pair not in self.said:
            self.said[pair] = escape(basis_words(*pair))
        return self.said[pair]

    def row(self, cells: list[Cell]) -> SafeString:
        return mark_safe("".join(map(self.cell, cells)))  # every text in it is escaped above
