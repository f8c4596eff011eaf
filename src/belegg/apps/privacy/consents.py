"""What people have said yes and no to, and the one rule that everything asks before words leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from typing import NamedTuple

from django.utils import timezone

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Answered, Consent, Letter, Person, Scope
from belegg.apps.privacy.withdrawing import HELD, ON_WITHDRAWN
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural

# A study may say in its design that nothing leaves without a consent; else only what people have answered holds.
REQUIRED = "consent_required"


class Line(NamedTuple):
    """A person with what they answered, by scope."""

    person: Person
    answers: dict[str, Consent]


def lines(study: Study) -> list[Line]:
    """Return everyone in order of their ids, with their answers."""
    answers: dict[int, dict[str, Consent]] = {}
    for row in Consent.objects.filter(study=study).select_related("letter"):
        answers.setdefault(row.person_id, {})[row.scope] = row
    people = sorted(Person.objects.filter(study=study).select_related("case"), key=lambda person: natural(person.key))
    return [Line(person, answers.get(person.pk, {})) for person in people]


def record_consents(
    person: Person, answers: Mapping[str, str], *, by: Member, date: Date | None = None, letter: Letter | None = None, how: str = "",
    proof: str = "", why: str = "",
) -> None:  # fmt: skip
    """Note what a person answered: {scope: "given", "refused", "withdrawn", or "" to take the note away}. Scopes left out stay as they are.

    Raises Refused("no_such_scope") and Refused("never_given") for withdrawing what was not given.
    """
    check_may(by, "edit")
    check_same_study(by, person, letter)
    if set(answers) - set(Scope.values) or set(answers.values()) - {"", *Answered.values}:
        raise Refused("no_such_scope", gettext_noop("There is no such consent."), gettext_noop("Choose from what is offered."))
    said = {"letter": letter, "how": " ".join(how.split())[:200], "proof": " ".join(proof.split())[:300]}
    about = f"person:{person.key}"
    with journal.act(person.study, by=by, verb="consent.record", about=about, why=why, name=person.pseudonym, n=len(answers)) as doing:
        known = {row.scope: row for row in Consent.objects.filter(person=person)}
        for scope, state in answers.items():
            note(doing, person, scope, state, known.get(scope), date, said)


def note(doing: Act, person: Person, scope: str, state: str, known: Consent | None, date: Date | None, said: dict) -> None:
    if state == Answered.WITHDRAWN:
        if known is None or known.state == Answered.REFUSED:
            raise Refused(
                "never_given",
                gettext_noop("%(name)s never gave this consent, so it can't be withdrawn."),
                gettext_noop("Say that it was refused."),
                name=person.pseudonym,
            )
        doing.update(known, state=state, withdrawn=date)
    elif not state:
        if known:
            doing.delete(known)
    elif known is None:
        doing.create(Consent(study=person.study, person=person, scope=scope, state=state, date=date, **said))
    elif known.state != state or date != known.date:
        doing.update(known, state=state, date=date, withdrawn=None, **said)


def barred(study: Study, scope: str) -> set[int]:
    """Return the numbers of the people for whom a scope does not hold.

    The rule. Who has answered anything is asked only for what they said yes to and have not withdrawn. Who has answered nothing is not held back,
    unless the study says that nothing goes without consent (`design["consent_required"]`).
    """
    given = set(Consent.objects.filter(study=study, scope=scope, state=Answered.GIVEN).values_list("person_id", flat=True))
    asked = set(Consent.objects.filter(study=study).values_list("person_id", flat=True))
    if study.design.get(REQUIRED):
        asked = set(Person.objects.filter(study=study).values_list("pk", flat=True))
    return asked - given


def allows(person: Person, scope: str) -> bool:
    """Say whether a scope holds for a person (see `barred`)."""
    return person.pk not in barred(person.study, scope)


def check_consent(study: Study, people: Iterable[int], scope: str) -> None:
    """Refuse where a scope does not hold for one of these people (their numbers). Raises Refused("consent_missing")."""
    without = barred(study, scope) & set(people)
    if not without:
        return
    names = sorted(Person.objects.filter(pk__in=without).values_list("pseudonym", flat=True), key=natural)
    raise Refused(
        "consent_missing",
        gettext_noop("There is no consent to this (%(scope)s) from: %(names)s."),
        gettext_noop("Leave out what concerns them, or enter the consent under Field, Consents."),
        scope=str(Scope(scope).label),
        names=", ".join(names),
    )


def follow_person(doing: Act, gone: Person, kept: Person) -> None:
    """Of two answers to one question the stricter stands."""
    there = {row.scope: row for row in Consent.objects.filter(person=kept)}
    for row in Consent.objects.filter(person=gone):
        known = there.get(row.scope)
        if known is None:
            doing.update(row, person=kept)
            continue
        if known.state == Answered.GIVEN != row.state:
            doing.update(known, state=row.state, date=row.date, withdrawn=row.withdrawn, letter=row.letter, how=row.how, proof=row.proof)
        doing.delete(row)


def take(doing: Act, person: Person) -> tuple[str, int]:
    """Who withdraws has withdrawn every consent. That it was given, and when, stays as proof; how and where may name people and goes."""
    rows = list(Consent.objects.filter(person=person))
    today = timezone.localdate()
    for row in rows:
        given = row.state == Answered.GIVEN
        doing.update(row, state=Answered.WITHDRAWN if given else row.state, withdrawn=today if given else row.withdrawn, how="", proof="")
    return "consents", len(rows)


def held(person: Person) -> tuple[str, list[str]]:
    return gettext_noop("Consents"), [f"consent:{row.scope}" for row in Consent.objects.filter(person=person).order_by("pk")]


ON_PEOPLE_MERGED.append(follow_person)
ON_WITHDRAWN.append(take)
HELD.append(held)
