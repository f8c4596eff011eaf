"""What the store keeps beside a study's own things: files this version does not understand, and certificates of erasure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Keyed, Member, Study


class KeptFile(models.Model):
    """A file of a study folder that this version of Belegg does not understand, kept byte for byte."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=500)
    data = models.BinaryField()

    PERSONAL = {"data"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "path"], name="exchange_kept_once")]


class Policy(models.TextChoices):
    DELETE = "delete", _("delete")
    ANONYMISE = "anonymise", _("anonymise")


class Certificate(Keyed):
    """That someone withdrew and what was erased: counts and hashes, no words and no names. `sha256` is of `what` as it is downloaded.

    `person` is the id of their row, `label` what they are called since. `swept` is when the database file was cleaned of what it had held.
    """

    person = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    policy = models.CharField(max_length=10, choices=Policy)
    made = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    what = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    swept = models.DateTimeField(null=True, blank=True)

    PERSONAL: set[str] = set()

    def __str__(self) -> str:
        return self.label
