"""The register of documents <-> records of a study folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belegg.apps.sources.models import Document
from belegg.apps.study.models import Study
from belegg.formats.folder import records

if TYPE_CHECKING:
    from belegg.apps.exchange.rows import Rows

PLAIN = ("title", "author", "year", "genre", "purpose", "credibility", "service", "query", "found", "link", "standing", "reason")


def document_parts(study: Study) -> dict[str, tuple]:
    rows = Document.objects.filter(study=study).select_related("case", "source")
    return {
        "documents": tuple(
            records.Document(
                id=row.key,
                case=row.case.key if row.case else "",
                source=row.source.key if row.source else "",
                **{name: getattr(row, name) for name in PLAIN},
            )
            for row in rows
        )
    }


def write_documents(rows: Rows) -> None:
    """Write the register of a folder; cases and sources must stand already."""
    rows.create(
        Document(
            study=rows.study,
            key=one.id,
            case=rows.cases.get(one.case),
            source=rows.sources.get(one.source),
            **{name: getattr(one, name) for name in PLAIN},
        )
        for one in rows.folder.documents
    )
