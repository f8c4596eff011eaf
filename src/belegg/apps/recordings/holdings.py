"""What recordings hold of a person, and how it is deleted. The erasure of a person asks here.

Where one is heard alone, the recording goes. Where others are heard too, and the recording is a WAV whose text tells when the person speaks, those
stretches become silence; else the whole recording goes, which the preview says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belegg.apps.privacy.models import Person
from belegg.apps.recordings import file_keys
from belegg.apps.recordings.actions import destroy, silence_in
from belegg.apps.recordings.models import Recording
from belegg.apps.recordings.queries import has_sound, people_of, with_person
from belegg.apps.study.journal import Act
from belegg.formats.recording import WAV
from belegg.method.errors import gettext_noop

NAME = gettext_noop("recordings")
Spans = list[tuple[int, int]]
# The floor of the texts enters `spans(recording, person)`: when the person speaks, in milliseconds; [] where no text tells.
WHEN_HEARD: list[Callable[[Recording, Person], Spans]] = []

DELETED = gettext_noop("the whole recording is deleted")
DELETED_WITH_OTHERS = gettext_noop("the whole recording is deleted, with what the others say")
SILENCED = gettext_noop("what the person says becomes silence")


@dataclass(frozen=True)
class Item:
    """A recording a person is heard in, and what deleting them does to it."""

    recording: Recording
    what: str
    spans: tuple[tuple[int, int], ...] = ()


def find(person: Person) -> list[Item]:
    """Return the recordings the person is heard in that are not deleted yet, with what would happen to each."""
    return [item_of(row, person) for row in with_person(person) if row.deleted is None]


def item_of(recording: Recording, person: Person) -> Item:
    others = [other for other in people_of(recording) if other.pk != person.pk]
    if not others:
        return Item(recording, DELETED)
    spans = [span for tell in WHEN_HEARD for span in tell(recording, person)]
    if spans and has_sound(recording) and recording.media_type == WAV.media_type:
        return Item(recording, SILENCED, tuple(spans))
    return Item(recording, DELETED_WITH_OTHERS)


def delete(doing: Act, person: Person, whole: frozenset[str] = frozenset()) -> list[Item]:
    """Delete what is heard of a person, inside an act that is open already; of recordings in `whole` (ids) nothing is kept. Cannot be undone."""
    found = find(person)
    for item in found:
        if item.what == SILENCED and item.recording.key not in whole:
            recording = silence_in(doing, item.recording, item.spans)
            file_keys.destroy_for(recording.file, person)
        else:
            destroy(doing, item.recording)
    return found


def anonymise(doing: Act, person: Person) -> list[Item]:
    """A voice cannot be made anonymous: what is heard of the person is deleted here too."""
    return delete(doing, person)
