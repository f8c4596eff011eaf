"""Interview guides: a tree of questions with ids that stay the same through the versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Keyed, Study


class QuestionKind(models.TextChoices):
    """As method.guide.KINDS; only questions and probes are asked."""

    SECTION = "section", _("section")
    TOPIC = "topic", _("topic")
    QUESTION = "question", _("question")
    PROBE = "probe", _("probe")
    NOTE = "note", _("note to the interviewer")


class Guide(Keyed):
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=8, blank=True)

    ONCE = ("title",)

    def __str__(self) -> str:
        return self.title


class GuideVersion(Keyed):
    """A version as it was used from a date, and why it was changed. Questions of a version that interviews were held with are not touched."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    date = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)

    PERSONAL = {"why"}

    class Meta(Keyed.Meta):
        constraints = [*Keyed.Meta.constraints, models.UniqueConstraint(fields=["guide", "number"], name="fieldwork_version_number")]

    def __str__(self) -> str:
        return f"{self.guide.title} {self.number}"


class GuideQuestion(models.Model):
    """One line of a version. `parent` is the qid it stands below, as in method.guide.Item."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="questions")
    qid = models.SlugField(max_length=60)
    parent = models.SlugField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.QUESTION)
    text = models.TextField()
    position = models.IntegerField()

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "qid"], name="fieldwork_question_once")]
