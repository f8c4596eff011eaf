"""Verbs that write people. They are known here by pseudonym only."""

from __future__ import annotations

from collections.abc import Callable

from belegg.apps.privacy.models import Identity, Person, Trait
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.apps.study.whole import named_by, relations_to
from belegg.method.errors import Refused, gettext_noop

# The floors above enter `repoint(doing, gone, kept)` here: it gives what hangs on one person to another.
ON_PEOPLE_MERGED: list[Callable[[Act, Person, Person], None]] = []
FIELDS = ("pseudonym", "role", "rank", "unit", "case")


def check_pseudonym(study: Study, pseudonym: str, besides: Person | None = None) -> str:
    """Return the pseudonym trimmed. Two people of one study may not bear the same one.

    Raises Refused("no_pseudonym"), Refused("pseudonym_taken").
    """
    pseudonym = " ".join(pseudonym.split())[:120]
    if not pseudonym:
        raise Refused("no_pseudonym", gettext_noop("A person needs a pseudonym."), gettext_noop("Write one, such as Informant 3."))
    others = Person.objects.filter(study=study, pseudonym__iexact=pseudonym)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise Refused(
            "pseudonym_taken",
            gettext_noop("There is already a person called %(pseudonym)s."),
            gettext_noop("Choose that person, or another pseudonym."),
            pseudonym=pseudonym,
        )
    return pseudonym


def add_person(
    study: Study, pseudonym: str, *, by: Member, role: str = "", rank: str = "", unit: str = "", case: Case | None = None, why: str = ""
) -> Person:
    """Enter a person under a pseudonym and return them. Raises as `check_pseudonym`."""
    check_may(by, "edit")
    check_same_study(by, case)
    with journal.act(study, by=by, verb="person.add", why=why) as doing:
        return enter_person(doing, pseudonym, role=role, rank=rank, unit=unit, case=case)


def enter_person(doing: Act, pseudonym: str, **fields) -> Person:
    """Make a person inside an act that is open already (an import that names a new informant)."""
    pseudonym = check_pseudonym(doing.study, pseudonym)
    person = Person(study=doing.study, key=next_key(Person.objects.filter(study=doing.study), "p"), pseudonym=pseudonym, **fields)
    if not doing.about:
        doing.about, doing.params = f"person:{person.key}", {**doing.params, "name": pseudonym}
    return doing.create(person)


def change_person(person: Person, *, by: Member, seen: str = "", why: str = "", **fields) -> Person:
    """Change pseudonym, role, rank, unit or case. Raises as `check_pseudonym`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, person, fields.get("case"))
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"A person has no {', '.join(sorted(unknown))}.")
    if "pseudonym" in fields:
        fields["pseudonym"] = check_pseudonym(person.study, fields["pseudonym"], besides=person)
    with journal.act(person.study, by=by, verb="person.change", about=f"person:{person.key}", why=why, name=person.pseudonym) as doing:
        return doing.update(fresh(person, seen), **fields)


def merge_people(gone: Person, kept: Person, *, by: Member, why: str = "") -> Person:
    """Make one person of two: what hangs on `gone` goes to `kept`, whose own facts stand. Return `kept`."""
    check_may(by, "edit")
    check_same_study(by, gone, kept)
    if gone.pk == kept.pk:
        raise Refused("same_person", gettext_noop("This is one person already."))
    params = {"name": gone.pseudonym, "into": kept.pseudonym}
    with journal.act(kept.study, by=by, verb="person.merge", about=f"person:{kept.key}", why=why, **params) as doing:
        for repoint in ON_PEOPLE_MERGED:
            repoint(doing, gone, kept)
        doing.delete(gone)
    return kept


def delete_person(person: Person, *, by: Member, why: str = "") -> None:
    """Take a person away who appears nowhere.

    Raises Refused("person_used") while turns, codings or the summaries of a framework matrix are theirs.
    """
    check_may(by, "edit")
    check_same_study(by, person)
    with journal.act(person.study, by=by, verb="person.delete", about=f"person:{person.key}", why=why, name=person.pseudonym) as doing:
        person = fresh(person)
        doing.delete_many(Trait.objects.filter(person=person))
        doing.delete_many(Identity.objects.filter(person=person))
        check_appears_nowhere(person)
        doing.delete(person)


def check_appears_nowhere(person: Person) -> None:
    """Raises Refused("person_used")."""
    pointing = any(
        relation.related_model._default_manager.filter(**{relation.field.name: person}).exists() for relation in relations_to(Person)
    )
    if pointing:
        raise Refused(
            "person_used",
            gettext_noop("%(name)s speaks in texts of this study and can't be deleted."),
            gettext_noop("Merge with another person instead, or take the person off the speaker first."),
            name=person.pseudonym,
        )
    if any(named_by(person.study, {f"person:{person.key}"})):
        raise Refused(
            "person_used",
            gettext_noop(
                "Something has been written about %(name)s, such as a summary in a framework matrix, so the person can't be deleted."
            ),
            gettext_noop("Take away what is written first, or merge with another person."),
            name=person.pseudonym,
        )
