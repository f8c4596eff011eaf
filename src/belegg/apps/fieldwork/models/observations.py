"""Events the researchers were at: to watch, or to take part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Case, Keyed, Member


class PartPlayed(models.TextChoices):
    """What the researcher was there."""

    OBSERVER = "observer", _("observer")
    PARTICIPANT = "participant", _("participant")


class Observation(Keyed):
    """One event. `others` says in words who was there beside the people of the study, never by name; field notes are its sources."""

    title = models.CharField(max_length=200)
    date = models.DateField(null=True, blank=True)
    minutes = models.IntegerField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=20, choices=PartPlayed, default=PartPlayed.OBSERVER)
    how = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="observations")
    others = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    PERSONAL = {"title", "place", "how", "others", "note"}

    def __str__(self) -> str:
        return self.title


class Presence(models.Model):
    """A person of the study was there."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presences")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "person"], name="fieldwork_presence_once")]


class Observer(models.Model):
    """A member of the study observed."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="observers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "member"], name="fieldwork_observer_once")]
