"""Reads of sources that more than one page needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source, SourceCase, SourceKind, Text, Turn
from belegg.apps.study.models import Case, Study
from belegg.method.natural import natural

KIND_ORDER = {kind: at for at, kind in enumerate(SourceKind.values)}


def sources_of(study: Study, *, kind: str = "", case: Case | None = None, words: str = "") -> QuerySet[Source]:
    """Return the sources of a study, narrowed to a kind, a case (and the cases below it), and words of the title."""
    found = Source.objects.filter(study=study)
    if kind:
        found = found.filter(kind=kind)
    if case is not None:
        found = found.filter(in_cases__case__in=with_children(case)).distinct()
    for word in words.split():
        found = found.filter(title__icontains=word)
    return found


def with_children(case: Case) -> list[int]:
    """Return the ids of a case and of all cases below it."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Case.objects.filter(study=case.study_id).values_list("pk", "parent"):
        below[parent].append(pk)
    found = [case.pk]
    for pk in found:
        found += below[pk]
    return found


def in_key_order(sources: Iterable[Source]) -> list[Source]:
    """Return sources by kind and number: int-2 before int-10, interviews before documents."""
    return sorted(sources, key=lambda source: key_order(source.kind, source.key))


def key_order(kind: str, key: str) -> tuple:
    """Return the sort key of a source with this kind and id."""
    return KIND_ORDER.get(kind, 9), natural(key)


def texts_in_order(study: Study) -> list[int]:
    """Return the ids of a study's current texts, their sources in key order."""
    rows = Text.objects.filter(study=study, current=True).values_list("pk", "source__kind", "source__key")
    return [pk for pk, kind, key in sorted(rows, key=lambda row: (key_order(row[1], row[2]), row[0]))]


def texts_of(sources: Collection[Source]) -> dict[int, list[Text]]:
    """Return source id -> its texts, the current version last, without their bodies."""
    found: dict[int, list[Text]] = defaultdict(list)
    for text in Text.objects.filter(source__in=sources).order_by("current", "pk"):
        found[text.source_id].append(text)
    return found


def cases_of(sources: Collection[Source]) -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = defaultdict(list)
    for link in SourceCase.objects.filter(source__in=sources).select_related("case").order_by("case__position", "case__pk"):
        found[link.source_id].append(link.case)
    return found


def people_in(sources: Collection[Source]) -> dict[int, list[Person]]:
    """Return source id -> the people who speak in it."""
    pairs = set(
        Turn.objects.filter(text__source__in=sources, text__current=True, person__isnull=False)
        .order_by()
        .values_list("text__source", "person")
        .distinct()
    )
    people = {person.pk: person for person in Person.objects.filter(pk__in={person for _, person in pairs})}
    found: dict[int, list[Person]] = defaultdict(list)
    for source, person in sorted(pairs, key=lambda pair: natural(people[pair[1]].pseudonym)):
        found[source].append(people[person])
    return found
