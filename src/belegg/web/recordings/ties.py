"""What ties recordings and sources together: the interview both are of, or the source a recording is about."""

from __future__ import annotations

from belegg.apps.recordings.models import Recording
from belegg.apps.recordings.queries import heard_in
from belegg.apps.sources.models import Source, SourceKind
from belegg.apps.study.models import Study
from belegg.method.natural import natural


def recordings_beside(source: Source) -> list[Recording]:
    """Return the recordings that can be played beside a source."""
    return heard_in(source.study, interview=source.interview_id, source=source.key)


def without_interview(study: Study) -> list[Source]:
    """Return the sources a recording may be about, since they are of no interview that is entered."""
    rows = Source.objects.filter(study=study, interview=None, kind__in=(SourceKind.INTERVIEW, SourceKind.OBSERVATION))
    return sorted(rows, key=lambda row: natural(row.key))
