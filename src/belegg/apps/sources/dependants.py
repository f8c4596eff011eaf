"""What the floors above have built on a source or on a person.

Sources may not import coding, but deleting a source must delete its codings in the same act, and new turns must renew what codings say
of their speakers. So the floors above enter their functions here when they start (as `journal.derived_from` does for indexes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source, Text, Turn
from belegg.apps.study.journal import Act
from belegg.formats import Document


@dataclass(frozen=True)
class Dependant:
    """Rows that go when a source goes. `label` names them in the preview ("codings"); `is_work` rows need to be let go expressly."""

    label: str
    count: Callable[[Source], int]
    delete: Callable[[Act, Source], None]
    is_work: bool = True


# In the order of the floors: deleting runs backwards, so that what lies highest goes first.
ON_SOURCE_DELETED: list[Dependant] = []
# Called inside the act that brings a source in, with what the reader found (passages that were coded already).
AFTER_SOURCE_ADDED: list[Callable[[Act, Text, Document], None]] = []
# Called inside the act after the turns of a text (or their roles and persons) have changed.
AFTER_TURNS_CHANGED: list[Callable[[Act, Text], None]] = []


def repoint_turns(doing: Act, gone: Person, kept: Person) -> None:
    """Give the turns of one person to another, when the two turn out to be the same."""
    doing.update_many(Turn.objects.filter(person=gone), person=kept)


ON_PEOPLE_MERGED.append(repoint_turns)
