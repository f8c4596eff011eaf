"""What is told of people besides their words: gender, age, party, role, department. How unlike it makes them, and how to tell less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person, Trait, TraitName
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.disclosure import CASE, Described
from belegg.method.errors import Refused, gettext_noop
from belegg.method.generalising import generalised
from belegg.method.natural import natural

ROLE, DEPARTMENT = "role", "department"
# What may be told of a person, in the order of the table; the case is that of the highest level.
TOLD: tuple[str, ...] = (CASE, DEPARTMENT, ROLE, *TraitName.values)
# Those that stand in columns of Person.
_COLUMNS = {ROLE: "role", DEPARTMENT: "unit"}


def set_traits(person: Person, values: Mapping[str, str], *, by: Member, why: str = "") -> None:
    """Note what else is known of a person: trait to value; "" takes it away. Raises Refused("trait_unknown")."""
    check_may(by, "edit")
    check_same_study(by, person)
    for name in values:
        check_trait(name)
    with journal.act(person.study, by=by, verb="person.describe", about=f"person:{person.key}", why=why, name=person.pseudonym) as doing:
        there = {trait.name: trait for trait in Trait.objects.filter(person=person)}
        for name, value in values.items():
            put(doing, person, name, " ".join(value.split())[:120], there.get(name))


def put(doing: Act, person: Person, name: str, value: str, there: Trait | None) -> None:
    if there is None and value:
        doing.create(Trait(study=person.study, person=person, name=name, value=value))
    elif there is not None and value:
        doing.update(there, value=value)
    elif there is not None:
        doing.delete(there)


def check_trait(name: str) -> None:
    if name not in TraitName.values:
        raise Refused(
            "trait_unknown",
            gettext_noop("“%(name)s” is not kept of people."),
            gettext_noop("Choose one of: %(known)s."),
            name=name[:40],
            known=", ".join(TraitName.values),
        )


def tell_less(study: Study, attribute: str, *, by: Member, groups: Mapping[str, str] | None = None, width: int = 0, why: str = "") -> int:
    """Say an attribute of everybody more widely: each value by its group, or ages as bands of `width` years. Return how many changed.

    Raises Refused("trait_unknown"), Refused("nothing_told_less"), Refused("age_unknown").
    """
    check_may(by, "edit")
    check_same_study(by, *Person.objects.filter(study=study)[:1])
    if attribute == CASE or attribute not in TOLD:
        raise Refused(
            "trait_unknown",
            gettext_noop("“%(name)s” can't be told in wider groups."),
            gettext_noop("Choose one of: %(known)s."),
            name=attribute[:40],
            known=", ".join(TOLD[1:]),
        )
    with journal.act(study, by=by, verb="person.tell_less", about="study", why=why, attribute=attribute) as doing:
        rows = (
            list(Trait.objects.filter(study=study, name=attribute))
            if attribute not in _COLUMNS
            else list(Person.objects.filter(study=study))
        )
        column = _COLUMNS.get(attribute, "value")
        wider = generalised([getattr(row, column) for row in rows], groups, width=width)
        changed = [(row, value) for row, value in zip(rows, wider, strict=True) if getattr(row, column) != value]
        if not changed:
            raise Refused(
                "nothing_told_less",
                gettext_noop("Nobody would be told of in other words than now."),
                gettext_noop("Write a group beside at least one value, or choose wider bands."),
            )
        for row, value in changed:
            doing.update(row, **{column: value})
        doing.params["n"] = len(changed)
    return len(changed)


def described(study: Study) -> list[tuple[Person, Described]]:
    """Return everybody with what is told of them."""
    tops = top_cases(study)
    traits: dict[int, dict[str, str]] = {}
    for trait in Trait.objects.filter(study=study):
        traits.setdefault(trait.person_id, {})[trait.name] = trait.value
    people = sorted(Person.objects.filter(study=study), key=lambda person: natural(person.key))
    return [
        (
            person,
            Described(
                person.key,
                {**traits.get(person.pk, {}), CASE: tops.get(person.case_id or 0, ""), ROLE: person.role, DEPARTMENT: person.unit},
            ),
        )
        for person in people
    ]


def top_cases(study: Study) -> dict[int, str]:
    """Return the name of the highest case above each case, by the id of its row."""
    cases = {case.pk: case for case in Case.objects.filter(study=study)}
    found = {}
    for case in cases.values():
        top = case
        while top.parent_id in cases:
            top = cases[top.parent_id]
        found[case.pk] = top.name
    return found


def known_attributes(people: Sequence[tuple[Person, Described]]) -> list[str]:
    """Return the attributes something is known of, in the order of TOLD."""
    return [attribute for attribute in TOLD if known_of(people, attribute)]


def usual_attributes(people: Sequence[tuple[Person, Described]]) -> list[str]:
    """Return the attributes known of most people: asking for more would leave most of them not assessable."""
    return [attribute for attribute in TOLD if 2 * known_of(people, attribute) > len(people)]


def known_of(people: Sequence[tuple[Person, Described]], attribute: str) -> int:
    return sum(bool(told.values.get(attribute, "").strip()) for _, told in people)


def repoint_traits(doing: Act, gone: Person, kept: Person) -> None:
    """Give what is known of one person to another, whose own facts stand."""
    own = set(Trait.objects.filter(person=kept).values_list("name", flat=True))
    for trait in Trait.objects.filter(person=gone):
        if trait.name in own:
            doing.delete(trait)
        else:
            doing.update(trait, person=kept)


ON_PEOPLE_MERGED.append(repoint_traits)
