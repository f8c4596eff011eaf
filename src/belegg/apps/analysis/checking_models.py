"""Quotations shown to the one who said them, and what they answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Text
from belegg.apps.study.models import Keyed, Member, Study


class Verdict(models.TextChoices):
    """What an informant says of a quotation."""

    WAITING = "", _("not answered")
    APPROVED = "approved", _("approved")
    CHANGED = "changed", _("changed")
    REFUSED = "refused", _("refused")


class QuotationCheck(Keyed):
    """Quotations sent to one person. `link` is the SHA-256 of the secret in a private address, which holds until `expires`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    sent = models.DateField()
    due = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    link = models.CharField(max_length=64, blank=True, db_index=True)
    expires = models.DateTimeField(null=True, blank=True)

    PERSONAL = {"how"}

    def __str__(self) -> str:
        return self.key


class CheckedQuotation(models.Model):
    """A passage of a text as it was sent, and the verdict on it. `wording` is what the informant would have it say instead.

    `person` is the one it was sent to, here too: the journal knows by it whose row this is when they withdraw.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    check_row = models.ForeignKey(QuotationCheck, on_delete=models.PROTECT, related_name="quotations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    start = models.IntegerField()
    end = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    wording = models.TextField(blank=True)
    note = models.TextField(blank=True)
    answered = models.DateField(null=True, blank=True)

    PERSONAL = {"wording", "note"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_row", "n"], name="analysis_checked_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="analysis_checked_span"),
        ]
