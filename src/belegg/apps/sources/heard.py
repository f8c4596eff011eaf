"""Texts and the recordings they were heard in: when a person speaks, and what becomes of a recording when its source goes."""

from __future__ import annotations

from belegg.apps.privacy.models import Person
from belegg.apps.recordings.holdings import WHEN_HEARD, Spans
from belegg.apps.recordings.models import Recording
from belegg.apps.sources.dependants import ON_SOURCE_DELETED, Dependant
from belegg.apps.sources.models import Source, Turn
from belegg.apps.study.journal import Act
from belegg.formats.wav import merged
from belegg.method.errors import gettext_noop


def when_heard(recording: Recording, person: Person) -> Spans:
    """Return when a person speaks in a recording, by the times of the current texts: from a turn of theirs to the next turn that has a time.

    [] where one of their turns has no time: then nobody can say that all they said is named.
    """
    spans: Spans = []
    for source in sources_heard_in(recording):
        turns = list(Turn.objects.filter(text__source=source, text__current=True).order_by("n"))
        for at, turn in enumerate(turns):
            if turn.person_id != person.pk:
                continue
            if turn.time_start is None:
                return []
            after = (later.time_start for later in turns[at + 1 :] if later.time_start is not None and later.person_id != person.pk)
            spans.append((turn.time_start, next(after, recording.duration_ms or 2**40)))
    return merged(spans)


def sources_heard_in(recording: Recording) -> list[Source]:
    """Return the sources whose words are heard in a recording."""
    rows = Source.objects.filter(study=recording.study_id)
    if recording.interview_id:
        return list(rows.filter(interview=recording.interview_id))
    return list(rows.filter(key=recording.about.removeprefix("source:"))) if recording.about else []


def recordings_about(source: Source):
    return Recording.objects.filter(study=source.study_id, about=f"source:{source.key}")


def untie(doing: Act, source: Source) -> None:
    """Leave the recordings of a source that goes: nothing is destroyed by taking a text away."""
    doing.update_many(recordings_about(source), about="")


WHEN_HEARD.append(when_heard)
ON_SOURCE_DELETED.append(
    Dependant(gettext_noop("recordings (they stay)"), lambda source: recordings_about(source).count(), untie, is_work=False)
)
