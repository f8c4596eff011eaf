"""The files of a study folder -> study records, with everything that is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from belegg.formats.folder import records
from belegg.formats.folder.cells import suffix_of
from belegg.formats.folder.checks import check
from belegg.formats.folder.documents import DOCUMENTS
from belegg.formats.folder.files import Files
from belegg.formats.folder.guides import faults_between, guide_file, read_guide
from belegg.formats.folder.records import Folder
from belegg.formats.folder.tables import MARKS, TABLES, TURNS, Fault
from belegg.formats.folder.writer import render, text_file, with_part
from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise

_TABLES = {table.path: table for table in TABLES}
NO_STUDY = records.Study("", "", False, "", (), "codebook", "")


@dataclass
class Reading:
    """What was read: the records, the faults, and what became of each file.

    `kept` are files not understood. `forms` are files understood but written in another form than ours (another order of rows, comments);
    they too come back as they were for as long as they still say what the study says.
    """

    folder: Folder = field(default_factory=lambda: Folder(NO_STUDY))
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    originals: dict[str, str] = field(default_factory=dict)


def read(files: Files, find_text: Callable[[str], str | None] = lambda sha256: None) -> Reading:
    """Read a study folder. `find_text` gives texts that the folder does not hold, by the SHA-256 of their stored form.

    Raises Refused("no_study_folder") where there is no study.toml; everything else that is wrong stands in `faults`.
    """
    names = list(files.names())
    if "study.toml" not in names:
        raise Refused(
            "no_study_folder",
            gettext_noop("This is not a study folder: it has no study.toml."),
            gettext_noop("Name the folder that holds it."),
        )
    reading = Reading(faults=list(getattr(files, "faults", [])))
    present = set(names)
    for name in (*DOCUMENTS, *_TABLES, *sorted(name for name in present if guide_file(name))):
        if name in present:
            read_file(reading, name, files.read(name))
    read_texts(reading, files, present, find_text)
    read_originals(reading, present)
    known = {*DOCUMENTS, *_TABLES, *filter(guide_file, present), *reading.originals.values()}
    known |= {f"texts/{text.id}{end}" for text in reading.folder.texts for end in (".txt", ".turns.csv", ".marks.csv")}
    reading.kept = [name for name in names if name not in known]
    reading.faults += faults_between(reading.folder.guides.values())
    reading.faults += check(reading.folder, reading.lines, {fault.file for fault in reading.faults})
    return reading


def parse(name: str, data: bytes) -> tuple[dict, tuple[int, ...], list[Fault]]:
    """Return what one file says as fields of Folder, the lines of its rows, and its faults."""
    if name in DOCUMENTS:
        part, faults = DOCUMENTS[name][0](data)
        return part, (), faults
    if name in _TABLES:
        rows = _TABLES[name].read(data)
        return {_TABLES[name].part: rows.records}, rows.lines, list(rows.faults)
    if guide_file(name):
        part, faults = read_guide(name, data)
        return part, (), faults
    text, kind = text_file(name)
    if kind == "bodies":
        try:
            return {"bodies": {text: normalise(data.decode("utf-8"))}}, (), []
        except UnicodeDecodeError:
            return {}, (), [Fault.of(name, 0, gettext_noop("It is not UTF-8 text."))]
    rows = (TURNS if kind == "turns" else MARKS).at(name).read(data)
    return {kind: {text: rows.records}}, rows.lines, list(rows.faults)


def read_file(reading: Reading, name: str, data: bytes) -> None:
    part, lines, faults = parse(name, data)
    if part.get("study", NO_STUDY) is None:
        part["study"] = NO_STUDY
    reading.faults += faults
    reading.lines[name] = lines
    reading.folder = with_part(reading.folder, name, part)
    if not faults and render(reading.folder, name) != data:
        reading.forms.append(name)


def says_the_same(folder: Folder, name: str, data: bytes) -> bool:
    """Say whether the file `name`, read from `data`, says what `folder` says."""
    try:
        part, _, faults = parse(name, data)
    except KeyError:
        return False
    return not faults and render(with_part(folder, name, part), name) == render(folder, name)


def read_texts(reading: Reading, files: Files, present: set[str], find_text: Callable[[str], str | None]) -> None:
    """Read each text of texts.csv with its turns and marks, and hold it against its hash."""
    bodies: dict[str, str] = {}
    turns: dict[str, tuple] = {}
    marks: dict[str, tuple] = {}
    reading.folder = replace(reading.folder, bodies=bodies, turns=turns, marks=marks)
    for text in reading.folder.texts:
        name = f"texts/{text.id}.txt"
        if name in present:
            body = read_body(reading, name, files.read(name), text.sha256)
        else:
            body = find_text(text.sha256)
            if body is None:
                reading.faults.append(Fault.of(name, 0, gettext_noop("The text is missing, and was not found elsewhere by its SHA-256.")))
        if body is not None:
            bodies[text.id] = body
        for table, rows in ((TURNS, turns), (MARKS, marks)):
            path = table.path.format(text.id)
            if path in present:
                data = files.read(path)
                found = table.at(path).read(data)
                rows[text.id], reading.lines[path] = found.records, found.lines
                reading.faults += found.faults
                if not found.faults and table.write(found.records) != data:
                    reading.forms.append(path)
        if body is not None and text.id not in turns and body.strip():
            turns[text.id] = lines_as_turns(body)
            reading.notices.append(f"texts/{text.id}.turns.csv")


def read_body(reading: Reading, name: str, data: bytes, sha256: str) -> str | None:
    part, _, faults = parse(name, data)
    reading.faults += faults
    if faults:
        return None
    body = part["bodies"][text_file(name)[0]]
    stored = body.encode("utf-8")
    if hashlib.sha256(stored).hexdigest() == sha256:
        if stored != data:
            reading.forms.append(name)
        return body
    if hashlib.sha256(data).hexdigest() == sha256:
        why = gettext_noop("It is not in the form in which texts are stored (NFC, line ends LF, no BOM), so offsets would not hold.")
    else:
        why = gettext_noop("Its SHA-256 is not the one in texts.csv: the text has been changed.")
    reading.faults.append(Fault.of(name, 0, why))
    return None


def lines_as_turns(body: str) -> tuple[records.Turn, ...]:
    """Return each line with words as a turn without a speaker."""
    turns: list[records.Turn] = []
    at = 0
    for line in body.split("\n"):
        if line.strip():
            turns.append(records.Turn(len(turns) + 1, at, at, at + len(line), "", "", "", None, None))
        at += len(line) + 1
    return tuple(turns)


def read_originals(reading: Reading, present: set[str]) -> None:
    """Note which file is the original of which source."""
    lines = reading.lines.get("sources.csv", ())
    for line, source in zip(lines, reading.folder.sources, strict=True):
        if not source.original:
            continue
        if source.original != f"originals/{source.id}{suffix_of(source.original)}":
            why = gettext_noop("The original must be called originals/%(id)s with its file ending.")
            reading.faults.append(Fault.of("sources.csv", line, why, at="original", id=source.id))
        elif source.original not in present:
            why = gettext_noop("The original %(name)s is missing.")
            reading.faults.append(Fault.of("sources.csv", line, why, at="original", name=source.original))
        else:
            reading.originals[source.id] = source.original
