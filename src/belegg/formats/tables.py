"""Writing a table as CSV, XLSX or DOCX. The same table gives the same bytes: no time of writing is in the file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from belegg.method.errors import Refused, gettext_noop

# A spreadsheet takes a cell that begins with one of these for a formula; words from an interview must never run.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Columns = Sequence[str]
Rows = Iterable[Sequence[object]]


def write_csv(columns: Columns, rows: Rows) -> bytes:
    """Return UTF-8, comma, LF, with a header. Cells are raw: CSV is for programs, and for reading back what was written."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def write_xlsx(columns: Columns, rows: Rows, title: str = "") -> bytes:
    """Return one sheet with a header that stays in view. Texts that would be formulas get an apostrophe before them."""
    from openpyxl import Workbook

    cells = [[escape_cell(cell) for cell in row] for row in rows]  # before the sheet is opened: a refusal would leave it half written
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    sheet.append([escape_cell(column) for column in columns])
    for row in cells:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def escape_cell(cell: object) -> object:
    """Return what may stand in a spreadsheet's cell. Numbers stay numbers, also negative ones."""
    if cell is None or isinstance(cell, (bool, int, float)):
        return cell
    text = _NOT_IN_XML.sub("", str(cell))
    if len(text) >= LONGEST_CELL:
        raise Refused(
            "cell_too_long",
            gettext_noop("A spreadsheet's cell holds %(most)d characters, and one of these texts has %(length)d."),
            gettext_noop("Export as CSV."),
            most=LONGEST_CELL,
            length=len(text),
        )
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _sheet_name(title: str) -> str:
    return _NOT_IN_XML.sub("", re.sub(r"[\[\]:*?/\\']", " ", title)).strip()[:31] or "Table"


def write_docx_table(title: str, columns: Columns, rows: Rows) -> bytes:
    """Return a document with one real table; its first row is marked as header, so that it repeats and is read aloud as one."""
    from docx import Document
    from docx.oxml import OxmlElement

    rows = [list(row) for row in rows]
    document = Document()
    document.core_properties.title = _text(title)[:255]
    if title:
        document.add_heading(_text(title), 1)
    table = document.add_table(rows=1 + len(rows), cols=max(len(columns), 1), style="Table Grid")
    # python-docx looks a cell up by counting all cells before it; row by row over the XML it is linear.
    lines = table._tbl.tr_lst
    for element, cells in zip(lines, [list(columns), *rows], strict=True):
        for box, cell in zip(element.tc_lst, cells, strict=False):
            _fill(box.p_lst[0], _text("" if cell is None else cell), is_header=element is lines[0])
    lines[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _fill(paragraph, text: str, *, is_header: bool) -> None:
    from docx.text.run import Run

    run = Run(paragraph.add_r(), paragraph)
    run.text = text
    if is_header:
        run.bold = True


def _text(cell: object) -> str:
    return _NOT_IN_XML.sub("", str(cell))


_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _without_clock(data: bytes) -> bytes:
    """Return the archive with the dates of its members and properties set to a fixed day (the first one ZIP knows)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@dataclass(frozen=True)
class Writer:
    """A way of writing a table: `write(title, columns, rows)`."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[str, Columns, Rows], bytes]


_OOXML = "application/vnd.openxmlformats-officedocument."
WRITERS = [
    Writer("csv", ".csv", "text/csv; charset=utf-8", lambda title, columns, rows: write_csv(columns, rows)),
    Writer("xlsx", ".xlsx", _OOXML + "spreadsheetml.sheet", lambda title, columns, rows: write_xlsx(columns, rows, title)),
    Writer("docx", ".docx", _OOXML + "wordprocessingml.document", write_docx_table),
]
