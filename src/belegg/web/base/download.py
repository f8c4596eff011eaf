"""A table as a file to save: CSV, XLSX or DOCX, whichever ending the address has."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from belegg.formats.tables import WRITERS, Columns, Rows


def download_table(name: str, suffix: str, title: str, columns: Columns, rows: Rows) -> HttpResponse:
    """Return the table as the file `name.suffix`; an ending that nothing here writes is an address that is not there."""
    writer = next((writer for writer in WRITERS if writer.name == suffix), None)
    if writer is None:
        raise Http404
    answer = HttpResponse(writer.write(title, columns, rows), content_type=writer.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}{writer.suffix}"'
    return answer
