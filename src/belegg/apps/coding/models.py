"""Codes, the codings that put words under them, rounds, and the act of having looked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models import Guide
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Text
from belegg.apps.study.models import Keyed, Member, Study


class Origin(models.TextChoices):
    DEDUCTIVE = "deductive", _("from theory or plan (deductive)")
    INDUCTIVE = "inductive", _("from the texts (inductive)")


class Code(Keyed):
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=200)
    colour = models.CharField(max_length=8, default="c1")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.INDUCTIVE)
    source = models.TextField(blank=True)
    definition = models.TextField(blank=True)
    include = models.TextField(blank=True)
    exclude = models.TextField(blank=True)
    example = models.TextField(blank=True)
    position = models.IntegerField(default=0)

    ONCE = ("name",)

    def __str__(self) -> str:
        return self.name


class CodebookVersion(models.Model):
    """The codebook as it stood: `codes` is a list of records in tree order."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    date = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    codes = models.JSONField(default=list)

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="coding_version_number")]


class Round(Keyed):
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.IntegerField(default=0)

    ONCE = ("name",)

    def __str__(self) -> str:
        return self.name


class Coding(Keyed):
    """A passage of a text under a code, by a coder, in a round.

    The last six fields are derived from the span and the text's turns when the row is written (coding.actions), so that a matrix over a million codings needs no
    join with the turns: `turn_first`/`turn_last` are turn numbers, `words` counts all words, `informant_words` those outside the
    interviewer's turns, `speaker` is the only or first informant heard in it (further ones are Voice rows).
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="codings")
    start = models.IntegerField()
    end = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="codings")
    time = models.DateTimeField()
    turn_first = models.IntegerField(default=0)
    turn_last = models.IntegerField(default=0)
    words = models.IntegerField(default=0)
    informant_words = models.IntegerField(default=0)
    speaker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    # No column: on a coding not written yet, the people for whom Voice rows are to be made.
    further_voices: tuple[int, ...] = ()

    class Meta(Keyed.Meta):
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(fields=["text", "start", "end", "code", "coder", "round"], name="coding_coding_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="coding_coding_span"),
        ]


class Voice(models.Model):
    """A further informant heard in a coding (the first stands in Coding.speaker)."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="voices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()


class Elicits(models.Model):
    """A question of a guide is there to bring out what a code stands for: where it was not asked, silence on the code says nothing."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="elicited_by")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="elicits")
    qid = models.SlugField(max_length=60)

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "guide", "qid"], name="coding_elicits_once")]


class LookedState(models.TextChoices):
    LOOKED = "looked", _("coded through")
    NOT_ASKED = "not_asked", _("not asked")
    SKIPPED = "skipped", _("skipped")


class Looked(models.Model):
    """A coder has coded a text through for a code (or for all: `code` empty), or has said why there can be nothing."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="looked")
    code = models.ForeignKey(Code, null=True, blank=True, on_delete=models.PROTECT, related_name="looked")
    coder = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    state = models.CharField(max_length=10, choices=LookedState, default=LookedState.LOOKED)

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "code", "coder", "round"], name="coding_looked_once", condition=models.Q(code__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["text", "coder", "round"], name="coding_looked_all_once", condition=models.Q(code__isnull=True)
            ),
        ]
