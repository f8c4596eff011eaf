"""DOCX: the words in the order of the body, exact to the space.

The XML is read directly. python-docx's paragraphs skip tables, content controls and tracked insertions, and every part of a stranger's file
should pass the same limits (`archive`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from belegg.formats.archive import attribute, local_name, open_archive, read_xml
from belegg.formats.document import Document, Notice, assemble, stem, unreadable
from belegg.method.errors import gettext_noop

KIND = "Word (.docx)"
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_LEFT_OUT = {
    "footnoteReference": "footnotes",
    "endnoteReference": "footnotes",
    "commentReference": "comments",
    "del": "deletions",
    "moveFrom": "deletions",
    "txbxContent": "boxes",
    "ins": "insertions",
    "moveTo": "insertions",
    "numPr": "numbers",
}
_NOTICES = {
    "footnotes": gettext_noop("%(count)d footnotes or endnotes were left out."),
    "comments": gettext_noop("%(count)d comments were left out."),
    "deletions": gettext_noop("Tracked changes: %(count)d deletions were left out."),
    "insertions": gettext_noop("Tracked changes: %(count)d insertions were kept."),
    "numbers": gettext_noop("%(count)d paragraphs have numbers or bullets that Word makes itself; they are not in the text."),
    "boxes": gettext_noop("%(count)d text boxes were left out; their words are not in the text."),
}
# Properties and field instructions hold no words; "Fallback" repeats what stands in "Choice".
_NO_WORDS = frozenset(
    "pPr rPr tblPr trPr tcPr tblGrid sectPr instrText delText delInstrText del moveFrom txbxContent Fallback sdtPr fldData".split()
)


def read(data: bytes, name: str) -> Document:
    """Return paragraphs as lines and table rows as lines with a tab between cells."""
    archive = open_archive(data, KIND)
    root = read_xml(archive, _main_part(archive), KIND)
    body = next((child for child in root if local_name(child) == "body"), None)
    if body is None:
        raise unreadable(KIND)
    text, bold = assemble(_lines(body))
    return Document(text, notices=left_out(body), title=stem(name), bold=bold)


def _main_part(archive) -> str:
    """Return the part that the package says is the document; it need not be called word/document.xml."""
    if "_rels/.rels" in archive.namelist():
        for relation in read_xml(archive, "_rels/.rels", KIND):
            if attribute(relation, "Type").endswith("/officeDocument"):
                return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def left_out(body) -> tuple[Notice, ...]:
    """Return a notice for each kind of thing a reader of the text would miss."""
    counts = Counter(_LEFT_OUT[found] for element in body.iter() if (found := local_name(element)) in _LEFT_OUT and _counts(element))
    return tuple(Notice(f"docx_{kind}", text, {"count": counts[kind]}) for kind, text in _NOTICES.items() if counts[kind])


def _counts(element) -> bool:
    # An empty <w:del/> in the properties of a paragraph deletes its mark, not words; text boxes stand twice, for old programs and new.
    tag, above = local_name(element), {local_name(ancestor) for ancestor in element.iterancestors()}
    if tag in ("del", "ins", "moveFrom", "moveTo"):
        return len(element) > 0 and "rPr" not in above
    return not (tag == "txbxContent" and ("Fallback" in above or not any(local_name(child) == "t" for child in element.iter())))


def _lines(container) -> Iterator[tuple[str, int]]:
    for child in container:
        tag = local_name(child)
        if tag == "p":
            yield _paragraph(child)
        elif tag == "tbl":
            yield from _rows(child)
        elif tag not in _NO_WORDS:  # content controls, custom XML, smart tags, tracked insertions around whole paragraphs
            yield from _lines(child)


def _rows(table) -> Iterator[tuple[str, int]]:
    for row in _table_rows(table):
        if any(local_name(sign) == "del" for properties in row if local_name(properties) == "trPr" for sign in properties):
            continue
        cells = [list(_lines(cell)) for cell in _cells(row)]
        if not cells:
            continue
        # Only the last cell may run over several lines: they then read as going on, as the words beside a speaker's name do.
        first = [" ".join(text.replace("\n", " ") for text, _ in lines).strip() for lines in cells[:-1]]
        yield "\t".join([*first, "\n".join(text for text, _ in cells[-1])]), 0


def _table_rows(container) -> Iterator:
    """Yield the table's own rows; those of a table inside a cell come with the cell. Each element is visited once, however deep they nest."""
    for child in container:
        tag = local_name(child)
        if tag == "tr":
            yield child
        elif tag and tag not in ("tbl", "tc"):
            yield from _table_rows(child)


def _cells(row) -> Iterator:
    for child in row:
        if local_name(child) == "tc":
            yield child
        elif local_name(child) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _paragraph(paragraph) -> tuple[str, int]:
    """Return the text and how many of its first characters are bold."""
    pieces: list[str] = []
    bold_characters, still_bold = 0, True
    for run, text in _runs(paragraph):
        pieces.append(text)
        still_bold = still_bold and (_is_bold(run) or not text.strip())
        bold_characters += len(text) if still_bold else 0
    return "".join(pieces), bold_characters


def _runs(element) -> Iterator[tuple[object, str]]:
    for child in element:
        tag = local_name(child)
        if tag == "r":
            yield child, "".join(_characters(child))
        elif tag == "p":  # a paragraph inside a paragraph stands only in damaged files; its words still count
            yield child, "\n" + _paragraph(child)[0]
        elif tag not in _NO_WORDS and tag:
            yield from _runs(child)


def _characters(run) -> Iterator[str]:
    for child in run:
        tag = local_name(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == "sym":
            yield _symbol(attribute(child, "char"))


def _symbol(code: str) -> str:
    """Return a symbol font's character; those of Wingdings have no Unicode place and stand as the replacement character."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return "\ufffd" if 0xE000 <= point <= 0xF8FF or point > 0x10FFFF else chr(point)


def _is_bold(run) -> bool:
    for properties in run:
        if local_name(properties) == "rPr":
            for sign in properties:
                if local_name(sign) == "b":
                    return attribute(sign, "val") not in ("0", "false", "off")
                if local_name(sign) == "rStyle" and attribute(sign, "val") in ("Strong", "Sterk"):
                    return True
    return False
