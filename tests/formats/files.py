"""Real files, made by real libraries, for the tests of the readers."""

from __future__ import annotations

import io
import zipfile

OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**parts: str | bytes) -> bytes:
    """Return an archive; "__" in a name stands for "/" and a trailing "_xml" for ".xml"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def odt(body: str) -> bytes:
    """Return an ODT with this body."""
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=f"<office:document-content {OFFICE} {TEXT} {TABLE}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
    )


def docx_of(document) -> bytes:
    """Return the bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_xml(body: str) -> bytes:
    """Return a DOCX with this body of WordprocessingML."""
    return zipped(word__document_xml=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def pdf(*pages: list[tuple[float, float, str]], password: str = "") -> bytes:
    """Return a PDF whose pages hold texts at (x, y), counted in points from the upper left corner."""
    from fpdf import FPDF

    document = FPDF(unit="pt", format="A4")
    document.set_font("Helvetica", size=11)
    document.set_auto_page_break(False)
    if password:
        document.set_encryption(owner_password="owner", user_password=password)
    for page in pages:
        document.add_page()
        for x, y, text in page:
            document.text(x, y, text)
    return bytes(document.output())


def xlsx(*sheets: list[list[object]]) -> bytes:
    """Return a workbook with these sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Ark{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
