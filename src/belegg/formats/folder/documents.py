"""The TOML files of a study folder: study.toml, codebook.toml, memos.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import tomli_w

from belegg.formats.folder import records
from belegg.formats.folder.cells import Bad
from belegg.formats.folder.tables import Fault, in_tree_order
from belegg.method.errors import gettext_noop
from belegg.method.natural import natural

FORMAT = 1
_LINE = re.compile(r"line (\d+)")


class Document:
    """One TOML file being read: its content, and the faults found on the way."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.faults, self.content = path, [], {}
        try:
            self.content = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            self.fault("", gettext_noop("It is not UTF-8 text."))
        except RecursionError:  # lists in lists without end
            self.fault("", gettext_noop("It is not valid TOML: %(error)s."), error="it nests too deep")
        except tomllib.TOMLDecodeError as error:
            line = _LINE.search(str(error))
            why = gettext_noop("It is not valid TOML: %(error)s.")
            self.faults.append(Fault.of(path, int(line[1]) if line else 0, why, error=str(error)))

    def fault(self, at: str, why: str, **params: object) -> None:
        self.faults.append(Fault.of(self.path, 0, why, at=at, **params))

    def known(self, table: dict, allowed: set[str], at: str) -> None:
        """Note keys that are not understood: leaving them out in silence would lose them at the next save."""
        for name in table:
            if name not in allowed:
                self.fault(
                    at, gettext_noop("“%(name)s” is not known here (known: %(known)s)."), name=name[:60], known=", ".join(sorted(allowed))
                )

    def list_of(self, name: str, table: dict | None = None) -> list[dict]:
        """Return the array of tables `name`; anything else there is a fault."""
        found = (self.content if table is None else table).get(name, [])
        if isinstance(found, list) and all(isinstance(entry, dict) for entry in found):
            return found
        self.fault(name, gettext_noop("It must be a list of tables, written [[%(name)s]]."), name=name)
        return []

    def record(self, kind: type, table: dict, at: str, **given: Any) -> Any:
        """Return the record that `table` holds, or None after noting its faults."""
        before, values = len(self.faults), {}
        for field in fields(kind):
            if field.name in given or "kind" not in field.metadata:
                continue
            cell = field.metadata["kind"]
            if field.name not in table and cell.needed:
                self.fault(at, gettext_noop("“%(name)s” is missing."), name=field.name)
                continue
            try:
                value = table.get(field.name, "")
                values[field.name] = cell.read(value if cell.plain else as_text(value))
            except Bad as bad:
                self.fault(", ".join(part for part in (at, field.name) if part), bad.why, **bad.params)
        return kind(**values, **given) if len(self.faults) == before else None

    def records(self, kind: type, name: str, table: dict | None = None, at: str = "") -> tuple:
        """Return the records of the array of tables `name`."""
        found = []
        allowed = {field.name for field in fields(kind)}
        for number, entry in enumerate(self.list_of(name, table), 1):
            place = at + f"{name} {number}" + (f" ({entry['id']})" if isinstance(entry.get("id"), str) else "")
            self.known(entry, allowed, place)
            found.append(self.record(kind, entry, place))
        return tuple(record for record in found if record is not None)


def as_text(value: Any) -> str:
    """Return a TOML value as the cell would be written in a CSV file."""
    if isinstance(value, str):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Bad(gettext_noop("It must be text."))


def as_table(record: Any) -> dict:
    return {field.name: field.metadata["kind"].write(getattr(record, field.name)) for field in fields(record) if "kind" in field.metadata}


def dump(content: dict) -> bytes:
    # tomli_w writes CRLF inside a multi-line string as LF; where a text has CRLF, every string is written on one line instead.
    multiline = not has_crlf(content)
    return tomli_w.dumps(content, multiline_strings=multiline).encode("utf-8")


def has_crlf(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_crlf(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return any(has_crlf(part) for part in value)
    return isinstance(value, str) and "\r\n" in value


def read_study(data: bytes) -> tuple[dict, list[Fault]]:
    """Return {study, questions, attributes} of study.toml."""
    document = Document("study.toml", data)
    if document.faults:
        return {}, document.faults
    content = document.content
    if content.get("format") != FORMAT:
        document.fault(
            "format",
            gettext_noop("This version of Belegg reads format %(known)s, not “%(found)s”."),
            known=FORMAT,
            found=content.get("format"),
        )
        return {}, document.faults
    document.known(content, {field.name for field in fields(records.Study)} | {"format", "question", "attribute"}, "")
    content = {"language": "nb", "stance": "codebook", **content}
    design = content.get("design", {})
    if not isinstance(design, dict) or not is_plain(design):
        document.fault("design", gettext_noop("It must be a table of texts, numbers and lists; write dates in quotes."))
        design = {}
    study = document.record(records.Study, content, "", design=design)
    questions = document.records(records.Question, "question")
    attributes = document.records(records.Attribute, "attribute")
    return {"study": study, "questions": questions, "attributes": attributes}, document.faults


def is_plain(value: Any) -> bool:
    """Say whether a TOML value can stand in JSON as it is."""
    if isinstance(value, dict):
        return all(is_plain(part) for part in value.values())
    if isinstance(value, list):
        return all(is_plain(part) for part in value)
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return isinstance(value, (bool, int)) or (isinstance(value, str) and "\x00" not in value)


def write_study(folder: records.Folder) -> bytes:
    content = {"format": FORMAT, **as_table(folder.study)}
    if folder.study.design:
        content["design"] = in_key_order(folder.study.design)
    if folder.questions:
        content["question"] = [as_table(question) for question in in_tree_order(folder.questions)]
    if folder.attributes:
        content["attribute"] = [as_table(attribute) for attribute in folder.attributes]
    return dump(content)


def in_key_order(value: Any) -> Any:
    """Return a free table with its keys sorted: PostgreSQL does not keep the order they were written in."""
    if isinstance(value, Mapping):
        return {key: in_key_order(value[key]) for key in sorted(value)}
    return [in_key_order(part) for part in value] if isinstance(value, (list, tuple)) else value


def read_codebook(data: bytes) -> tuple[dict, list[Fault]]:
    """Return {codes, versions} of codebook.toml."""
    document = Document("codebook.toml", data)
    document.known(document.content, {"code", "version"}, "")
    versions = []
    for number, entry in enumerate(document.list_of("version"), 1):
        place = f"version {number}"
        document.known(entry, {"number", "date", "by", "reason", "code"}, place)
        codes = document.records(records.Code, "code", entry, place + ", ")
        versions.append(document.record(records.Version, entry, place, codes=codes))
    codes = document.records(records.Code, "code")
    return {"codes": codes, "versions": tuple(version for version in versions if version)}, document.faults


def write_codebook(folder: records.Folder) -> bytes | None:
    content: dict = {}
    if folder.codes:
        content["code"] = [as_table(code) for code in in_tree_order(folder.codes)]
    if folder.versions:
        versions = sorted(folder.versions, key=lambda version: version.number)
        content["version"] = [{**as_table(version), "code": [as_table(code) for code in version.codes]} for version in versions]
    return dump(content) if content else None


def read_memos(data: bytes) -> tuple[dict, list[Fault]]:
    """Return {memos} of memos.toml."""
    document = Document("memos.toml", data)
    document.known(document.content, {"memo"}, "")
    return {"memos": document.records(records.Memo, "memo")}, document.faults


def write_memos(folder: records.Folder) -> bytes | None:
    memos = sorted(folder.memos, key=lambda memo: natural(memo.id))
    return dump({"memo": [as_table(memo) for memo in memos]}) if memos else None


DOCUMENTS = {
    "study.toml": (read_study, write_study),
    "codebook.toml": (read_codebook, write_codebook),
    "memos.toml": (read_memos, write_memos),
}
