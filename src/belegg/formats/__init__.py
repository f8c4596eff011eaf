"""Bytes <-> method objects, one file per format. Pure: no Django, no database, no clock.

`read` is the door for a stranger's file: whatever its bytes, it returns words or raises `Refused`. A new format is one file and one line in
`READERS`; everything that offers a choice of formats reads that list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from belegg.formats.document import Document, Notice, suffix
from belegg.formats.table import Table
from belegg.formats.tables import WRITERS
from belegg.method.errors import Refused, gettext_noop

__all__ = ["READERS", "WRITERS", "Document", "Notice", "Reader", "Table", "read"]

Reader = Callable[[bytes, str], Document | Table]

# Recordings and pictures are larger, but nothing that is text is.
LARGEST_FILE = 256 * 2**20
# Each line with words may become a turn. 256 MB of real text have fewer than half as many; a file of one-letter lines would fill the memory.
MOST_LINES = 2_000_000
_LINE_WITH_WORDS = re.compile(r"\S[^\n]*")


def _reader(module: str, function: str = "read") -> Reader:
    """Return a reader whose module, with the heavy library it may need, is imported when a file asks for it."""

    def read_file(data: bytes, name: str) -> Document | Table:
        return getattr(import_module(f"belegg.formats.{module}"), function)(data, name)

    return read_file


READERS: dict[str, Reader] = {
    ".txt": _reader("text"),
    ".md": _reader("text"),
    ".markdown": _reader("text"),
    ".docx": _reader("docx"),
    ".odt": _reader("odt"),
    ".rtf": _reader("rtf"),
    ".html": _reader("html"),
    ".htm": _reader("html"),
    ".pdf": _reader("pdf"),
    ".vtt": _reader("captions"),
    ".srt": _reader("captions"),
    ".csv": _reader("table", "read_csv"),
    ".tsv": _reader("table", "read_csv"),
    ".xlsx": _reader("table", "read_xlsx"),
}

_SIGNATURES = (
    (b"%PDF-", "PDF", (".pdf",)),
    (b"PK\x03\x04", "DOCX, ODT, XLSX", (".docx", ".odt", ".xlsx")),
    (b"{\\rtf", "RTF", (".rtf",)),
)


def read(name: str, data: bytes) -> Document | Table:
    """Return the words of a file, read as its suffix says; its content must agree."""
    ending = suffix(name)
    _check(ending, data)
    try:
        found = READERS[ending](data, name)
    except Refused:
        raise
    except Exception as error:  # libraries raise all sorts on damaged files, and a person can only act on one sentence
        raise _damaged(ending) from error
    if isinstance(found, Document) and not found.body.strip():
        raise Refused(
            "file_without_words",
            gettext_noop("There are no words in the file."),
            gettext_noop("Look whether the right file was chosen; pictures of text must be turned into text first."),
        )
    if isinstance(found, Document):
        _check_lines(found.body)
    return found


def _check_lines(body: str) -> None:
    if body.count("\n") > MOST_LINES and sum(1 for _ in _LINE_WITH_WORDS.finditer(body)) > MOST_LINES:
        raise Refused(
            "file_has_too_many_lines",
            gettext_noop("The file has more than %(most)d lines."),
            gettext_noop("Divide it, or join its lines to paragraphs."),
            most=MOST_LINES,
        )


def _check(ending: str, data: bytes) -> None:
    if ending not in READERS:
        raise Refused(
            "file_format_unknown",
            gettext_noop("Files that end in “%(suffix)s” cannot be read."),
            gettext_noop("Choose one of %(suffixes)s."),
            suffix=ending or gettext_noop("nothing"),
            suffixes=", ".join(READERS),
        )
    if not data:
        raise Refused(
            "file_empty", gettext_noop("The file is empty (0 bytes)."), gettext_noop("Look whether it was copied or downloaded completely.")
        )
    if len(data) > LARGEST_FILE:
        raise Refused(
            "file_too_large",
            gettext_noop("The file has %(size)d MB; at most %(most)d MB can be read."),
            gettext_noop("Divide it, or save its text alone."),
            size=len(data) // 2**20,
            most=LARGEST_FILE // 2**20,
        )
    for signature, kind, endings in _SIGNATURES:
        if data.startswith(signature) and ending not in endings:
            raise Refused(
                "file_is_another_format",
                gettext_noop("The file ends in “%(suffix)s”, but its content is %(kind)s."),
                gettext_noop("Give it the right ending and import it again."),
                suffix=ending,
                kind=kind,
            )


def _damaged(ending: str) -> Refused:
    return Refused(
        "file_not_readable",
        gettext_noop("The file cannot be read as %(kind)s: it is damaged or is something else."),
        gettext_noop("Open it in the program that made it, save it again and import that."),
        kind=ending,
    )
