"""Recordings as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from belegg.apps.recordings.models import Recording
from belegg.apps.recordings.queries import has_sound, people_of
from belegg.apps.recordings.rules import may_listen
from belegg.apps.sources.heard import sources_heard_in
from belegg.apps.sources.models import Source
from belegg.formats.recording import KINDS
from belegg.method.recording_times import format_time
from belegg.web.base.doors import StudyRequest
from belegg.web.recordings.ties import recordings_beside


@dataclass(frozen=True)
class Shown:
    """A recording for a page: what the player needs, and the facts in words."""

    recording: Recording
    url: str
    label: str
    kind: str
    length: str
    size: str
    of: str

    @property
    def has_sound(self) -> bool:
        return has_sound(self.recording)

    @property
    def is_film(self) -> bool:
        return self.recording.is_film

    @property
    def duration_ms(self) -> int:
        return self.recording.duration_ms or 0


def shown(recording: Recording) -> Shown:
    kind = next((kind.name for kind in KINDS if kind.media_type == recording.media_type), recording.media_type)
    url = reverse("recording_sound", args=[recording.study.key, recording.key])
    whole = recording.duration_ms // 1000 * 1000 if recording.duration_ms else None
    length = format_time(whole) if whole is not None else ""
    label = ", ".join(part for part in (recording.key, str(recording.made or ""), length) if part)
    return Shown(recording, url, label, kind, length, in_megabytes(recording.size), of_what(recording))


def of_what(recording: Recording) -> str:
    if recording.interview:
        names = ", ".join(person.pseudonym for person in people_of(recording))
        return f"{recording.interview.key}: {names}" if names else recording.interview.key
    return ", ".join(source.title for source in sources_heard_in(recording))


def in_megabytes(size: int) -> str:
    return _("%(size)s MB") % {"size": f"{size / 2**20:.1f}"} if size >= 2**20 else _("%(size)s kB") % {"size": -(-size // 1024)}


def recording_of(request: StudyRequest, key: str) -> Recording:
    rows = Recording.objects.select_related("study", "interview", "by", "deleted_by")
    return get_object_or_404(rows, study=request.study, key=key)


def beside(request: StudyRequest, source: Source) -> list[Shown]:
    """Return the recordings the reader may hear beside a source."""
    if not may_listen(request.member):
        return []
    return [shown(row) for row in recordings_beside(source)]
