"""The recruitment log: who was asked, on whose tip, and what they answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models.observations import Observation
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Case, Keyed


class Via(models.TextChoices):
    PERSON = "person", _("named by a person")
    EVENT = "event", _("met at an event")
    ORGANISATION_CHART = "organisation_chart", _("from an organisation chart")
    OWN_CHOICE = "own_choice", _("our own choice")
    OTHER = "other", _("otherwise")


class Reply(models.TextChoices):
    """method.recruitment.ANSWERS."""

    WAITING = "waiting", _("waiting")
    YES = "yes", _("said yes")
    NO = "no", _("said no")
    NO_ANSWER = "no_answer", _("no answer")
    EXCLUDED = "excluded", _("excluded later")


class Contact(Keyed):
    """Somebody was asked to take part. When contact data are erased, case, unit, answer and reason stay: refusals survive as counts."""

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    label = models.CharField(max_length=200, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    unit = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    via = models.CharField(max_length=20, choices=Via, default=Via.OWN_CHOICE)
    tip_from = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="tips")
    event = models.ForeignKey(Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    tip_note = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=20, choices=Reply, default=Reply.WAITING)
    answered = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    PERSONAL = {"label", "unit", "tip_note", "reason"}

    def __str__(self) -> str:
        return self.person.pseudonym if self.person else self.label or self.key
