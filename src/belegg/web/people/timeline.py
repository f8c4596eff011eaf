"""The timeline of a person in words, each line leading to where it stands."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belegg.apps.analysis.models import Verdict
from belegg.apps.exchange.models import Policy
from belegg.apps.exchange.timeline import Happening, timeline_of
from belegg.apps.fieldwork.models import InterviewState, Reply
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Layer

SAID: dict[str, Promise | str] = {
    "asked": _("asked to take part"),
    "answered": _("answered: %(about)s"),
    "consented": _("consented (%(about)s)"),
    "consent_withdrawn": _("withdrew consent (%(about)s)"),
    "interview": _("interview, %(about)s"),
    "recording": _("recording added"),
    "recording_deleted": _("recording deleted"),
    "text": _("text, %(about)s"),
    "sealed": _("text sealed"),
    "sent": _("quotations sent to check (%(about)s)"),
    "checked": _("quotations %(about)s"),
    "erased": _("erased: %(about)s"),
}
LABELS = {"answered": Reply, "interview": InterviewState, "text": Layer, "erased": Policy}
PAGES = {
    "contact": "contact", "interview": "interview", "recording": "recording", "text": "text", "check": "check",
    "certificate": "certificate",
}  # fmt: skip


def lines_of(person: Person) -> list[dict]:
    """Return the dated happenings with their words and addresses."""
    return [{"date": one.date, "words": words_of(one), "address": address_of(person, one)} for one in timeline_of(person)]


def words_of(one: Happening) -> str:
    about = one.about
    if one.kind in LABELS:
        about = str(LABELS[one.kind](about).label)
    elif one.kind == "checked":
        verdict, _colon, n = about.partition(":")
        about = f"{Verdict(verdict).label} ({n})"
    return str(SAID[one.kind]) % {"about": about}


def address_of(person: Person, one: Happening) -> str:
    kind, _colon, key = one.thing.partition(":")
    if kind == "consents":
        return reverse("consents", args=[person.study.key])
    return reverse(PAGES[kind], args=[person.study.key, key]) if kind in PAGES else ""
