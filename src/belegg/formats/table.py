"""Tables that hold words: surveys (one row a respondent) and coded tables (one row a passage). A person says which columns are what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from belegg.formats.document import Document, Notice, Passage, stem, unreadable
from belegg.formats.text import decode
from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise
from belegg.method.transcript import Turn, assign_roles

MOST_CELLS = 5_000_000
LAST_ROW = 1_048_576  # what Excel itself can hold
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Table:
    """The cells of a file as text; every row is as long as `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notices: tuple[Notice, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class SurveyMapping:
    """One row a respondent. `per` "respondent": a document each, the questions asked in turn; `per` "question": a document each, an answer
    a turn."""

    questions: tuple[str, ...]
    respondent: str = ""
    per: str = "respondent"


@dataclass(frozen=True)
class CodedMapping:
    """One row a passage: its words, its code, and where it comes from. Rows of one source make one document."""

    text: str
    code: str = ""
    source: str = ""
    speaker: str = ""
    coder: str = ""


def read_csv(data: bytes, name: str) -> Table:
    """Return the table of a CSV or TSV file, whatever its delimiter."""
    text, notices = decode(data)
    text = text.removeprefix("\ufeff")
    # csv refuses cells of more than 131,072 characters, and an interview may stand in one. The limit is global to the process.
    csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text)))
    except csv.Error as error:
        raise unreadable("CSV") from error
    return _table(records, notices, stem(name))


def find_delimiter(text: str) -> str:
    """Return the delimiter that gives most rows the same number of cells, and more than one."""

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
            widths = [len(record) for record, _ in zip((r for r in reader if r), range(50), strict=False)]
        except csv.Error:
            return 0.0, 0
        first = widths[0] if widths else 0
        return (sum(width == first for width in widths) / len(widths), first) if first > 1 else (0.0, 0)

    best = max(DELIMITERS, key=agreement)
    return best if agreement(best)[1] > 1 else ","


def read_xlsx(data: bytes, name: str) -> Table:
    """Return the first sheet that holds something. Formulas give the value they had when the file was saved."""
    from openpyxl import load_workbook

    from belegg.formats.archive import open_archive

    archive = open_archive(data, "Excel (.xlsx)")
    if any(b"<!DOCTYPE" in archive.open(part).read(1024) for part in archive.namelist() if part.endswith(".xml")):
        raise unreadable("Excel (.xlsx)")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [(sheet.title, records) for sheet in book.worksheets if (records := list(_records(sheet)))]
    finally:
        book.close()
    if not sheets:
        raise _empty()
    others = [title for title, _ in sheets[1:]]
    text = gettext_noop("Only the first sheet was read; left out: %(sheets)s.")
    notices = (Notice("xlsx_other_sheets", text, {"sheets": ", ".join(others)}),) if others else ()
    return _table(sheets[0][1], notices, stem(name))


def _records(sheet) -> Iterator[list[str]]:
    # The size a sheet claims may be a million empty rows; without the claim only cells that stand in the file are read. openpyxl fills up
    # to the number a row gives itself, which may be any.
    sheet.reset_dimensions()
    cells = 0
    for row in sheet.iter_rows(values_only=True, max_row=LAST_ROW):
        cells += len(row)
        if cells > MOST_CELLS:
            raise _too_many_cells()
        record = [_cell(value) for value in row]
        if any(record):
            yield record


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    isoformat = getattr(value, "isoformat", None)
    return isoformat().removesuffix("T00:00:00") if isoformat else str(value)


def _empty() -> Refused:
    return Refused(
        "table_empty",
        gettext_noop("The table has no rows under its header."),
        gettext_noop("The first row must name the columns; put at least one row below it."),
    )


def _too_many_cells() -> Refused:
    return Refused(
        "table_too_large",
        gettext_noop("The table has more than %(most)d cells."),
        gettext_noop("Leave out the columns that hold no words, or divide it."),
        most=MOST_CELLS,
    )


def _table(records: Sequence[Sequence[str]], notices: tuple[Notice, ...], title: str) -> Table:
    records = [record for record in records if any(cell.strip() for cell in record)]
    if len(records) < 2:
        raise _empty()
    width = max(map(len, records))
    if width * len(records) > MOST_CELLS:
        raise _too_many_cells()
    columns: list[str] = []
    seen: dict[str, int] = {}
    for number, cell in enumerate([*records[0], *[""] * (width - len(records[0]))], 1):
        column = " ".join(normalise(cell).split()) or f"column {number}"
        seen[column] = seen.get(column, 0) + 1
        columns.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    rows = tuple(tuple(normalise(cell) for cell in [*record, *[""] * (width - len(record))]) for record in records[1:])
    return Table(tuple(columns), rows, notices, title)


_TEXT_COLUMNS = ("text", "quote", "quotation", "passage", "segment", "excerpt", "sitat", "utdrag", "tekst")
_CODE_COLUMNS = ("code", "codes", "kode", "koder", "tag", "theme", "tema", "category", "kategori")
_SOURCE_COLUMNS = ("source", "document", "file", "interview", "kilde", "kjelde", "dokument", "intervju", "fil")
_SPEAKER_COLUMNS = ("speaker", "person", "informant", "participant", "respondent", "taler")
_CODER_COLUMNS = ("coder", "user", "koder av", "kodet av", "coded by")
_ID_COLUMNS = ("id", "respondent", "respondent id", "respondentid", "participant", "deltaker", "informant", "nr", "response id")


def suggest_mapping(table: Table) -> SurveyMapping | CodedMapping:
    """Return what the names of the columns suggest, for a person to confirm."""
    text, code = _named(table, _TEXT_COLUMNS), _named(table, _CODE_COLUMNS)
    if text and code:
        return CodedMapping(text, code, *(_named(table, names) for names in (_SOURCE_COLUMNS, _SPEAKER_COLUMNS, _CODER_COLUMNS)))
    respondent = _named(table, _ID_COLUMNS)
    return SurveyMapping(tuple(column for column in _wordy(table) if column != respondent), respondent)


def _named(table: Table, names: Sequence[str]) -> str:
    return next((column for name in names for column in table.columns if column.casefold().replace("_", " ") == name), "")


def _wordy(table: Table) -> list[str]:
    """Return the columns whose cells hold more than a word or two: open questions, not ages and tick boxes."""
    wordy = []
    for index, column in enumerate(table.columns):
        lengths = [len(row[index].split()) for row in table.rows if row[index].strip()]
        if lengths and sum(lengths) / len(lengths) >= 3:
            wordy.append(column)
    return wordy


def documents(table: Table, mapping: SurveyMapping | CodedMapping) -> list[Document]:
    """Return the documents that the table holds under this mapping."""
    if isinstance(mapping, CodedMapping):
        return _coded(table, mapping)
    if mapping.per not in ("respondent", "question"):
        raise ValueError(f"per is respondent or question, not {mapping.per}")
    return _by_respondent(table, mapping) if mapping.per == "respondent" else _by_question(table, mapping)


def _place(table: Table, column: str) -> int:
    if column not in table.columns:
        raise Refused(
            "column_missing",
            gettext_noop("The table has no column “%(column)s”."),
            gettext_noop("Its columns are: %(columns)s."),
            column=column,
            columns=", ".join(table.columns),
        )
    return table.columns.index(column)


def _respondents(table: Table, mapping: SurveyMapping) -> list[str]:
    if not mapping.respondent:
        return [str(number) for number in range(1, len(table.rows) + 1)]
    place = _place(table, mapping.respondent)
    return [row[place].strip() or str(number) for number, row in enumerate(table.rows, 1)]


def _by_respondent(table: Table, mapping: SurveyMapping) -> list[Document]:
    places = [_place(table, question) for question in mapping.questions]
    made = []
    for respondent, row in zip(_respondents(table, mapping), table.rows, strict=True):
        writer = Writing(table.title)
        for question, place in zip(mapping.questions, places, strict=True):
            if row[place].strip():
                # The question is a turn of the interviewer, so that its words never count as the respondent's.
                writer.say(question, "", "interviewer")
                writer.say(row[place], respondent, "informant")
        if writer.turns:
            made.append(writer.document(respondent))
    return made


def _by_question(table: Table, mapping: SurveyMapping) -> list[Document]:
    respondents = _respondents(table, mapping)
    made = []
    for question in mapping.questions:
        place = _place(table, question)
        writer = Writing(table.title)
        for respondent, row in zip(respondents, table.rows, strict=True):
            if row[place].strip():
                writer.say(row[place], respondent, "informant")
        if writer.turns:
            made.append(writer.document(question))
    return made


def _coded(table: Table, mapping: CodedMapping) -> list[Document]:
    """Rows that repeat the words of the row before under another code are one passage with two codes."""
    text = _place(table, mapping.text)
    columns = [_place(table, name) if name else None for name in (mapping.code, mapping.source, mapping.speaker, mapping.coder)]
    writers: dict[str, Writing] = {}
    for row in table.rows:
        if not row[text].strip():
            continue
        code, source, speaker, coder = (row[place].strip() if place is not None else "" for place in columns)
        writer = writers.setdefault(source or table.title, Writing(table.title))
        writer.say_once(row[text], speaker)
        writer.code(code, coder)
    return [writer.document(source) for source, writer in writers.items()]


@dataclass
class Writing:
    """A document being put together turn by turn."""

    table: str = ""
    pieces: list[str] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    _known: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    _at: int = 0
    _current: tuple[int, int] = (0, 0)

    def say(self, words: str, speaker: str, role: str = "") -> None:
        """Add a turn."""
        words = normalise(words).strip()
        label = f"{speaker}: " if speaker else ""
        start, end = self._at + len(label), self._at + len(label) + len(words)
        self.turns.append(Turn(len(self.turns) + 1, self._at, start, end, speaker, role))
        self.pieces.append(label + words)
        self._at = end + 1
        self._current = (start, end)

    def say_once(self, words: str, speaker: str) -> None:
        """Add a turn unless the same words of the same speaker stand in the document already."""
        key = (speaker, words.strip())
        if key in self._known:
            self._current = self._known[key]
            return
        self.say(words, speaker)
        self._known[key] = self._current

    def code(self, code: str, coder: str = "") -> None:
        """Put the words last said under a code."""
        if code:
            self.passages.append(Passage(*self._current, code, coder))

    def document(self, title: str) -> Document:
        """Return the document; roles that nobody stated are guessed."""
        body = "\n".join(self.pieces)
        stated = any(turn.role for turn in self.turns)
        turns = tuple(self.turns) if stated else assign_roles(body, self.turns).turns
        return Document(body, turns, title=title, passages=tuple(self.passages), has_guessed_roles=not stated)
