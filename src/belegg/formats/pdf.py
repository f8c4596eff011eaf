"""PDF: the words of the text layer, page by page, in reading order.

Words divided at the end of a line stay divided ("sam-" / "arbeid"). Joining them would need to know which hyphens are the author's
("e-post", "nord-norsk"), and a wrong guess would put a word into the text that the source does not have.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence

from belegg.formats.document import Document, Mark, Notice, stem, unreadable
from belegg.formats.pdf_columns import Piece, in_columns
from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise

KIND = "PDF"
# PDFium keeps global state; two threads in it at once crash the process.
_ONE_AT_A_TIME = threading.Lock()
MOST_PAGES = 20_000


def read(data: bytes, name: str) -> Document:
    """Return the text with a mark where each page begins. Page numbers standing alone become the labels of the marks."""
    pages = _pages(data)
    if not any(page.strip() for page in pages):
        raise Refused(
            "pdf_without_text",
            gettext_noop("The PDF holds pictures of pages and no text."),
            gettext_noop("Run text recognition (OCR) on it first, then import it again."),
        )
    numbers = _page_numbers(pages)
    body, marks, at = [], [], 0
    for index, page in enumerate(pages):
        label = str(index + 1)
        if index in numbers:
            page, label = _without_line(page, *numbers[index]), numbers[index][1]
        marks.append(Mark("page", at, label))
        body.append(page)
        at += len(page) + 1
    return Document("\n".join(body), marks=tuple(marks), notices=_notices(pages, numbers), title=stem(name))


def _pages(data: bytes) -> list[str]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _locked() if getattr(error, "err_code", None) == 4 or "assword" in str(error) else unreadable(KIND) from error
        try:
            if len(document) > MOST_PAGES:
                raise unreadable(KIND)
            return [_page(document, index) for index in range(len(document))]
        finally:
            document.close()


def _locked() -> Refused:
    return Refused(
        "file_locked",
        gettext_noop("The file is locked with a password."),
        gettext_noop("Save it without a password and import that."),
    )


def _page(document, index: int) -> str:
    page = document[index]
    try:
        layer = page.get_textpage()
        try:
            text = layer.get_text_range()
            boxes = [layer.get_rect(number) for number in range(layer.count_rects())]
            pieces = in_columns(boxes, lambda: _characters(layer), page.get_width())
        finally:
            layer.close()
    finally:
        page.close()
    return normalise(_hyphens("\n".join(pieces) if pieces else text)).strip("\n")


def _characters(layer) -> list[Piece]:
    """Return the characters as PDFium orders them, its own spaces and line ends among them (their boxes are empty)."""
    import pypdfium2.raw as raw

    count = layer.count_chars()
    return [Piece(chr(raw.FPDFText_GetUnicode(layer, number)), *layer.get_charbox(number)) for number in range(count)]


def _hyphens(text: str) -> str:
    """PDFium joins a divided word and leaves a sign where hyphen and line end stood; both come back."""
    return text.replace("\ufffe\r\n", "\ufffe").replace("\ufffe", "-\n").replace("\x02", "-")


_NUMBER_LINE = re.compile(
    r"(?:(?:side|page|s\.|p\.)[ ]?)?[-–—|(\[]*[ ]?(\d{1,4}|[ivxlc]{1,7})[ ]?[-–—|)\]]*(?:[ ]?(?:/|av|of)[ ]?\d{1,4})?", re.IGNORECASE
)


def _page_numbers(pages: Sequence[str]) -> dict[int, tuple[bool, str]]:
    """Return for each page whether its number stands in the last line (else the first), and the number.

    A line is a page number when it stands alone at the edge of the page and counts up with the pages on most of them: "2018" at the foot
    of one page, or a table's last row, does not.
    """
    found: dict[tuple[bool, int | str], dict[int, str]] = {}
    for index, page in enumerate(pages):
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        for is_last in (True, False):
            number = _NUMBER_LINE.fullmatch(lines[-1 if is_last else 0]) if lines else None
            if number and number[1].isdecimal():
                found.setdefault((is_last, int(number[1]) - index), {})[index] = number[1]
            elif number:
                found.setdefault((is_last, "roman"), {})[index] = number[1]
    counting = {key: numbers for key, numbers in found.items() if len(numbers) >= 2 and (key[1] != "roman" or _counts_up(numbers))}
    numbers: dict[int, tuple[bool, str]] = {}
    for (is_last, _), labels in sorted(counting.items(), key=lambda item: len(item[1])):
        numbers |= {index: (is_last, label) for index, label in labels.items()}
    with_text = sum(1 for page in pages if page.strip())
    return numbers if len(numbers) * 2 >= with_text else {}


def _counts_up(numbers: dict[int, str]) -> bool:
    return len(set(numbers.values())) == len(numbers)


def _without_line(page: str, is_last: bool, label: str) -> str:
    lines = page.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    place = filled[-1 if is_last else 0]
    rest = lines[:place] if is_last else lines[place + 1 :]
    return "\n".join(rest).strip("\n")


def _notices(pages: Sequence[str], numbers: dict[int, tuple[bool, str]]) -> tuple[Notice, ...]:
    notices = []
    if numbers:
        text = gettext_noop("The page numbers of %(count)d pages were taken out of the text and kept as marks.")
        notices.append(Notice("pdf_page_numbers", text, {"count": len(numbers)}))
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    if empty:
        text = gettext_noop("Pages without text (perhaps pictures): %(pages)s.")
        notices.append(Notice("pdf_pages_without_text", text, {"pages": ", ".join(empty[:20]) + (" …" if len(empty) > 20 else "")}))
    divided = Counter(re.findall(r"[^\W\d_]-$", "\n".join(pages), re.MULTILINE)).total()
    if divided:
        text = gettext_noop("%(count)d lines end in a hyphen; the words are left divided as printed.")
        notices.append(Notice("pdf_divided_words", text, {"count": divided}))
    return tuple(notices)
