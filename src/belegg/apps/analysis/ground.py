"""The ground a comparison stands on: codes, cases, sources, people and what belongs to what, as light rows kept while the journal stands still."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date
from functools import cached_property
from typing import NamedTuple

from belegg.apps.analysis.asked import unasked
from belegg.apps.analysis.facts import Shelf
from belegg.apps.coding.models import Code, Round
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Part, Source, SourceCase, Text, Turn
from belegg.apps.sources.queries import key_order
from belegg.apps.study.models import Attribute, AttributeValue, Case, Member, Study
from belegg.method.matrix import TextState
from belegg.method.natural import natural


class CodeRow(NamedTuple):
    pk: int
    key: str
    name: str
    parent: int | None
    position: int
    colour: str


class CaseRow(NamedTuple):
    pk: int
    key: str
    name: str
    parent: int | None
    position: int
    kind: str


class SourceRow(NamedTuple):
    pk: int
    key: str
    title: str
    kind: str
    date: Date | None


class PersonRow(NamedTuple):
    pk: int
    key: str
    name: str
    case: int | None


class PartRow(NamedTuple):
    text: int
    start: int
    end: int
    case: int


class AttributeRow(NamedTuple):
    pk: int
    key: str
    name: str
    type: str
    choices: list
    unit: str


@dataclass(frozen=True)
class Ground:
    study: Study
    codes: list[CodeRow]  # in tree order
    cases: list[CaseRow]  # in tree order
    sources: list[SourceRow]  # by kind, then in natural order of their ids
    people: list[PersonRow]
    source_of: dict[int, int]  # text -> source
    current: set[int]  # the version of each source's text that counts
    cases_of: dict[int, list[int]]  # source -> its own cases, not those above them
    parts: list[PartRow]
    attributes: list[AttributeRow]
    values: dict[tuple[int, int], str]  # (case, attribute) -> the value with the latest date
    rounds: list[tuple[int, str, str]]  # pk, id, name
    members: list[tuple[int, str, str]]
    above: dict[int, tuple[int, ...]] = field(default_factory=dict)  # case -> itself and the cases above it, nearest first

    @cached_property
    def code_depth(self) -> dict[int, int]:
        return depths(self.codes)

    @cached_property
    def case_depth(self) -> dict[int, int]:
        return depths(self.cases)

    @cached_property
    def family(self) -> dict[int, set[int]]:
        """Return code -> itself and all codes below it."""
        found = {code.pk: {code.pk} for code in self.codes}
        parent = {code.pk: code.parent for code in self.codes}
        for code in self.codes:
            above = code.parent
            while above in found:
                found[above].add(code.pk)
                above = parent[above]
        return found

    @cached_property
    def heard(self) -> set[tuple[int, int]]:
        """Return pairs (text, person) of who speaks in which text."""
        return set(Turn.objects.filter(study=self.study, person__isnull=False).order_by().values_list("text_id", "person_id").distinct())

    @cached_property
    def silent(self) -> list[tuple[int, int, TextState]]:
        """Return (text, code, state) where the guide did not ask for a code."""
        return unasked(self.study)

    def value(self, case: int | None, attribute: int) -> str:
        """Return a case's value of an attribute, else that of the nearest case above which has one: a department lies in its municipality."""
        for pk in self.above.get(case or 0, ()):
            if value := self.values.get((pk, attribute), ""):
                return value
        return ""

    def attribute(self, key: str) -> AttributeRow | None:
        return next((row for row in self.attributes if row.key == key), None)


SHELF = Shelf(places=3)


def ground_of(study: Study) -> Ground:
    """Return the ground of a study as its journal stands now."""
    return SHELF.get(study, load)


def load(study: Study) -> Ground:
    cases = in_tree_order(rows(CaseRow, Case.objects.filter(study=study), "parent_id", "position", "kind", name="name"))
    texts = list(Text.objects.filter(study=study).values_list("pk", "source_id", "current"))
    cases_of: dict[int, list[int]] = {}
    for source, case in SourceCase.objects.filter(case__study=study).order_by("case__position", "pk").values_list("source_id", "case_id"):
        cases_of.setdefault(source, []).append(case)
    sources = rows(SourceRow, Source.objects.filter(study=study), "kind", "date", name="title")
    return Ground(
        study=study,
        codes=in_tree_order(rows(CodeRow, Code.objects.filter(study=study), "parent_id", "position", "colour", name="name")),
        cases=cases,
        sources=sorted(sources, key=lambda source: key_order(source.kind, source.key)),
        people=sorted(
            rows(PersonRow, Person.objects.filter(study=study), "case_id", name="pseudonym"), key=lambda person: natural(person.key)
        ),
        source_of={pk: source for pk, source, _ in texts},
        current={pk for pk, _, counts in texts if counts},
        cases_of=cases_of,
        parts=[PartRow(*row) for row in Part.objects.filter(study=study).order_by("pk").values_list("text_id", "start", "end", "case_id")],
        attributes=rows(
            AttributeRow, Attribute.objects.filter(study=study).order_by("position", "pk"), "type", "choices", "unit", name="name"
        ),
        values=latest_values(study),
        rounds=list(Round.objects.filter(study=study).order_by("position", "pk").values_list("pk", "key", "name")),
        members=list(Member.objects.filter(study=study).order_by("name", "pk").values_list("pk", "key", "name")),
        above=lineages(cases),
    )


def rows(kind, query, *fields: str, name: str) -> list:
    return [kind(*row) for row in query.values_list("pk", "key", name, *fields)]


def latest_values(study: Study) -> dict[tuple[int, int], str]:
    """Return {(case, attribute): value} with the latest date; an undated value counts as the oldest."""
    found = AttributeValue.objects.filter(study=study).values_list("case_id", "attribute_id", "value", "date")
    return {
        (case, attribute): value for case, attribute, value, _ in sorted(found, key=lambda row: (row[3] is not None, row[3] or Date.min))
    }


def in_tree_order(things: Iterable) -> list:
    things = sorted(things, key=lambda thing: (thing.position, thing.pk))
    known = {thing.pk for thing in things}
    below: dict[int | None, list] = {}
    for thing in things:
        below.setdefault(thing.parent if thing.parent in known else None, []).append(thing)
    found, waiting = [], list(reversed(below.get(None, [])))
    while waiting:
        thing = waiting.pop()
        found.append(thing)
        waiting.extend(reversed(below.get(thing.pk, [])))
    return found


def depths(things: Iterable) -> dict[int, int]:
    """Return {pk: 0 at the top, 1 below …} of things in tree order."""
    found: dict[int, int] = {}
    for thing in things:
        found[thing.pk] = found[thing.parent] + 1 if thing.parent in found else 0
    return found


def lineages(cases: Iterable[CaseRow]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for case in cases:
        found[case.pk] = (case.pk, *found.get(case.parent or 0, ()))
    return found
