"""A codebook by itself, as CSV, XLSX or TOML: the fields of `[[code]]` in codebook.toml, one row or table a code, parents before children.

Ids are kept, so that a file that went out, was edited in a spreadsheet and came back changes the codes it names and no others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields

import tomli_w

from belegg.formats import read as read_file
from belegg.formats.table import Table
from belegg.formats.tables import FORMULA_SIGNS, write_csv, write_xlsx
from belegg.method.codebook import Code, in_tree_order
from belegg.method.errors import Refused, gettext_noop

FIELDS = tuple(field.name for field in fields(Code))
# Other programs' words for our columns.
COLUMNS = {"code": "name", "code name": "name", "label": "name", "description": "definition", "color": "colour", "code_id": "id"}
ORIGINS = {"": "", "deductive": "deductive", "inductive": "inductive", "a priori": "deductive", "emergent": "inductive"}


@dataclass(frozen=True)
class Incoming:
    """The codes of a file, in its order, and which fields it gives. A code without an id has ""."""

    codes: tuple[Code, ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class Writer:
    name: str
    media_type: str
    write: Callable[[Sequence[Code]], bytes]


def _rows(codes: Sequence[Code]) -> list[list[str]]:
    return [[getattr(code, name) for name in FIELDS] for code in in_tree_order(codes)]


def write_toml(codes: Sequence[Code]) -> bytes:
    """Return the codes in the order given; unlike in a whole codebook, a parent need not be among them."""
    return tomli_w.dumps({"code": [asdict(code) for code in codes]}, multiline_strings=True).encode()


WRITERS = [
    Writer("csv", "text/csv; charset=utf-8", lambda codes: write_csv(FIELDS, _rows(codes))),
    Writer(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda codes: write_xlsx(FIELDS, _rows(codes), "codebook"),
    ),
    Writer("toml", "application/toml", lambda codes: write_toml(in_tree_order(codes))),
]


def read(name: str, data: bytes) -> Incoming:
    """Read a codebook from a CSV, TSV, XLSX or TOML file.

    Raises Refused("codebook_unreadable"), ("no_name_column"), ("unknown_origin") or as `formats.read`.
    """
    if name.lower().endswith(".toml"):
        return read_toml(data)
    found = read_file(name, data)
    if not isinstance(found, Table):
        raise Refused(
            "codebook_unreadable",
            gettext_noop("A codebook can't be read from this file."),
            gettext_noop("Choose a .csv, .xlsx or .toml file."),
        )
    return read_table(found)


def read_toml(data: bytes) -> Incoming:
    try:
        content = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(
            "codebook_unreadable", gettext_noop("The file is not valid TOML: %(error)s."), gettext_noop("Correct it, or export it again."),
            error=str(error).rstrip("."),
        ) from error  # fmt: skip
    tables = content.get("code")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise Refused(
            "codebook_unreadable",
            gettext_noop("There are no codes in the file."),
            gettext_noop("Each code is written as a table [[code]]."),
        )
    given = [name for name in FIELDS if any(name in table for table in tables)]
    return Incoming(tuple(_code({name: str(table.get(name, "")) for name in given}) for table in tables), tuple(given))


def read_table(table: Table) -> Incoming:
    places: dict[str, int] = {}
    for at, column in enumerate(table.columns):
        name = COLUMNS.get(column.strip().lower(), column.strip().lower())
        if name in FIELDS:
            places.setdefault(name, at)
    if "name" not in places:
        raise Refused(
            "no_name_column",
            gettext_noop("The table has no column called name."),
            gettext_noop("Its first row must name the columns; known are: %(known)s."),
            known=", ".join(FIELDS),
        )
    given = [name for name in FIELDS if name in places]
    rows = ({name: _plain(row[at]) for name, at in places.items()} for row in table.rows)
    return Incoming(tuple(_code(row) for row in rows if row["name"].strip() or row.get("id")), tuple(given))


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS) else cell


def _code(values: dict[str, str]) -> Code:
    values = {name: value.strip() for name, value in values.items()}
    origin = values.get("origin", "").lower()
    if origin not in ORIGINS:
        raise Refused(
            "unknown_origin",
            gettext_noop("The code '%(name)s' can't come from %(origin)s."),
            gettext_noop("Write deductive or inductive in the column origin, or nothing."),
            name=values.get("name", ""),
            origin=values["origin"],
        )
    return Code(**{"id": "", "name": "", **values, "origin": ORIGINS[origin]})
