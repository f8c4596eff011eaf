"""What the journal keeps of someone who has withdrawn is erased: contents, not entries, so that the chain over the commitments still holds.

Entries that hold their words, what they are called, or rows that were theirs lose facts, images and salt. Entries about texts whose places have moved
keep theirs, but can't be undone or done again any more.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction

from belegg.apps.exchange.leftovers import spoken
from belegg.apps.exchange.withdrawal_plan import Plan
from belegg.apps.privacy.models import Person
from belegg.apps.sources import media
from belegg.apps.sources.models import Body, Source, Text
from belegg.apps.study.models import JournalPayload, Step, Study
from belegg.apps.study.rows import chunks
from belegg.method.withdrawing import cited, names_pattern


@dataclass
class Traces:
    """How an entry is known: rows that go (by model), texts whose places move, and the words."""

    plan: Plan
    gone: dict[str, set] = field(default_factory=dict)
    texts: set[int] = field(default_factory=set)

    def erases(self, facts: Any, tables: dict[str, dict]) -> bool:
        """Say whether an entry with these contents is erased."""
        return any(self.is_theirs(label, table) for label, table in tables.items()) or self.speaks([facts, tables])

    def is_theirs(self, label: str, table: dict) -> bool:
        model: Any = apps.get_model(label)
        pk = table["columns"].index(model._meta.pk.attname)
        ours = columns_of(model, Person, table)
        own = {self.plan.person.pk} if model is Person else self.gone.get(label, set())
        return any(row[pk] in own or any(row[at] == self.plan.person.pk for at in ours) for row in rows_in(table))

    def speaks(self, value: Any) -> bool:
        said = spoken(value)
        if any(name == line for line in said.splitlines() for name in self.plan.names) or cited(said, self.plan.known):
            return True
        pattern = names_pattern(name for name in self.plan.names if len(name) > 2)
        return bool(pattern and pattern.search(said.replace("_", " ")))

    def moves(self, tables: dict[str, dict]) -> bool:
        """Say whether an entry speaks of places in texts that have moved."""
        for label, table in tables.items():
            model: Any = apps.get_model(label)
            at = [table["columns"].index("id")] if model is Text else columns_of(model, Text, table)
            if at and any(row[place] in self.texts for row in rows_in(table) for place in at):
                return True
        return False


def columns_of(model: Any, other: Any, table: dict) -> list[int]:
    names = [one.attname for one in model._meta.concrete_fields if one.related_model is other]
    return [table["columns"].index(name) for name in names if name in table["columns"]]


def rows_in(table: dict) -> Iterator[list]:
    yield from table["created"]
    yield from table["deleted"]
    for before, after in table["updated"]:
        yield before
        yield after


def contents(study: Study) -> Iterator[tuple[int, Any, dict[str, dict]]]:
    """Yield (entry, facts, tables) of what the journal keeps."""
    payloads = JournalPayload.objects.filter(entry__study=study).order_by("pk").values_list("pk", "facts", "tables")
    for pk, facts, tables in payloads.iterator(chunk_size=200):
        yield pk, json.loads(bytes(facts)), json.loads(zlib.decompress(bytes(tables)))


def entries_with(traces: Traces) -> tuple[list[int], list[int]]:
    """Return the entries that are erased, and those that can only no longer be undone."""
    erased, fixed = [], []
    for pk, facts, tables in contents(traces.plan.study):
        if traces.erases(facts, tables):
            erased.append(pk)
        elif traces.moves(tables):
            fixed.append(pk)
    return erased, fixed


def erase(traces: Traces) -> tuple[int, int]:
    """Erase what is found and return how many entries lost their contents, and how many their way back."""
    erased, fixed = entries_with(traces)
    texts, originals = named_in(traces.plan.study, erased)
    for part in chunks(erased):
        JournalPayload.objects.filter(pk__in=part).delete()
    for part in chunks([*erased, *fixed]):
        Step.objects.filter(pk__in=part).delete()
    drop_unused(texts, originals)
    return len(erased), len(fixed)


def named_in(study: Study, entries: list[int]) -> tuple[set[str], set[str]]:
    """Return the bodies and imported files that some entries name: what an undone import has left is found by them alone."""
    wanted = set(entries)
    texts: set[str] = set()
    originals: set[str] = set()
    for pk, _, tables in contents(study):
        for label, column, found in (("sources.Text", "body_id", texts), ("sources.Source", "original", originals)):
            if pk in wanted and label in tables:
                at = tables[label]["columns"].index(column)
                found.update(row[at] for row in rows_in(tables[label]) if row[at])
    return texts, originals


def drop_unused(texts: set[str], originals: set[str]) -> None:
    used = set(Text.objects.filter(body__in=texts).values_list("body_id", flat=True))
    Body.objects.filter(pk__in=texts - used).delete()
    for sha in originals - set(Source.objects.filter(original__in=originals).values_list("original", flat=True)):
        transaction.on_commit(lambda sha=sha: media.path_of(sha).unlink(missing_ok=True))  # type: ignore[misc]
