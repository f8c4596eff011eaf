"""Study records -> the files of a study folder, each always in the same form."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from belegg.formats.folder.documents import DOCUMENTS
from belegg.formats.folder.guides import guide_file, path_of, write_guide
from belegg.formats.folder.records import Folder
from belegg.formats.folder.tables import MARKS, TABLES, TURNS
from belegg.method.natural import natural

_TABLES = {table.path: table for table in TABLES}


def names(folder: Folder) -> Iterator[str]:
    """Return the names of all files the folder can have, originals and kept files apart."""
    yield from DOCUMENTS
    yield from _TABLES
    yield from (path_of(version) for version in sorted(folder.guides, key=natural))
    for text in folder.texts:
        yield from (f"texts/{text.id}.txt", f"texts/{text.id}.turns.csv", f"texts/{text.id}.marks.csv")


def render(folder: Folder, name: str) -> bytes | None:
    """Return one file, None where there is nothing to put into it."""
    if name in DOCUMENTS:
        return DOCUMENTS[name][1](folder)
    if name in _TABLES:
        return _TABLES[name].write(getattr(folder, _TABLES[name].part))
    if version := guide_file(name):
        return write_guide(folder.guides[version]) if version in folder.guides else None
    text, kind = text_file(name)
    if kind == "bodies":
        body = folder.bodies.get(text)
        return None if body is None else body.encode("utf-8")
    table, rows = (TURNS, folder.turns) if kind == "turns" else (MARKS, folder.marks)
    return table.write(rows.get(text, ()))


def text_file(name: str) -> tuple[str, str]:
    """Return the text id and the part of Folder that texts/ID.txt, .turns.csv and .marks.csv hold."""
    stem = name.removeprefix("texts/")
    for ending, part in ((".turns.csv", "turns"), (".marks.csv", "marks"), (".txt", "bodies")):
        if stem.endswith(ending):
            return stem.removesuffix(ending), part
    raise KeyError(name)


def with_part(folder: Folder, name: str, part: dict) -> Folder:
    """Return `folder` with what was read from the file `name` in place of what it has."""
    if name in DOCUMENTS or name in _TABLES:
        return replace(folder, **part)
    merged: dict[str, Any] = {field: ChainMap(rows, getattr(folder, field)) for field, rows in part.items()}
    return replace(folder, **merged)
