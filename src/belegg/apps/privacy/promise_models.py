"""The promise ledger: what was promised to informants and authorities, and the proof that it was kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Keyed, Member, Study


class Origin(models.TextChoices):
    LETTER = "letter", _("information letter")
    NOTIFICATION = "notification", _("notification")
    PLAN = "plan", _("data management plan")
    AGREEMENT = "agreement", _("agreement")


class About(models.TextChoices):
    RECORDING = "recording", _("recordings")
    TEXT = "text", _("texts")
    IDENTITY = "identity", _("names and contact details")
    QUOTATION = "quotation", _("quotations")
    PERSON = "person", _("the person")
    STUDY = "study", _("the study")


class Deed(models.TextChoices):
    """What is promised; method.promises.ACTIONS."""

    DELETE = "delete", _("delete")
    ANONYMISE = "anonymise", _("anonymise")
    CHECK = "check", _("let them check")
    INFORM = "inform", _("inform")
    KEEP = "keep", _("keep")


class Event(models.TextChoices):
    """What a promise may wait for; method.promises.EVENTS."""

    INTERVIEW = "interview", _("the last interview")
    TRANSCRIPTION = "transcription", _("transcription")
    SUBMISSION = "submission", _("submission")
    STUDY_END = "study_end", _("the end of the study")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class Settled(models.TextChoices):
    OPEN = "", _("open")
    KEPT = "kept", _("kept")
    DROPPED = "dropped", _("no longer binding")


class Promise(Keyed):
    """One promise as a dated obligation. `subject` is "kind:key" of one thing, "" for all of the kind."""

    text = models.TextField()
    origin = models.CharField(max_length=20, choices=Origin)
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=20, choices=About)
    action = models.CharField(max_length=20, choices=Deed)
    subject = models.CharField(max_length=80, blank=True)
    due = models.DateField(null=True, blank=True)
    after = models.CharField(max_length=20, choices=Event, blank=True)
    days = models.IntegerField(default=0)
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled = models.CharField(max_length=10, choices=Settled, blank=True)
    why = models.TextField(blank=True)

    PERSONAL = {"text", "place", "why"}

    def __str__(self) -> str:
        return self.text


class Proof(models.Model):
    """That a promise was kept: when, by whom, how, and what can be held against it."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="proofs")
    time = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)

    PERSONAL = {"method", "note"}


class StudyDate(models.Model):
    """When something happened that promises wait for, as a person has said; the floors above may know of more (see promises.EVENT_DATES)."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=20, choices=Event)
    date = models.DateField()

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "event"], name="privacy_date_once")]
