"""Interviews planned and held: who met whom, where, with which version of the guide."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models.guides import GuideVersion
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Keyed, Member


class Form(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")
    MAIL = "mail", _("by mail")


class InterviewState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Interview(Keyed):
    """One meeting. With several participants it is a joint interview: each one's consent and withdrawal stand alone."""

    date = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    form = models.CharField(max_length=20, choices=Form, default=Form.IN_PERSON)
    minutes = models.IntegerField(null=True, blank=True)
    pressed = models.BooleanField(default=False, help_text="Time was short.")
    state = models.CharField(max_length=20, choices=InterviewState, default=InterviewState.PLANNED)
    guide_version = models.ForeignKey(GuideVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews")
    follow_up_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups")
    note = models.TextField(blank=True)

    PERSONAL = {"place", "note"}

    def __str__(self) -> str:
        return self.key


class Participation(models.Model):
    """A person took part in an interview."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "person"], name="fieldwork_participation_once")]


class Interviewer(models.Model):
    """A member of the study held the interview, alone or with others."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="interviewers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "member"], name="fieldwork_interviewer_once")]


class Skipped(models.Model):
    """A question of the guide that was left out in an interview."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="skipped")
    qid = models.SlugField(max_length=60)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "qid"], name="fieldwork_skipped_once")]
