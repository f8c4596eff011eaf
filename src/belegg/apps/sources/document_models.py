"""The register of documents: everything that was found, whether it was kept or not, and how it was found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Case, Keyed


class Standing(models.TextChoices):
    UNDECIDED = "", _("not decided yet")
    KEPT = "kept", _("kept")
    REJECTED = "rejected", _("rejected")


class Document(Keyed):
    """A document somebody found. `source` is what it became where its text was brought in; `query` is what was typed at `service`."""

    title = models.CharField(max_length=300)
    author = models.CharField(max_length=200, blank=True)
    year = models.IntegerField(null=True, blank=True)
    genre = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    credibility = models.CharField(max_length=300, blank=True)
    service = models.CharField(max_length=120, blank=True)
    query = models.CharField(max_length=300, blank=True)
    found = models.DateField(null=True, blank=True)
    link = models.CharField(max_length=500, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    source = models.OneToOneField("sources.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="document")

    PERSONAL = {"title", "author", "purpose", "credibility", "reason"}

    def __str__(self) -> str:
        return self.title
