"""People: the only place where a real name and a pseudonym meet (real identities come with "The field and its promises")."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Case, Keyed, Study


class Rank(models.TextChoices):
    KEY = "key", _("key informant")
    ORDINARY = "", _("informant")


class Person(Keyed):
    """An informant, known here by a pseudonym."""

    pseudonym = models.CharField(max_length=120)
    role = models.CharField(max_length=200, blank=True)
    rank = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="people")

    PERSONAL = {"pseudonym", "role", "unit"}
    ONCE = ("pseudonym",)

    def __str__(self) -> str:
        return self.pseudonym


class TraitName(models.TextChoices):
    GENDER = "gender", _("gender")
    AGE = "age", _("age")
    PARTY = "party", _("party")


class Trait(models.Model):
    """What else is known of a person that might tell who they are: gender, age (years or a band), party. Role and unit stand in Person."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="traits")
    name = models.CharField(max_length=20, choices=TraitName)
    value = models.CharField(max_length=120)

    PERSONAL = {"value"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="privacy_trait_once")]


# Identities and the ledger have files of their own; Django looks for models here.
from belegg.apps.privacy.consent_models import Answered, Consent, Letter, Scope  # noqa: E402
from belegg.apps.privacy.identity_models import Identity, PersonKey  # noqa: E402
from belegg.apps.privacy.promise_models import Promise, Proof, StudyDate  # noqa: E402

__all__ = [
    "Answered", "Consent", "Identity", "Letter", "Person", "PersonKey", "Promise", "Proof", "Rank", "Scope", "StudyDate", "Trait", "TraitName",
]  # fmt: skip
