"""What has happened with one person, in order: asked, answered, consented, interviewed, transcribed, checked, erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import NamedTuple

from django.utils import timezone

from belegg.apps.analysis.models import CheckedQuotation, QuotationCheck
from belegg.apps.exchange.models import Certificate
from belegg.apps.fieldwork.models import Contact, Participation
from belegg.apps.privacy.models import Answered, Consent, Person
from belegg.apps.recordings.models import Recording
from belegg.apps.sources.models import Text


class Happening(NamedTuple):
    """`kind` says what ("asked", "text"), `about` what it concerns: an id, a state, or how many; `thing` is "kind:id" of the page, or ""."""

    date: Date
    kind: str
    about: str = ""
    thing: str = ""


ORDER = ("asked", "answered", "consented", "consent_withdrawn", "interview", "recording", "recording_deleted", "text", "sealed", "sent", "checked", "erased")  # fmt: skip


def timeline_of(person: Person) -> list[Happening]:
    """Return what is dated, the earliest first; what nobody has given a date is not there."""
    found = [*recruited(person), *consented(person), *interviewed(person), *written(person), *checked(person), *erased(person)]
    return sorted(found, key=lambda one: (one.date, ORDER.index(one.kind), one.about))


def recruited(person: Person) -> Iterator[Happening]:
    for one in Contact.objects.filter(person=person):
        thing = f"contact:{one.key}"
        if one.on:
            yield Happening(one.on, "asked", one.via, thing)
        if one.answered:
            yield Happening(one.answered, "answered", one.answer, thing)


def consented(person: Person) -> Iterator[Happening]:
    given: dict[Date, int] = {}
    withdrawn: dict[Date, int] = {}
    for one in Consent.objects.filter(person=person):
        if one.date and one.state != Answered.REFUSED:
            given[one.date] = given.get(one.date, 0) + 1
        if one.withdrawn:
            withdrawn[one.withdrawn] = withdrawn.get(one.withdrawn, 0) + 1
    for kind, days in (("consented", given), ("consent_withdrawn", withdrawn)):
        for day, n in days.items():
            yield Happening(day, kind, str(n), f"consents:{person.key}")


def interviewed(person: Person) -> Iterator[Happening]:
    interviews = [one.interview for one in Participation.objects.filter(person=person).select_related("interview")]
    for one in interviews:
        if one.date:
            yield Happening(one.date, "interview", one.state, f"interview:{one.key}")
    for sound in Recording.objects.filter(interview__in=interviews):
        yield Happening(timezone.localdate(sound.added), "recording", sound.key, f"recording:{sound.key}")
        if sound.deleted:
            yield Happening(timezone.localdate(sound.deleted), "recording_deleted", sound.key, f"recording:{sound.key}")


def written(person: Person) -> Iterator[Happening]:
    for text in Text.objects.filter(turns__person=person).select_related("source").distinct():
        yield Happening(timezone.localdate(text.made or text.source.created), "text", text.layer, f"text:{text.key}")
        if text.sealed:
            yield Happening(timezone.localdate(text.sealed), "sealed", text.layer, f"text:{text.key}")


def checked(person: Person) -> Iterator[Happening]:
    for check in QuotationCheck.objects.filter(person=person):
        yield Happening(check.sent, "sent", str(check.quotations.count()), f"check:{check.key}")
    answers: dict[tuple[Date, str, str], int] = {}
    for row in CheckedQuotation.objects.filter(person=person, answered__isnull=False).select_related("check_row"):
        if row.answered:
            place = (row.answered, row.verdict, row.check_row.key)
            answers[place] = answers.get(place, 0) + 1
    for (day, verdict, key), n in answers.items():
        yield Happening(day, "checked", f"{verdict}:{n}", f"check:{key}")


def erased(person: Person) -> Iterator[Happening]:
    for one in Certificate.objects.filter(study=person.study_id, person=person.key):
        yield Happening(timezone.localdate(one.made), "erased", one.policy, f"certificate:{one.key}")
