"""What is made of the codings: the written summaries of a framework matrix."""

from __future__ import annotations

from django.db import models

from belegg.apps.analysis.checking_models import CheckedQuotation, QuotationCheck, Verdict
from belegg.apps.coding.models import Code
from belegg.apps.study.models import Member, Study


class Summary(models.Model):
    """A cell of a framework matrix: the summary of a code for a column ("case:KEY", "source:KEY" or "person:KEY").

    `codings` lists the keys of the codings it rests on.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="summaries")
    column = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    time = models.DateTimeField()
    codings = models.JSONField(default=list, blank=True)

    PERSONAL = {"text"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "code", "column"], name="analysis_summary_once")]


__all__ = ["CheckedQuotation", "QuotationCheck", "Summary", "Verdict"]
