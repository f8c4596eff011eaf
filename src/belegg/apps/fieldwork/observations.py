"""Verbs on observations: an event somebody of the study was at, in which part, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from belegg.apps.fieldwork.interviews import MOST_MINUTES, unique
from belegg.apps.fieldwork.models import Contact, Observation, Observer, PartPlayed, Presence
from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.withdrawing import HELD, ON_WITHDRAWN
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.apps.study.whole import relations_to
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural

FIELDS = ("title", "date", "minutes", "place", "part", "how", "case", "others", "note")
MOST = {"title": 200, "place": 200, "how": 300, "others": 300}


class ObservationLine(NamedTuple):
    """An observation with who of the study's people were there, who observed, and the contacts that came of it."""

    observation: Observation
    people: list[Person]
    members: list[Member]
    contacts: list[Contact]


def lines(study: Study) -> list[ObservationLine]:
    """Return the observations by date, those without one last."""
    people: dict[int, list[Person]] = {}
    for row in Presence.objects.filter(observation__study=study).select_related("person").order_by("pk"):
        people.setdefault(row.observation_id, []).append(row.person)
    members: dict[int, list[Member]] = {}
    for one in Observer.objects.filter(observation__study=study).select_related("member").order_by("pk"):
        members.setdefault(one.observation_id, []).append(one.member)
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(study=study, event__isnull=False).select_related("person").order_by("pk"):
        contacts.setdefault(contact.event_id or 0, []).append(contact)
    found = Observation.objects.filter(study=study).select_related("case")
    ordered = sorted(found, key=lambda one: (one.date is None, one.date.toordinal() if one.date else 0, natural(one.key)))
    return [ObservationLine(one, people.get(one.pk, []), members.get(one.pk, []), contacts.get(one.pk, [])) for one in ordered]


def check_observation(said: dict, observation: Observation | None = None) -> dict:
    """Return the fields tidied. Raises Refused("no_title"), ("bad_part") and ("bad_length")."""
    said = {name: " ".join(value.split())[: MOST[name]] if name in MOST else value for name, value in said.items()}
    if not said.get("title", observation.title if observation else ""):
        raise Refused(
            "no_title", gettext_noop("An observation needs a title."), gettext_noop("Write what it was, such as: council meeting in May.")
        )
    if said.get("part", PartPlayed.OBSERVER) not in PartPlayed.values:
        raise Refused("bad_part", gettext_noop("There is no such part to play."), gettext_noop("Choose observer or participant."))
    minutes = said.get("minutes")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Refused(
            "bad_length", gettext_noop("An observation lasts between one minute and a day."), gettext_noop("Leave it open if nobody knows.")
        )
    return said | ({"note": said["note"].strip()} if "note" in said else {})


def check_names(said: dict) -> None:
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"An observation has no {', '.join(sorted(unknown))}.")


def add_observation(
    study: Study, *, people: Iterable[Person] = (), members: Iterable[Member] = (), by: Member, why: str = "", **said
) -> Observation:
    """Enter an observation; `said` are FIELDS. Raises as `check_observation`."""
    check_may(by, "edit")
    people, members = unique(people), unique(members)
    check_names(said)
    check_same_study(by, *people, *members, said.get("case"))
    fields = check_observation(said)
    with journal.act(study, by=by, verb="observation.add", why=why, title=fields["title"]) as doing:
        key = next_key(Observation.objects.filter(study=study), "o")
        doing.about = f"observation:{key}"
        made = doing.create(Observation(study=study, key=key, **fields))
        doing.create_many(Presence(observation=made, person=person) for person in people)
        doing.create_many(Observer(observation=made, member=member) for member in members)
        return made


def change_observation(
    observation: Observation, *, by: Member, people: Iterable[Person] | None = None, members: Iterable[Member] | None = None, seen: str = "",
    why: str = "", **said,
) -> Observation:  # fmt: skip
    """Change an observation; who is None stays. Raises as `check_observation`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_names(said)
    named = (Presence, "person", people), (Observer, "member", members)
    wanted = [(model, field, unique(things)) for model, field, things in named if things is not None]
    check_same_study(by, observation, said.get("case"), *(thing for _model, _field, things in wanted for thing in things))
    about = f"observation:{observation.key}"
    with journal.act(observation.study, by=by, verb="observation.change", about=about, why=why, title=observation.title) as doing:
        now = fresh(observation, seen)
        doing.update(now, **check_observation(said, now))
        for model, field, things in wanted:
            follow(doing, model, now, field, things)
        return now


def follow(doing: Act, model, observation: Observation, field: str, wanted: list) -> None:
    """Let the rows of a model say exactly `wanted`."""
    rows = {getattr(row, f"{field}_id"): row for row in model.objects.filter(observation=observation)}
    pks = {thing.pk for thing in wanted}
    doing.delete_many([row for pk, row in rows.items() if pk not in pks])
    doing.create_many(model(observation=observation, **{field: thing}) for thing in wanted if thing.pk not in rows)


def delete_observation(observation: Observation, *, by: Member, why: str = "") -> None:
    """Take an observation away that nothing came of. Raises Refused("observation_used") where a field note or a contact belongs to it."""
    check_may(by, "edit")
    check_same_study(by, observation)
    own = (Presence, Observer)
    about = f"observation:{observation.key}"
    with journal.act(observation.study, by=by, verb="observation.delete", about=about, why=why, title=observation.title) as doing:
        now = fresh(observation)
        relations = (relation for relation in relations_to(Observation) if relation.related_model not in own)
        if any(relation.related_model._default_manager.filter(**{relation.field.name: now}).exists() for relation in relations):
            raise Refused(
                "observation_used",
                gettext_noop("Something came of this observation: a field note or a contact."),
                gettext_noop("Take those from it first."),
            )
        for model in own:
            doing.delete_many(model.objects.filter(observation=now))
        doing.delete(now)


def follow_person(doing: Act, gone: Person, kept: Person) -> None:
    """Whoever turns out to be another was there as that one, once."""
    there = set(Presence.objects.filter(person=kept).values_list("observation_id", flat=True))
    for row in Presence.objects.filter(person=gone):
        if row.observation_id in there:
            doing.delete(row)
        else:
            doing.update(row, person=kept)


def take(doing: Act, person: Person) -> tuple[str, int]:
    """Who withdraws was not there, as far as the study knows."""
    rows = list(Presence.objects.filter(person=person))
    doing.delete_many(rows)
    return "presences", len(rows)


def held(person: Person) -> tuple[str, list[str]]:
    rows = Presence.objects.filter(person=person).select_related("observation").order_by("pk")
    return gettext_noop("Observations they were there at"), [f"observation:{row.observation.key}" for row in rows]


ON_PEOPLE_MERGED.append(follow_person)
ON_WITHDRAWN.append(take)
HELD.append(held)
