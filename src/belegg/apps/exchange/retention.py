"""The retention clock: what is still held of people, which promise governs it, and when it is due. Looks only; nothing is deleted here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date

from belegg.apps.fieldwork.models import Participation
from belegg.apps.privacy.models import Identity, Person, Promise
from belegg.apps.privacy.promises import events_of, promised
from belegg.apps.recordings.queries import people_of, recordings_of
from belegg.apps.sources.models import Source, Turn
from belegg.apps.study.models import Study
from belegg.method import promises as pure
from belegg.method.natural import natural

# No promise says anything about it; or one was said to be kept, and it is here all the same.
UNPROMISED, STILL_HERE = "unpromised", "still_here"
STATES = ("overdue", STILL_HERE, "soon", "later", "waiting", UNPROMISED)
WHOLE = ("person", "study")


@dataclass(frozen=True)
class Held:
    """One thing held: "kind:id", what it is called, the promise that governs it, when it is due, and how that stands (STATES)."""

    kind: str
    thing: str
    title: str
    promise: Promise | None
    due: pure.Due
    state: str


def retention(study: Study, today: Date) -> list[Held]:
    """Return every recording, text and identity that is held, the most pressing first."""
    promises = [one for one in Promise.objects.filter(study=study).order_by("pk") if one.action in ("delete", "anonymise")]
    events = events_of(study)
    found = [
        *(governed("recording", *told, promises, events, today) for told in of_recordings(study)),
        *(governed("text", *told, promises, events, today) for told in of_texts(study)),
        *(governed("identity", *told, promises, events, today) for told in of_identities(study)),
    ]
    return sorted(found, key=lambda held: (STATES.index(held.state), held.due.on or Date.max, held.kind, natural(held.thing)))


Told = tuple[str, str, set[str], dict[str, Date | None]]


def of_recordings(study: Study) -> Iterable[Told]:
    """Yield (thing, title, what a promise may be about, days of its own): a recording is transcribed on a day of its own."""
    for row in recordings_of(study):
        if row.deleted is None:
            people = {f"person:{person.key}" for person in people_of(row)}
            own = {"transcription": row.transcribed, "interview": (row.interview.date if row.interview else None) or row.made}
            yield f"recording:{row.key}", row.key, {f"recording:{row.key}", row.about, *interview_of(row), *people} - {""}, own


def of_texts(study: Study) -> Iterable[Told]:
    speakers: dict[int, set[str]] = {}
    spoken = Turn.objects.filter(study=study, person__isnull=False).values_list("text__source", "person__key").distinct()
    took_part = Participation.objects.filter(interview__study=study).values_list("interview__sources", "person__key").distinct()
    for source, person in [*spoken, *took_part]:
        speakers.setdefault(source, set()).add(f"person:{person}")
    for row in Source.objects.filter(study=study).select_related("interview"):
        if people := speakers.get(row.pk):
            own: dict[str, Date | None] = {"interview": row.interview.date if row.interview else row.date}
            yield f"source:{row.key}", row.title, {f"source:{row.key}", *interview_of(row), *people}, own


def of_identities(study: Study) -> Iterable[Told]:
    for row in Person.objects.filter(pk__in=Identity.objects.filter(study=study).values("person")):
        yield f"person:{row.key}", row.pseudonym, {f"person:{row.key}"}, {}


def interview_of(row) -> set[str]:
    return {f"interview:{row.interview.key}"} if row.interview else set()


def governed(
    kind: str, thing: str, title: str, subjects: set[str], own: Mapping[str, Date | None], promises: list[Promise], events: dict[str, Date], today: Date
) -> Held:  # fmt: skip
    """Return a thing with the promise that binds first. One that waits binds where none has a date."""
    days = {**events, **{event: day for event, day in own.items() if day}}
    if own.get("transcription", today) is None:
        days.pop("transcription", None)  # the last of all recordings says nothing of this one
    about = [one for one in promises if one.about in (kind, *WHOLE) and (not one.subject or one.subject in subjects)]
    standing = [(pure.due(promised(one), days), one) for one in about if not one.settled]
    if standing:
        due, promise = min(standing, key=lambda pair: (pair[0].on or Date.max, pair[1].pk))
        return Held(kind, thing, title, promise, due, pure.state(promised(promise), days, today))
    kept = next((one for one in about if one.settled == "kept"), None)
    return Held(kind, thing, title, kept, pure.Due(None), STILL_HERE if kept else UNPROMISED)
