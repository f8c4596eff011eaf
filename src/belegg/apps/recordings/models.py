"""Recordings of interviews: what is known of each, whose keys open its file, and what is being typed from it. The sound itself lies in encrypted files."""

from __future__ import annotations

from django.db import models

from belegg.apps.fieldwork.models import Interview
from belegg.apps.study.models import Keyed, Member, Study


class Recording(Keyed):
    """A recording of an interview, or (`about` "source:int-3") of a source that has none.

    `file` names its encrypted file; "" where the file is not in this store, or `deleted` says that it is gone for good. The row stays: that there
    was a recording, and when it was deleted by whom, is what a promise is proved by. `sha256` and `size` are those of the sound as it was heard;
    `silenced` are stretches taken out later, [[from, to] …] in milliseconds.
    """

    interview = models.ForeignKey(Interview, null=True, blank=True, on_delete=models.PROTECT, related_name="recordings")
    about = models.CharField(max_length=80, blank=True)
    made = models.DateField(null=True, blank=True)
    added = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=20)
    duration_ms = models.BigIntegerField(null=True, blank=True)
    transcribed = models.DateField(null=True, blank=True)
    silenced = models.JSONField(default=list, blank=True)
    deleted = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL: set[str] = set()

    @property
    def is_here(self) -> bool:
        return bool(self.file) and self.deleted is None

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")


class FileKey(models.Model):
    """The key of an encrypted file, wrapped under the key of one person who is heard in it, by their id ("": under one of the
    study's own, where nobody is known to be heard).

    Not part of any act, and no relation to the rows of acts: the journal keeps what it changes, and a key that the journal keeps is not destroyed.
    """

    file = models.CharField(max_length=32)
    person = models.CharField(max_length=60, blank=True)
    wrapped = models.BinaryField()

    PERSONAL: set[str] = set()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "person"], name="recordings_filekey_once")]


class Pass(models.Model):
    """Someone has listened through a recording, and what was corrected in the text."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="passes")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    note = models.TextField(blank=True)

    PERSONAL = {"note"}


class Draft(models.Model):
    """What has been typed so far, sealed with the key of the recording's file: whoever may not hear may not read, and it goes when the recording goes.

    Not part of any act: it is written every second. `number` counts the writings, `writer` is the page that wrote last.
    """

    recording = models.OneToOneField(Recording, primary_key=True, on_delete=models.PROTECT, related_name="draft")
    sealed = models.BinaryField()
    number = models.BigIntegerField(default=0)
    writer = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    time = models.DateTimeField()

    PERSONAL = {"sealed"}
