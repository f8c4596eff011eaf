"""ODT: LibreOffice's own format. Spaces are exact: what the file counts is written out, what XML only wraps is folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from belegg.formats.archive import attribute, local_name, open_archive, read_xml, too_large
from belegg.formats.document import Document, Notice, assemble, stem, unreadable
from belegg.method.errors import Refused, gettext_noop

KIND = "OpenDocument (.odt)"
_LEFT_OUT = {
    "note": ("odt_footnotes", gettext_noop("%(count)d footnotes or endnotes were left out.")),
    "annotation": ("odt_comments", gettext_noop("%(count)d comments were left out.")),
    "deletion": ("odt_deletions", gettext_noop("Tracked changes: %(count)d deletions were left out.")),
    "insertion": ("odt_insertions", gettext_noop("Tracked changes: %(count)d insertions were kept.")),
    "text-box": ("odt_boxes", gettext_noop("%(count)d text boxes were left out; their words are not in the text.")),
}
_NO_WORDS = frozenset("note annotation annotation-end tracked-changes frame text-box forms sequence-decls variable-decls ruby-text".split())
# <text:s text:c="n"/> may claim any number of spaces; nobody types more than this in a row.
MOST_SPACES = 1000
# … and a file of spaces alone, each written as a thousand, would grow thirtyfold beyond what its XML may be.
MOST_SPACES_IN_ALL = 10_000_000


def read(data: bytes, name: str) -> Document:
    """Return paragraphs as lines and table rows as lines with a tab between cells."""
    archive = open_archive(data, KIND)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("file_locked", gettext_noop("The file is locked with a password."), gettext_noop("Save it without and import that."))
    root = read_xml(archive, "content.xml", KIND)
    body = next((element for element in root.iter() if local_name(element) == "text" and "office" in element.tag), None)
    if body is None:
        raise unreadable(KIND)
    if sum(_spaces(element) for element in body.iter() if local_name(element) == "s") > MOST_SPACES_IN_ALL:
        raise too_large()
    text, _ = assemble((line, 0) for line in _lines(body))
    return Document(text, notices=_left_out(body), title=stem(name))


def _left_out(body) -> tuple[Notice, ...]:
    tags = [local_name(element) for element in body.iter()]
    return tuple(Notice(code, text, {"count": tags.count(tag)}) for tag, (code, text) in _LEFT_OUT.items() if tag in tags)


def _lines(container) -> Iterator[str]:
    for child in container:
        tag = local_name(child)
        if tag in ("p", "h"):
            yield _paragraph(child)
        elif tag == "table-row":
            cells = [list(_lines(cell)) for cell in child if local_name(cell) == "table-cell"]
            if cells:
                first = [" ".join(line.replace("\n", " ") for line in lines).strip() for lines in cells[:-1]]
                yield "\t".join([*first, "\n".join(cells[-1])])
        elif tag not in _NO_WORDS:
            yield from _lines(child)


_BLANK = re.compile(r"[ \t\r\n]+")


def _paragraph(paragraph) -> str:
    """Return the words of a paragraph; folding runs over the borders of spans (OpenDocument 1.2, 6.1.2)."""
    pieces: list[str] = []
    ends_in_fold = True
    for text, is_exact in _pieces(paragraph):
        if not is_exact:
            text = _BLANK.sub(" ", text)
            text = text[1:] if ends_in_fold and text.startswith(" ") else text
        if not text:
            continue
        pieces.append(text)
        ends_in_fold = not is_exact and text.endswith(" ")
    if ends_in_fold and pieces:
        pieces[-1] = pieces[-1].removesuffix(" ")
    return "".join(pieces)


def _pieces(element) -> Iterator[tuple[str, bool]]:
    yield element.text or "", False
    for child in element:
        tag = local_name(child)
        if tag == "s":
            yield " " * _spaces(child), True
        elif tag == "tab":
            yield "\t", True
        elif tag == "line-break":
            yield "\n", True
        elif tag and tag not in _NO_WORDS:
            yield from _pieces(child)
        yield child.tail or "", False


def _spaces(element) -> int:
    """Return how many spaces <text:s text:c="n"/> stands for."""
    count = attribute(element, "c")[:10]
    return min(int(count), MOST_SPACES) if count.isdecimal() else 1
