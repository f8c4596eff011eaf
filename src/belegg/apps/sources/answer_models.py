"""Passages that answer a question of the interview guide."""

from __future__ import annotations

from django.db import models

from belegg.apps.fieldwork.models import Guide
from belegg.apps.sources.models import Text
from belegg.apps.study.models import Member, Study


class Answer(models.Model):
    """A passage answers a question, asked or not: people answer what they were not asked. `qid` is the question's id in all versions of the guide."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="answers")
    start = models.IntegerField()
    end = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="answers")
    qid = models.SlugField(max_length=60)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="sources_answer_span"),
            models.UniqueConstraint(fields=["text", "start", "end", "guide", "qid"], name="sources_answer_once"),
        ]
