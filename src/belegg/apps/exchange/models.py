"""Files of a study folder that this version of Belegg does not understand, kept byte for byte."""

from __future__ import annotations

from django.db import models

from belegg.apps.study.models import Study


class KeptFile(models.Model):
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=500)
    data = models.BinaryField()

    PERSONAL = {"data"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "path"], name="exchange_kept_once")]
