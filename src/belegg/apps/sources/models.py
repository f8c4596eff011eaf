"""Sources, their texts, and the turns recognised in them. Offsets are code points, half-open, into a Body that never changes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models import Interview, Observation
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Case, Keyed, Member, Study


class SourceKind(models.TextChoices):
    INTERVIEW = "interview", _("interview")
    OBSERVATION = "observation", _("observation")
    DOCUMENT = "document", _("document")
    SURVEY = "survey", _("survey")


KEY_PREFIX = {SourceKind.INTERVIEW: "int", SourceKind.OBSERVATION: "obs", SourceKind.DOCUMENT: "doc", SourceKind.SURVEY: "sur"}


class Layer(models.TextChoices):
    RAW = "raw", _("as imported")
    CORRECTED = "corrected", _("corrected")
    PSEUDONYMISED = "pseudonymised", _("pseudonymised")


class SpeakerRole(models.TextChoices):
    INTERVIEWER = "interviewer", _("interviewer")
    INFORMANT = "informant", _("informant")
    OTHER = "other", _("other")
    NONE = "", _("no speaker")


class Source(Keyed):
    """What was brought in. `original` is the SHA-256 of the imported bytes (media/), `suffix` its file ending; file names are not kept, they may name people."""

    kind = models.CharField(max_length=20, choices=SourceKind, default=SourceKind.DOCUMENT)
    title = models.CharField(max_length=300)
    date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    original = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    interview = models.ForeignKey(Interview, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    observation = models.ForeignKey(Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    created = models.DateTimeField()

    PERSONAL = {"title", "note"}

    class Meta(Keyed.Meta):
        indexes = [models.Index(fields=["study", "original"])]

    def __str__(self) -> str:
        return self.title


class SourceCase(models.Model):
    """A whole source belongs to a case."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="in_cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="of_sources")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "case"], name="sources_sourcecase_once")]


class Body(models.Model):
    """The characters of a text, found by their hash. Written once, never changed: undoing an import leaves it, so that redo finds it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    PERSONAL = {"text"}


class Text(Keyed):
    """One version of a source's words. The current one counts; what still lies on an earlier one waits for a decision.

    `made`, `by` and `why` tell how a later version came about. `sealed` is when an owner gave up the way back to the names.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="texts")
    layer = models.CharField(max_length=20, choices=Layer, default=Layer.RAW)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    length = models.IntegerField()
    language = models.CharField(max_length=8, blank=True)
    current = models.BooleanField(default=True)
    made = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    sealed = models.DateTimeField(null=True, blank=True)

    PERSONAL = {"why"}

    class Meta(Keyed.Meta):
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(fields=["source"], condition=models.Q(current=True), name="sources_text_current"),
        ]


class Turn(models.Model):
    """A numbered segment: `[head, start)` is the label, `[start, end)` the words. Times are milliseconds into the recording."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="turns")
    n = models.IntegerField()
    head = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    speaker = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=SpeakerRole, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="turns")
    time_start = models.BigIntegerField(null=True, blank=True)
    time_end = models.BigIntegerField(null=True, blank=True)

    PERSONAL = {"speaker"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "n"], name="sources_turn_once")]


class Mark(models.Model):
    """A mark at a place in a text that is not among its words, such as the page numbers of a PDF."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=20)
    at = models.IntegerField()
    label = models.CharField(max_length=60)

    PERSONAL: set[str] = set()


class Part(models.Model):
    """A part of a text that belongs to a case its source does not belong to."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="parts")
    start = models.IntegerField()
    end = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="sources_part_span")]


class Replacement(models.Model):
    """A word of a text that was replaced so that nobody is given away. `text[start:end]` is the replacement in the text's present version.

    The word itself is not kept here: it stood at `was[was_start:was_end]`, in the version before, until the text is sealed. `sha256` is its
    keyed hash, which only this store can compare with a word. `reversed` is when the original was put back.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="replacements")
    start = models.IntegerField()
    end = models.IntegerField()
    was = models.ForeignKey(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_later")
    was_start = models.IntegerField(default=0)
    was_end = models.IntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    replacement = models.CharField(max_length=200)
    rule = models.CharField(max_length=30)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="replacements")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    time = models.DateTimeField()
    reversed = models.DateTimeField(null=True, blank=True)

    PERSONAL = {"replacement"}

    class Meta:
        indexes = [models.Index(fields=["study", "sha256"])]


class WordUse(models.TextChoices):
    REPLACE = "replace", _("replace")
    KEEP = "keep", _("leave as it is")


class ListedWord(Keyed):
    """A word of the study's word list: to be replaced wherever it stands, or no name at all. The word is sealed: the list may hold names."""

    sealed = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64)
    use = models.CharField(max_length=10, choices=WordUse, default=WordUse.REPLACE)
    replacement = models.CharField(max_length=200, blank=True)

    PERSONAL = {"sealed", "replacement"}
    ONCE = ("sha256",)


class NameDecision(models.Model):
    """What was decided of words that may give somebody away, before the text is replaced: kept so that looking through can go on another day."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="name_decisions")
    start = models.IntegerField()
    end = models.IntegerField()
    use = models.CharField(max_length=10, choices=WordUse)
    replacement = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=30)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="name_decisions")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    time = models.DateTimeField()

    PERSONAL = {"replacement"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "start", "end"], name="sources_namedecision_once")]


# Answers and the register have files of their own; Django looks for models here.
from belegg.apps.sources.answer_models import Answer  # noqa: E402
from belegg.apps.sources.document_models import Document, Standing  # noqa: E402

__all__ = [
    "KEY_PREFIX", "Answer", "Body", "Document", "Layer", "ListedWord", "Mark", "NameDecision", "Part", "Replacement", "Source", "SourceCase", "SourceKind",
    "SpeakerRole", "Standing", "Text", "Turn", "WordUse",
]  # fmt: skip
