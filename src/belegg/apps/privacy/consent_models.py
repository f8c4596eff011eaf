"""What informants were told, and what they said yes and no to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Keyed, Study


class Scope(models.TextChoices):
    """What one can say yes or no to, each by itself."""

    INTERVIEW = "interview", _("being interviewed")
    RECORDING = "recording", _("sound recording")
    QUOTING = "quoting", _("being quoted")
    NAMING_ORGANISATION = "naming_organisation", _("naming the organisation")
    NAMING_ROLE = "naming_role", _("naming the role")
    CHECKING_QUOTATIONS = "checking_quotations", _("checking quotations before they are printed")
    FOLLOW_UP = "follow_up", _("being contacted again")
    ARCHIVING = "archiving", _("archiving after the study")
    REUSE = "reuse", _("reuse in other research")
    TRANSCRIPTION_SERVICE = "transcription_service", _("transcription by a service")
    TRANSCRIPTION_MODEL = "transcription_model", _("transcription by a language model")


class Answered(models.TextChoices):
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Letter(Keyed):
    """An information letter as it was sent. `checklist` holds the ids of what it says (method.letters.CHECKLIST)."""

    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    made = models.DateTimeField()
    checklist = models.JSONField(default=list)

    PERSONAL = {"text"}

    def __str__(self) -> str:
        return self.title


class Consent(models.Model):
    """What a person answered for one scope: when, how, after which letter, and where the proof is. `withdrawn` is the day of withdrawal."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("privacy.Person", on_delete=models.PROTECT, related_name="consents")
    scope = models.CharField(max_length=30, choices=Scope)
    state = models.CharField(max_length=10, choices=Answered)
    date = models.DateField(null=True, blank=True)
    withdrawn = models.DateField(null=True, blank=True)
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    how = models.CharField(max_length=200, blank=True)
    proof = models.CharField(max_length=300, blank=True)

    PERSONAL = {"how", "proof"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scope"], name="privacy_consent_once")]
