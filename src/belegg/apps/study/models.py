"""A study: its questions, cases and attributes, who works on it, the memos, and the journal of everything done."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    RESEARCHER = "researcher", _("researcher")
    CODER = "coder", _("coder")
    READER = "reader", _("reader")


class Stance(models.TextChoices):
    REFLEXIVE = "reflexive", _("reflexive thematic analysis")
    CODEBOOK = "codebook", _("codebook analysis")
    RELIABILITY = "reliability", _("coding reliability")
    FRAMEWORK = "framework", _("framework analysis")


class User(AbstractUser):
    """An account. What it may do in a study stands in Member."""

    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)

    PERSONAL = {"username", "name", "first_name", "last_name", "email"}

    @property
    def shown_name(self) -> str:
        return self.name or self.get_full_name() or self.username


class Study(models.Model):
    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    about = models.TextField(blank=True)
    invented = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="nb")
    languages = models.JSONField(default=list)
    stance = models.CharField(max_length=20, choices=Stance, default=Stance.CODEBOOK)
    design = models.JSONField(default=dict)
    created = models.DateTimeField()

    PERSONAL: set[str] = set()

    def __str__(self) -> str:
        return self.title


class Keyed(models.Model):
    """A thing of a study with an id that never changes (`key`), unique per study and kind."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)

    PERSONAL: set[str] = set()
    # The columns whose values no two rows of a study may share, whatever the case of their letters (see whole.py).
    ONCE: tuple[str, ...] = ()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["study", "key"], name="%(app_label)s_%(class)s_key")]

    def __str__(self) -> str:
        return self.key


class Member(Keyed):
    """Someone who works on the study. Codings belong to a member, so that they keep their coder where no account exists."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    sees_identities = models.BooleanField(default=False, help_text="May see real names, beside the owners.")

    PERSONAL = {"name"}

    class Meta(Keyed.Meta):
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(fields=["study", "user"], name="study_member_user", condition=models.Q(user__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


class Question(Keyed):
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    text = models.TextField()
    declared = models.BooleanField(default=True, help_text="Stated in the plan of the study, as opposed to found underway.")
    position = models.IntegerField(default=0)


class Case(Keyed):
    """A case or a case below a case: municipality > department > initiative."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    position = models.IntegerField(default=0)

    ONCE = ("parent_id", "name")

    def __str__(self) -> str:
        return self.name


class AttributeType(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    CHOICE = "choice", _("choice")
    YESNO = "yesno", _("yes or no")


class Attribute(Keyed):
    """What is recorded of cases, with a type. `choices` is a list of strings, used by the type choice."""

    name = models.CharField(max_length=200)
    type = models.CharField(max_length=10, choices=AttributeType, default=AttributeType.TEXT)
    choices = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    position = models.IntegerField(default=0)

    ONCE = ("name",)

    def __str__(self) -> str:
        return self.name


class AttributeValue(models.Model):
    """One value of one case, with where it comes from and the date it holds for. Kept as text; `Attribute.type` says how to read it."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="values")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="values")
    value = models.TextField(blank=True)
    source = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "attribute", "date"], name="study_value_once", condition=models.Q(date__isnull=False)),
            models.UniqueConstraint(fields=["case", "attribute"], name="study_value_undated_once", condition=models.Q(date__isnull=True)),
        ]


class MemoKind(models.TextChoices):
    NOTE = "note", _("note")
    METHOD = "method", _("method")
    THEORY = "theory", _("theory")
    REFLEXIVE = "reflexive", _("reflexive")


class Memo(Keyed):
    """A memo on anything. `target` is "study" or "kind:key" (case, source, code, coding, finding), since floors above may not be named here."""

    kind = models.CharField(max_length=20, choices=MemoKind, default=MemoKind.NOTE)
    target = models.CharField(max_length=80, default="study")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    time = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    PERSONAL = {"title", "text"}

    class Meta(Keyed.Meta):
        indexes = [models.Index(fields=["study", "target"])]


class JournalHead(models.Model):
    """The end of a study's journal. Its row is the lock that orders writers; `number` doubles as the study's revision."""

    study = models.OneToOneField(Study, primary_key=True, on_delete=models.PROTECT, related_name="head")
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    PERSONAL: set[str] = set()


class JournalEntry(models.Model):
    """One act: who, what, when. Append-only (triggers in the database); `hash` chains it to the one before over `commitment`."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    time = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="study_journal_number")]
        indexes = [models.Index(fields=["study", "by", "number"]), models.Index(fields=["study", "about"])]


class JournalPayload(models.Model):
    """What an act changed: before and after images, names, the reason. Apart from the entry, so that it can be erased without breaking the chain."""

    entry = models.OneToOneField(JournalEntry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.BinaryField()
    facts = models.BinaryField(help_text="JSON {params, why}: small, read for every line of the journal page.")
    tables = models.BinaryField(help_text="Compressed JSON {model: {columns, created, updated, deleted}}: the images.")

    PERSONAL: set[str] = {"facts", "tables"}


class StepState(models.TextChoices):
    DONE = "done"
    UNDONE = "undone"
    STUCK = "stuck"


class Step(models.Model):
    """Where an act stands in its author's undo list."""

    entry = models.OneToOneField(JournalEntry, primary_key=True, on_delete=models.PROTECT, related_name="step")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=StepState, default=StepState.DONE)

    PERSONAL: set[str] = set()

    class Meta:
        indexes = [models.Index(fields=["member", "state", "entry"])]
