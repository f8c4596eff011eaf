"""Documents as a table people paste or bring: columns by their names, a document a row."""

from __future__ import annotations

from datetime import date as Date

from belegg.apps.sources.document_models import Standing
from belegg.formats.table import Table
from belegg.method.errors import Refused, gettext_noop

# What columns are called in tables people bring, beside our own names.
ALSO_CALLED = {
    "tittel": "title", "forfatter": "author", "forfattar": "author", "år": "year", "type": "genre", "sjanger": "genre", "formål": "purpose",
    "føremål": "purpose", "troverdighet": "credibility", "truverd": "credibility", "tjeneste": "service", "teneste": "service", "database": "service",
    "søk": "query", "search": "query", "funnet": "found", "funne": "found", "date": "found", "dato": "found", "lenke": "link", "lenkje": "link",
    "url": "link", "decision": "standing", "avgjørelse": "standing", "grunn": "reason", "begrunnelse": "reason", "why": "reason",
}  # fmt: skip
COLUMNS = ("title", "author", "year", "genre", "purpose", "credibility", "service", "query", "found", "link", "standing", "reason")
SAID = {
    "": "", "kept": Standing.KEPT, "beholdt": Standing.KEPT, "behalde": Standing.KEPT, "yes": Standing.KEPT, "ja": Standing.KEPT,
    "rejected": Standing.REJECTED, "forkastet": Standing.REJECTED, "forkasta": Standing.REJECTED, "no": Standing.REJECTED, "nei": Standing.REJECTED,
}  # fmt: skip


def documents_in(table: Table) -> list[dict]:
    """Return what a table says of documents. Columns nobody knows are left out; rows without anything are passed over.

    Raises Refused("no_title_column") and Refused("bad_row") with the number of the row, the header being 1.
    """
    names = [ALSO_CALLED.get(name.strip().lower(), name.strip().lower()) for name in table.columns]
    if "title" not in names:
        raise Refused(
            "no_title_column",
            gettext_noop("The table has no column title."),
            gettext_noop("Name the columns in the first row: %(known)s."),
            known=", ".join(COLUMNS),
        )
    found = []
    for at, row in enumerate(table.rows, 2):
        said = {name: cell.strip() for name, cell in zip(names, row, strict=True) if name in COLUMNS}
        if any(said.values()):
            found.append(read_row(said, at))
    return found


def read_row(said: dict, at: int) -> dict:
    try:
        given: dict = dict(said)
        given["year"] = int(said["year"]) if said.get("year") else None
        given["found"] = Date.fromisoformat(said["found"]) if said.get("found") else None
        given["standing"] = SAID[said.get("standing", "").lower()]
        return given
    except (ValueError, KeyError) as error:
        raise Refused(
            "bad_row",
            gettext_noop("Row %(row)d cannot be read: %(what)s."),
            gettext_noop("Write years as 2016, dates as 2025-03-13, and decisions as kept or rejected."),
            row=at,
            what=str(error)[:80],
        ) from None
