"""Bring sources in: one act per imported file, also where the file holds several sources (one per respondent of a survey)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date

from django.db import connection
from django.utils import timezone

from belegg.apps.privacy.actions import enter_person
from belegg.apps.privacy.models import Person
from belegg.apps.sources import media
from belegg.apps.sources.actions.turns import turn_row
from belegg.apps.sources.dependants import AFTER_SOURCE_ADDED
from belegg.apps.sources.models import KEY_PREFIX, Body, Layer, Mark, Source, SourceCase, SourceKind, Text, Turn
from belegg.apps.sources.rules import check_kind, check_language, check_not_imported, check_title, check_turns_cover
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.formats.document import Document
from belegg.method.errors import Refused, gettext_noop
from belegg.method.transcript import Recognition, relabel


@dataclass(frozen=True)
class NewSource:
    """A source to be: the document as read, and what a person said of it.

    `people` maps a speaker's label to a person, or to the pseudonym of a new one. Without `recognition` the turns are those the document
    tells.
    """

    document: Document
    kind: str
    title: str
    date: Date | None = None
    language: str = ""
    cases: Iterable[Case] = ()
    people: Mapping[str, Person | str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    recognition: Recognition | None = None
    note: str = ""


def add_source(
    study: Study,
    document: Document,
    *,
    by: Member,
    original: bytes | None = None,
    suffix: str = "",
    again: bool = False,
    why: str = "",
    **said,
) -> Source:
    """Bring one source in and return it; `said` are the other fields of NewSource. Refuses as `add_sources`."""
    return add_sources(study, [NewSource(document, **said)], by=by, original=original, suffix=suffix, again=again, why=why)[0]


def add_sources(
    study: Study,
    news: Iterable[NewSource],
    *,
    by: Member,
    original: bytes | None = None,
    suffix: str = "",
    again: bool = False,
    why: str = "",
) -> list[Source]:
    """Bring in the sources that one file holds, in one act, and return them.

    The bytes are on the disk before the rows are written, so that no row ever names bytes that were lost.
    Raises Refused("already_imported") unless `again`, and what the checks of rules.py raise.
    """
    check_may(by, "edit")
    news = [checked(study, new, by) for new in news]
    if not news:
        raise Refused("nothing_in_it", gettext_noop("There is nothing to import in this file."))
    sha = hashlib.sha256(original).hexdigest() if original is not None else ""
    if original is not None:
        media.keep(original)
    with journal.act(study, by=by, verb="source.add" if len(news) == 1 else "source.add_many", why=why) as doing:
        if not again:  # inside the lock: the same file may be sent twice at the same time
            check_not_imported(study, sha)
        named: dict[str, Person] = {}
        sources = [write_source(doing, new, sha, suffix[:12], named) for new in news]
        doing.about = f"source:{sources[0].key}"
        doing.params = {"title": sources[0].title, "count": len(sources)}
    return sources


def checked(study: Study, new: NewSource, by: Member) -> NewSource:
    """Return the new source with its fields trimmed and its turns recognised."""
    cases = list(new.cases)
    check_same_study(by, *cases, *(person for person in new.people.values() if isinstance(person, Person)))
    recognition = new.recognition or new.document.recognition()
    recognition = relabel(recognition, new.roles) if new.roles else recognition
    check_turns_cover(new.document.body, recognition.turns)
    kind, title, language = check_kind(new.kind), check_title(new.title), check_language(new.language)
    return replace(new, cases=cases, recognition=recognition, kind=kind, title=title, language=language)


def write_source(doing: Act, new: NewSource, sha: str, suffix: str, named: dict[str, Person]) -> Source:
    key = next_source_key(doing.study, new.kind)
    language = new.language or doing.study.language
    source = Source(
        study=doing.study, key=key, kind=new.kind, title=new.title, date=new.date, language=language, original=sha, suffix=suffix,
        note=new.note, created=timezone.now(),
    )  # fmt: skip
    doing.create(source)
    doing.create_many([SourceCase(source=source, case=case) for case in new.cases])
    body = new.document.body
    text = Text(study=doing.study, key=key, source=source, layer=Layer.RAW, body=keep_body(body), length=len(body), language=language)
    doing.create(text)
    people = {label: person_for(doing, said, named) for label, said in new.people.items() if said}
    doing.create_rows(Turn, [turn_row(text, turn, people) for turn in (new.recognition or new.document.recognition()).turns])
    doing.create_many([Mark(text=text, kind=mark.kind[:20], at=mark.at, label=mark.label[:60]) for mark in new.document.marks])
    for follow in AFTER_SOURCE_ADDED:
        follow(doing, text, new.document)
    return source


def keep_body(text: str) -> Body:
    """Return the body with these characters. Not part of the act: undoing an import leaves it, so that redo finds it."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    body = Body(sha256=sha, text=text)
    Body.objects.bulk_create([body], ignore_conflicts=True)
    return body


def person_for(doing: Act, said: Person | str, named: dict[str, Person]) -> Person:
    """Return the person meant: as given, or made under a new pseudonym (once per act), or found under a known one."""
    if isinstance(said, Person):
        return said
    pseudonym = " ".join(said.split())
    if pseudonym not in named:
        known = Person.objects.filter(study=doing.study, pseudonym=pseudonym).first()
        named[pseudonym] = known or enter_person(doing, pseudonym)
    return named[pseudonym]


def next_source_key(study: Study, kind: str) -> str:
    """Return the next `int-N`, one above the highest ever used: an id that has been cited is not given to another source.

    The longest and last come first, so that few rows are read. In SQL, since a thousand files ask for it a thousand times.
    """
    prefix = KEY_PREFIX[SourceKind(kind)] + "-"
    return f"{prefix}{max(highest('sources_source', 'key', study, prefix), highest('study_journalentry', 'about', study, f'source:{prefix}')) + 1}"


def highest(table: str, column: str, study: Study, prefix: str) -> int:
    """Return the highest N of `prefix` + N in a column; the prefix ends in "-"."""
    # A range is found in an index, a pattern is not; "." follows "-" where characters are compared by their numbers.
    collate = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    bounds = f"{column}{collate} >= %s AND {column}{collate} < %s" + (" AND verb = 'source.add'" if column == "about" else "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM {table} WHERE study_id = %s AND {bounds} ORDER BY LENGTH({column}) DESC, {column} DESC LIMIT 100",
            [study.pk, prefix, prefix[:-1] + "."],
        )
        ends = (value.removeprefix(prefix) for (value,) in cursor.fetchall())
        return next((int(end) for end in ends if end.isdecimal()), 0)
