"""What a matrix's address says: its layout, the cells that stand open, and the addresses a step away from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from belegg.apps.analysis.layout import CODES, Layout
from belegg.apps.analysis.selection import Selection

# Cells side by side; a further one pushes the first out (open-cells.js does the same).
MOST_OPEN = 2


@dataclass(frozen=True)
class Address:
    """A matrix as the address bar has it. `query` is everything in it."""

    query: QueryDict

    @property
    def layout(self) -> Layout:
        get = self.query.get
        attribute, _, value = get("attribute", "").partition("=")
        rows = get("rows") or CODES
        return Layout(
            rows=rows,
            columns=get("cols") or ("cases" if rows == CODES else CODES),
            measure=get("measure") or "codings",
            selection=Selection(
                round=get("round", ""), coder=get("coder", ""), case=get("case", ""), speaker=get("speaker", ""), kind=get("kind", ""),
                attribute=attribute, value=value, interviewer=get("interviewer") == "1",
            ),
            roll_up=get("roll") == "1",
            sort=get("sort", ""),
            order=get("order", ""),
            folded=frozenset(self.query.getlist("fold")),
            bins=get("bins", ""),
        )  # fmt: skip

    @property
    def cells(self) -> list[tuple[str, str]]:
        """The open cells as (code, other), the last ones opened where there are too many."""
        found = [cell.partition("~") for cell in dict.fromkeys(self.query.getlist("cell"))]
        return [(code, other) for code, tilde, other in found if tilde][-MOST_OPEN:]

    @property
    def first(self) -> int:
        """The number of columns before the first one shown."""
        given = self.query.get("from", "")
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0

    def but(self, **changed: str | list[str] | None) -> str:
        """Return the query of the same address with some parts changed; None or "" leaves a part out."""
        query = self.query.copy()
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query.setlist(name, value if isinstance(value, list) else [value])
        return query.urlencode()

    def closed(self, cell: tuple[str, str]) -> str:
        """Return the query without one of the open cells."""
        return self.but(cell=["~".join(one) for one in self.cells if one != cell])

    def toggled(self, key: str) -> str:
        """Return the query with a row or column folded, or unfolded where it is."""
        folded = self.query.getlist("fold")
        return self.but(fold=[one for one in folded if one != key] if key in folded else [*folded, key], cell=None)

    def sorted_by(self, name: str, by: str) -> str:
        """Return the query with the rows (`sort`) or columns (`order`) sorted by something; where they are so already, the other way round."""
        return self.but(**{name: f"-{by}" if self.query.get(name, "") == by else by})

    def turned(self, name: str) -> str:
        """Return the query with the rows (`sort`) or columns (`order`) the other way round."""
        now = self.query.get(name, "")
        return self.but(**{name: now.removeprefix("-") if now.startswith("-") else f"-{now}"})

    def swapped(self) -> str:
        layout = self.layout
        return self.but(rows=layout.columns, cols=layout.rows, sort=layout.order, order=layout.sort, **{"from": None})
