"""HTML: the words a browser would show, one line for each block. Scripts and styles are dropped, nothing is fetched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from belegg.formats.archive import local_name
from belegg.formats.document import Document, assemble, stem, unreadable
from belegg.formats.text import decode
from belegg.method.errors import Refused, gettext_noop

KIND = gettext_noop("a web page (.html)")
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hgroup hr legend li main menu nav ol optgroup option p pre section summary table caption tbody thead tfoot tr ul""".split()
)
_NO_WORDS = frozenset("script style head template noscript svg math iframe object audio video canvas select datalist noframes".split())
_FOLD = re.compile(r"[ \t\r\n\f]+")
# Python's codecs that no page is written in: punycode takes hours over a megabyte, and what could be read to find the word "utf-16" is not
# in UTF-16.
_NOT_ON_PAGES = re.compile(r"punycode|idna|(?:raw.)?unicode.?escape|utf.?7|utf.?16|utf.?32|undefined", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def read(data: bytes, name: str) -> Document:
    """Return the text of a web page; its <title> is the title."""
    from lxml import etree

    source, notices = _decode(data)
    # huge_tree: without it libxml2 reads no further than where a page nests deeper than 256. Entities are not expanded in HTML either way.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise unreadable(KIND) from error
    if root is None:
        raise unreadable(KIND)
    if any("depth" in error.message for error in parser.error_log):
        raise Refused(
            "page_too_deep",
            gettext_noop("The page nests its parts deeper than can be read."),
            gettext_noop("Open it in a browser, copy its text into a .txt file and import that."),
        )
    body, bold = assemble(_lines(root))
    title = " ".join(next(("".join(element.itertext()) for element in root.iter("title")), "").split())
    return Document(body, notices=notices, title=title or stem(name), bold=bold)


def _decode(data: bytes):
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        # Browsers take latin-1 for Windows-1252, and so do the programs that write the word.
        encoding = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name := declared[1].decode().lower(), name)
        try:
            if not _NOT_ON_PAGES.match(codecs.lookup(encoding).name):
                return data.decode(encoding), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _lines(root) -> Iterator[tuple[str, int]]:
    """Yield lines with the count of bold characters they begin with.

    Walks with a stack: pages nest deeper than Python recurses.
    """
    line = _Line()
    for event, element, text in _walk(root):
        tag = local_name(element)
        if event == "text":
            line.add(text, bold=line.bold > 0, exact=line.exact > 0)
            if line.exact and "\n" in text:
                yield from line.whole_lines()
            continue
        step = 1 if event == "open" else -1
        line.bold += step * (tag in ("b", "strong"))
        line.exact += step * (tag == "pre")
        if tag in _BLOCKS and not (tag in ("p", "div") and line.in_cell):
            yield from line.end()
        elif tag == "br" and event == "open":
            yield line.cut()
        elif tag in ("td", "th"):
            line.in_cell += step
            if event == "open" and line.cells:
                line.add("\t", bold=False, exact=True)
            line.cells += event == "open"
    yield from line.end()


def _walk(root) -> Iterator[tuple[str, object, str]]:
    stack = [(root, False)]
    while stack:
        element, is_closing = stack.pop()
        if is_closing:
            yield "close", element, ""
        elif local_name(element) and local_name(element) not in _NO_WORDS:
            yield "open", element, ""
            if element.text:
                yield "text", element, element.text
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root and element.tail:
            yield "text", element, element.tail


class _Line:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.bold = self.exact = self.in_cell = self.cells = 0
        self._bold_characters, self._still_bold, self._ends_in_space = 0, True, True

    def add(self, text: str, *, bold: bool, exact: bool) -> None:
        if not exact:
            text = _FOLD.sub(" ", text)
            text = text[1:] if self._ends_in_space and text.startswith(" ") else text
        if not text:
            return
        self._still_bold = self._still_bold and (bold or not text.strip())
        self._bold_characters += len(text) if self._still_bold else 0
        self._ends_in_space = text[-1] in " \t\n"
        self.pieces.append(text)

    def cut(self) -> tuple[str, int]:
        line = "".join(self.pieces), self._bold_characters
        self.pieces, self._bold_characters, self._still_bold, self._ends_in_space = [], 0, True, True
        return (line[0] if self.exact else line[0].rstrip(" ")), line[1]

    def whole_lines(self) -> Iterator[tuple[str, int]]:
        *whole, rest = "".join(self.pieces).split("\n")
        yield from ((text, 0) for text in whole)
        self.pieces, self._bold_characters, self._still_bold = [rest] if rest else [], 0, False

    def end(self) -> Iterator[tuple[str, int]]:
        self.cells = 0
        if "".join(self.pieces).strip():
            yield self.cut()
        else:
            self.cut()
