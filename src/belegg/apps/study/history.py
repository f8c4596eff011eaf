"""Reading the journal: filtered entries, what each changed said readably, and the whole of it as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext

from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, JournalPayload, Question, Study

# Columns that are the machine's business, not the reader's: keys of rows, hashes, and what is derived from others.
HIDDEN = {
    "id",
    "study_id",
    "sha256",
    "body_id",
    "turn_first",
    "turn_last",
    "words",
    "informant_words",
    "speaker_id",
    "position",
    "sealed",
    "file",
}
ROWS_SHOWN = 50


@dataclass(frozen=True)
class Filter:
    """What to show: entries by a member, of a noun ("code", "coding" …), about a thing ("code:tillit"), between two days."""

    by: str = ""
    noun: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ChangedRow:
    """One row an act changed: what it is (the label of its model), how ("created", "changed", "deleted"), and (column, before, after) for each
    column that says something. What a row points at is called by its name."""

    kind: str
    how: str
    name: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Changes:
    rows: list[ChangedRow]
    left_out: int
    erased: bool = False


def entries(study: Study, wanted: Filter = Filter()) -> QuerySet[JournalEntry]:
    """Return entries, newest first."""
    found = JournalEntry.objects.filter(study=study).select_related("by", "undoes", "step").order_by("-number")
    if wanted.by:
        found = found.filter(by__key=wanted.by)
    if wanted.noun:
        found = found.filter(verb__startswith=wanted.noun + ".")
    if wanted.about:
        found = found.filter(about=wanted.about)
    if wanted.since:
        found = found.filter(time__date__gte=wanted.since)
    if wanted.until:
        found = found.filter(time__date__lte=wanted.until)
    return found


def facts_of(entries: Iterable[JournalEntry]) -> dict[int, dict]:
    """Return {pk: {params, why}} of entries with one query for five hundred; empty ones where a payload has been erased."""
    entries = list(entries)
    found: dict[int, dict] = {}
    for part in journal.chunks([entry.pk for entry in entries]):
        payloads = JournalPayload.objects.filter(entry__in=part).values_list("entry", "facts")
        found |= {pk: json.loads(bytes(facts)) for pk, facts in payloads}
    return {entry.pk: found.get(entry.pk, {"params": {}, "why": ""}) for entry in entries}


def nouns(study: Study) -> list[str]:
    """Return the nouns of the study's verbs, such as "code" and "source"."""
    verbs = JournalEntry.objects.filter(study=study).values_list("verb", flat=True).distinct().order_by()
    return sorted({verb.split(".")[0] for verb in verbs if "." in verb})


def changes_of(entry: JournalEntry, limit: int = ROWS_SHOWN) -> Changes:
    """Return what an entry changed, at most `limit` rows, and how many more there are."""
    tables = journal.images(entry)
    if tables is None:
        return Changes([], 0, erased=True)
    rows = list(_rows(tables))
    return Changes([_readable(*row) for row in rows[:limit]], max(0, len(rows) - limit))


def _rows(tables: dict) -> Iterator[tuple[type[models.Model], list[str], str, list | None, list | None]]:
    for label, table in tables.items():
        model, names = apps.get_model(label), table["columns"]
        for before, after in table["updated"]:
            yield model, names, "changed", before, after
        for after in table["created"]:
            yield model, names, "created", None, after
        for before in table["deleted"]:
            yield model, names, "deleted", before, None


def _readable(model: type[models.Model], names: list[str], how: str, before: list | None, after: list | None) -> ChangedRow:
    old = dict(zip(names, before, strict=True)) if before else {}
    new = dict(zip(names, after, strict=True)) if after else {}
    either = new or old
    fields = []
    for name in names:
        was, now = old.get(name), new.get(name)
        says_something = was != now and (was not in ("", None, []) or now not in ("", None, []))
        if name not in HIDDEN and says_something:
            fields.append((name, _short(_said(model, name, was)), _short(_said(model, name, now))))
    name = next((str(either[key]) for key in ("name", "title", "pseudonym", "key", "number", "n") if either.get(key)), "")
    return ChangedRow(model._meta.label, how, name, fields)


def _said(model: type[models.Model], column: str, value: object) -> object:
    """Return a value as one says it: the name of what a row points at, a choice in words, yes or no."""
    field = next((field for field in model._meta.concrete_fields if field.attname == column), None)
    if field is None:  # a column of an older version
        return value
    if isinstance(field, models.ForeignKey) and value is not None:
        thing = field.remote_field.model._default_manager.filter(pk=value).first()
        return thing.text if isinstance(thing, Question) else str(thing or gettext("no longer there"))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return dict(field.flatchoices).get(value, value) if field.choices else value


def _short(value: object, length: int = 300) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= length else text[: length - 1] + "…"
