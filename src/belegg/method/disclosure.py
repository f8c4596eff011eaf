"""How easily a reader who knows the place could tell who an informant is: how many of the study's people share what is told of each.

Counting people with the same combination of attributes is k-anonymity (L. Sweeney, "k-anonymity: a model for protecting privacy", 2002),
here over the informants of a study: k = 1 says that nobody else among them is described so. It says nothing of people outside the study,
who may be as alike, nor of what the quotations themselves tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CASE = "case"
# Two ways of writing about the place: readers learn which organisation it is, or they do not. Persons are named in neither.
ORGANISATION_NAMED, ORGANISATION_HIDDEN = "organisation_named", "organisation_hidden"
POLICIES = (ORGANISATION_HIDDEN, ORGANISATION_NAMED)


@dataclass(frozen=True)
class Described:
    """What is told of a person: attribute to value, "" where it is not known. The case stands under CASE."""

    id: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Remedy:
    """Without `attribute` (or with one group for all its values), `k` people would share what is told."""

    attribute: str
    k: int


@dataclass(frozen=True)
class Disclosure:
    """How many share what is told of a person, the person included; None is not assessable, since `missing` is not known.

    `remedies` stand for people below the threshold, the most helpful first. `sole` is the only informant of a case: whatever is told,
    who knows the case knows the person.
    """

    id: str
    k: int | None
    at_risk: bool
    sole: bool
    missing: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()


def told_under(attributes: Sequence[str], policy: str) -> tuple[str, ...]:
    """Return the attributes a reader learns: with the organisation named, the case is always one."""
    return (CASE, *(a for a in attributes if a != CASE)) if policy == ORGANISATION_NAMED else tuple(attributes)


def assess(
    people: Sequence[Described], attributes: Sequence[str], *, policy: str = ORGANISATION_HIDDEN, threshold: int = 3
) -> list[Disclosure]:
    """Return one disclosure per person, in their order. Below `threshold` people alike, somebody is at risk.

    Only people of whom every attribute is known are counted: taking an unknown value for any value would promise likeness nobody has seen.
    """
    told = told_under(attributes, policy)
    whole = [person for person in people if not _missing(person, told)]
    in_case = Counter(person.values.get(CASE, "") for person in people)
    fewer = {left_out: _counted(whole, [a for a in told if a != left_out]) for left_out in _generalisable(told, policy)}
    counts = _counted(whole, told)
    found = []
    for person in people:
        sole = bool(person.values.get(CASE)) and in_case[person.values[CASE]] == 1
        if missing := _missing(person, told):
            found.append(Disclosure(person.id, None, sole, sole, missing))
            continue
        k = counts[_combination(person, told)]
        low = k < threshold
        better = [Remedy(a, fewer[a][_combination(person, [b for b in told if b != a])]) for a in fewer] if low else []
        remedies = tuple(sorted((one for one in better if one.k > k), key=lambda one: (-one.k, told.index(one.attribute))))
        found.append(Disclosure(person.id, k, low or sole, sole, (), remedies))
    return found


def _generalisable(told: Sequence[str], policy: str) -> list[str]:
    return [a for a in told if not (a == CASE and policy == ORGANISATION_NAMED)]


def _missing(person: Described, told: Sequence[str]) -> tuple[str, ...]:
    return tuple(attribute for attribute in told if not person.values.get(attribute, "").strip())


def _combination(person: Described, told: Sequence[str]) -> tuple[str, ...]:
    return tuple(person.values[attribute].strip().casefold() for attribute in told)


def _counted(people: Sequence[Described], told: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(_combination(person, told) for person in people)
