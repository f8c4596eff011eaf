"""Load a study folder into the store: everything in it, or nothing and the list of what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from belegg.apps.exchange.models import KeptFile
from belegg.apps.exchange.recordings import Sound, no_sound
from belegg.apps.exchange.rows import Rows
from belegg.apps.sources import media
from belegg.apps.study import journal
from belegg.apps.study.actions import begin_study, check_key
from belegg.apps.study.models import Member, Study, User
from belegg.formats.folder import DiskFiles, Fault, Reading, read
from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise

# A kept file lies in the database and in the journal; recordings and the like do not belong into a study folder.
KEPT_MAX_BYTES = 20 * 1024 * 1024
# Kept under this prefix: files that are understood but were written in another form than ours. No path in a folder can begin with it.
FORM = "//"
FAULTS_SHOWN = 40


@dataclass(frozen=True)
class Loaded:
    """What was loaded. `kept` are the files not understood, `forms` those that were written in another form than ours."""

    study: Study
    counts: dict[str, int]
    kept: list[str]
    forms: list[str]
    lines_as_turns: list[str]


def load_study(root: Path, *, by: User, key: str = "", texts: Path | None = None, sound: Sound = no_sound) -> Loaded:
    """Load the study folder `root` with `by` as the owner, in one act, under the id `key` or its own.

    Texts that the folder does not hold are looked for below `texts` by their SHA-256; `sound` gives recordings by theirs.
    Raises Refused("folder_faults") with all faults, ("study_exists"), ("no_study_folder") or ("no_folder").
    """
    files = DiskFiles(Path(root))
    reading = read(files, find_text=text_finder(texts))
    check_kept_sizes(reading, files)
    check_no_faults(reading)
    key = key or reading.folder.study.id
    check_key(key)
    check_free(key)
    if key != reading.folder.study.id:
        reading.folder = replace(reading.folder, study=replace(reading.folder.study, id=key))
    # Before the rows, so that no row ever names bytes that were lost. Left over after a crash they do no harm.
    originals = {source: media.keep(files.read(name)) for source, name in reading.originals.items()}
    with transaction.atomic():
        study = write_study(reading, files, originals, by, sound)
    return Loaded(study, counts_of(reading), reading.kept, reading.forms, reading.notices)


def write_study(reading: Reading, files: DiskFiles, originals: dict[str, str], by: User, sound: Sound = no_sound) -> Study:
    folder = reading.folder
    said = folder.study
    study = begin_study(
        said.title, by=by, key=said.id, about=said.about, invented=said.invented, language=said.language, languages=list(said.languages),
        stance=said.stance, design=dict(said.design), taken_members={member.id for member in folder.members},
    )  # fmt: skip
    owner = Member.objects.select_related("study").get(study=study, user=by)
    counts = counts_of(reading)
    with journal.act(study, by=owner, verb="study.load", about="study", texts=counts["texts"], codings=counts["codings"]) as doing:
        Rows(study, folder, doing, originals, sound).write()
        doing.create_many(KeptFile(study=study, path=name, data=files.read(name)) for name in reading.kept)
        doing.create_many(KeptFile(study=study, path=FORM + name, data=files.read(name)) for name in reading.forms)
    return study


def counts_of(reading: Reading) -> dict[str, int]:
    folder = reading.folder
    return {name: len(getattr(folder, name)) for name in ("cases", "people", "sources", "texts", "codes", "codings", "memos", "summaries")}


def check_free(key: str) -> None:
    if Study.objects.filter(key=key).exists():
        raise Refused(
            "study_exists",
            gettext_noop("There is already a study with the id %(key)s in this store."),
            gettext_noop("Load this one under another id with --id."),
            key=key,
        )


def check_kept_sizes(reading: Reading, files: DiskFiles) -> None:
    for name in reading.kept:
        if files.size(name) > KEPT_MAX_BYTES:
            why = gettext_noop("It is not part of the format and too large to be kept (%(size)s MB, at most %(limit)s). Move it elsewhere.")
            reading.faults.append(Fault.of(name, 0, why, size=files.size(name) >> 20, limit=KEPT_MAX_BYTES >> 20))


def check_no_faults(reading: Reading) -> None:
    """Refuse with every fault found, so that one bad line does not hide the rest.

    Raises Refused("folder_faults").
    """
    if not reading.faults:
        return
    sentences = [fault.sentence() for fault in reading.faults]
    shown = sentences[:FAULTS_SHOWN]
    if len(sentences) > len(shown):
        shown.append(f"… (+{len(sentences) - len(shown)})")
    raise Refused(
        "folder_faults",
        gettext_noop("The study folder can't be loaded; there are faults in it (%(count)s):\n%(faults)s\n"),
        gettext_noop("Nothing was loaded. Mend them and load it again."),
        count=len(sentences),
        faults="\n".join(shown),
    )


def text_finder(root: Path | None) -> Callable[[str], str | None]:
    """Return a function that finds a text below `root` by the SHA-256 of its stored form. The files are read at the first question."""
    if root is None:
        return lambda sha256: None
    found: dict[str, str] = {}
    names = DiskFiles(Path(root))

    def find(sha256: str) -> str | None:
        if not found:
            for name in names.names():
                text = as_text(names.read(name))
                if text is not None:
                    found[hashlib.sha256(text.encode()).hexdigest()] = text
        return found.get(sha256)

    return find


def as_text(data: bytes) -> str | None:
    if b"\x00" in data[:4096]:
        return None
    for encoding in ("utf-8", "cp1252"):
        try:
            return normalise(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return None
