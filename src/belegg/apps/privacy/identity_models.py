"""Who people really are: sealed, each under a key of their own."""

from __future__ import annotations

from django.db import models

from belegg.apps.study.models import Study


class PersonKey(models.Model):
    """A person's data key, wrapped by the master key. By the person's id and not their row: it outlives undo, and its end is final."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    person = models.SlugField(max_length=60)
    wrapped = models.BinaryField()
    created = models.DateTimeField()
    destroyed = models.DateTimeField(null=True, blank=True)

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "person"], name="privacy_key_once")]


class Identity(models.Model):
    """Name, contact and other names of a person, sealed under their key."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField("privacy.Person", on_delete=models.PROTECT, related_name="identity")
    sealed = models.BinaryField()

    PERSONAL = {"sealed"}
