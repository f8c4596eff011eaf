"""Files that were uploaded and wait to be looked at. They are not in the study yet; each member has their own, and they outlast a reload.

A waiting file is a folder staged/STUDY/MEMBER/SHA256 in the media folder with its bytes and about.json: the name it came under (until it is
imported or left out), what was chosen, and what the reader saw, so that the list of 200 files does not read them all again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from belegg.apps.privacy.models import Person
from belegg.apps.sources import media
from belegg.apps.sources.actions import add_sources
from belegg.apps.sources.models import Source
from belegg.apps.sources.preparation import Choices, Prepared, prepare
from belegg.apps.sources.rules import already_imported, check_file_size
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import check_may
from belegg.formats import READERS
from belegg.formats.document import suffix
from belegg.method.errors import Refused, gettext_noop
from belegg.method.file_names import may_name_a_person
from belegg.method.natural import natural
from belegg.method.sentences import words

# What nobody has looked at for so long is cleared away when the next file comes.
KEPT_DAYS = 30
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Seen:
    """What the reader saw, for the list: small, and without any words of the text but the labels."""

    sources: int = 1
    turns: int = 0
    words: int = 0
    shape: str = ""
    speakers: list[dict] = field(default_factory=list)
    notices: list[dict] = field(default_factory=list)
    is_table: bool = False
    names_someone: bool = False
    passages: int = 0


@dataclass(frozen=True)
class Waiting:
    """A file that waits. `chosen` is what a person chose, `suggested` the same with the gaps filled."""

    sha: str
    name: str
    size: int
    chosen: Choices
    suggested: Choices
    seen: Seen
    imported_as: str = ""  # key of a source of the same bytes

    @property
    def suffix(self) -> str:
        return suffix(self.name)


def stage(member: Member, name: str, data: bytes) -> Waiting:
    """Take an uploaded file in and return what the reader sees in it. Nothing is kept of a file that cannot be read.

    Raises Refused for a file that is too large, of an unknown kind, or damaged.
    """
    check_may(member, "edit")
    check_file_size(len(data))
    name = clean_name(name)
    prepared = prepare(member.study, name, data, Choices())
    sha = hashlib.sha256(data).hexdigest()
    clear_old(member)
    media.write_whole(folder_of(member, sha) / "bytes", data)
    return note(member, sha, name, len(data), Choices(), prepared)


def clean_name(name: str) -> str:
    """Return the last part of a name without anything but its readable characters; it is shown and read for its ending, never used as a path."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(character for character in last if character.isprintable())[-200:]


def note(member: Member, sha: str, name: str, size: int, chosen: Choices, prepared: Prepared) -> Waiting:
    seen = seen_in(member.study, prepared)
    record = {"name": name, "size": size, "chosen": chosen.as_json(), "suggested": prepared.suggested.as_json(), "seen": asdict(seen)}
    media.write_whole(folder_of(member, sha) / "about.json", json.dumps(record, ensure_ascii=False).encode())
    return of_record(sha, record)


def seen_in(study: Study, prepared: Prepared) -> Seen:
    known = [
        *Case.objects.filter(study=study).values_list("name", flat=True),
        *Person.objects.filter(study=study).values_list("pseudonym", flat=True),
    ]
    speakers = [asdict(speaker) for speaker in prepared.recognition.speakers]
    return Seen(
        sources=len(prepared.news),
        turns=sum(len(new.recognition.turns) for new in prepared.news if new.recognition),
        words=sum(words(new.document.body) for new in prepared.news),
        shape=prepared.recognition.shape,
        speakers=speakers,
        notices=[{"text": notice.text, "params": dict(notice.params)} for notice in prepared.notices],
        is_table=prepared.table is not None,
        passages=sum(len(new.document.passages) for new in prepared.news),
        names_someone=may_name_a_person(prepared.suggested.title, known),
    )


def of_record(sha: str, record: dict) -> Waiting:
    chosen, suggested = Choices.of_json(record["chosen"]), Choices.of_json(record["suggested"])
    return Waiting(sha, record["name"], record["size"], chosen, suggested, Seen(**record["seen"]))


def waiting_files(member: Member) -> list[Waiting]:
    """Return the member's waiting files by name; those whose bytes are in the study already say so."""
    found = []
    for folder in folder_of(member).glob("*"):
        record = read_record(folder)
        if record is not None:
            found.append(of_record(folder.name, record))
    sources = (
        Source.objects.filter(study=member.study, original__in=[file.sha for file in found]).order_by("pk").values_list("original", "key")
    )
    known: dict[str, str] = {}
    for sha, key in sources:
        known.setdefault(sha, key)
    return [replace(file, imported_as=known.get(file.sha, "")) for file in sorted(found, key=lambda file: natural(file.name.casefold()))]


def waiting_file(member: Member, sha: str) -> Waiting:
    """Raises Refused("not_found") when it has been imported or left out meanwhile."""
    record = read_record(folder_of(member, sha))
    if record is None:
        raise Refused("not_found", gettext_noop("This file no longer waits to be imported."), gettext_noop("Add it again."))
    known = already_imported(member.study, sha)
    return replace(of_record(sha, record), imported_as=known[0].key if known else "")


def read_record(folder: Path) -> dict[str, Any] | None:
    """Return about.json; None where it is missing or was written by another version of the program."""
    try:
        record = json.loads((folder / "about.json").read_bytes())
        of_record(folder.name, record)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return record if (folder / "bytes").exists() else None


def look(member: Member, file: Waiting) -> Prepared:
    """Return the sources the file would make with what was chosen."""
    return prepare(member.study, file.name, bytes_of(member, file.sha), file.chosen)


def choose(member: Member, file: Waiting, chosen: Choices) -> tuple[Waiting, Prepared]:
    """Keep what was chosen and return what the reader sees now. Raises Refused, and keeps nothing, for choices that cannot be."""
    check_may(member, "edit")
    prepared = prepare(member.study, file.name, bytes_of(member, file.sha), chosen)
    return note(member, file.sha, file.name, file.size, chosen, prepared), prepared


def import_waiting(member: Member, file: Waiting, *, again: bool = False) -> list[Source]:
    """Bring the file into the study as shown, and stop its waiting. Refuses as add_sources."""
    data = bytes_of(member, file.sha)
    prepared = prepare(member.study, file.name, data, file.suggested)
    sources = add_sources(member.study, prepared.news, by=member, original=data, suffix=file.suffix, again=again)
    leave_out(member, file.sha)
    return sources


def leave_out(member: Member, sha: str) -> None:
    check_may(member, "edit")
    shutil.rmtree(folder_of(member, sha), ignore_errors=True)


def bytes_of(member: Member, sha: str) -> bytes:
    return (folder_of(member, sha) / "bytes").read_bytes()


def folder_of(member: Member, sha: str = "") -> Path:
    """Return the folder of a member's waiting files, or of one. Only numbers and a hash go into the path."""
    root = Path(settings.MEDIA_ROOT) / "staged" / str(member.study_id) / str(member.pk)
    if not sha:
        return root
    if not _SHA256.fullmatch(sha):
        raise Refused("not_found", gettext_noop("There is no such file."))
    return root / sha


def clear_old(member: Member, now: Callable[[], float] = time.time) -> None:
    for folder in folder_of(member).glob("*"):
        if now() - folder.stat().st_mtime > KEPT_DAYS * 86400:
            shutil.rmtree(folder, ignore_errors=True)


def endings() -> list[str]:
    """Return the endings of files that can be read, for the file dialog."""
    return list(READERS)
