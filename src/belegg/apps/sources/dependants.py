"""What the floors above have built on a source or on a person.

Sources may not import coding, but deleting a source must delete its codings in the same act, and new turns must renew what codings say
of their speakers. So the floors above enter their functions here when they start (as `journal.derived_from` does for indexes).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source, Text, Turn
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.formats import Document
from belegg.method.anchors import Carried, Span


@dataclass(frozen=True)
class Dependant:
    """Rows that go when a source goes. `label` names them in the preview ("codings"); `is_work` rows need to be let go expressly."""

    label: str
    count: Callable[[Source], int]
    delete: Callable[[Act, Source], None]
    is_work: bool = True


class Place(NamedTuple):
    """Where a row lay and where it lies now, as a preview tells it. `kind` and `key` name the row ("coding", its id)."""

    kind: str
    key: str
    title: str
    old: Span
    new: Span


class Left(NamedTuple):
    """A row that stays on the old version until somebody decides. `between` is where in the new one its words would lie, if they are there.

    `reason` is one of `anchors.carrying`, or SAME: another row has come to the same place.
    """

    kind: str
    key: str
    title: str
    old: Span
    reason: str
    between: Span


SAME = "same"


@dataclass(frozen=True)
class Report:
    """What became of the rows of one kind: `moved` of them lie on the new version, `changed` are those of them whose words are others now."""

    label: str
    moved: int = 0
    changed: tuple[Place, ...] = ()
    left: tuple[Left, ...] = ()


# Moves spans of the old body into the new one: exactly, or listed (method.anchors.carry_edits with the edits of the act).
Carry = Callable[[Sequence[Span]], Carried]


@dataclass(frozen=True)
class SpanKind:
    """Rows with a span on a text that may wait for a decision: those that could not be carried exactly lie on a version that is not current.

    `waiting(study)` is a query of these rows (select what `title` needs); `place` puts one on words of the current text, `drop` lets it go.
    Both are acts that check who may.
    """

    kind: str
    label: str
    waiting: Callable[[Study], Any]
    title: Callable[[Any], str]
    place: Callable[..., Any]  # (row, start, end, *, by, why)
    drop: Callable[..., None]  # (row, *, by, why)
    may: Callable[[Any, Member | None], bool]


# In the order of the floors: deleting runs backwards, so that what lies highest goes first.
ON_SOURCE_DELETED: list[Dependant] = []
# Called inside the act that brings a source in, with what the reader found (passages that were coded already).
AFTER_SOURCE_ADDED: list[Callable[[Act, Text, Document], None]] = []
# Called inside the act after the turns of a text (or their roles and persons) have changed.
AFTER_TURNS_CHANGED: list[Callable[[Act, Text], None]] = []
# Called inside the act that makes a new version of a text: (doing, old, new, carry). The new text and its turns are there already; each moves
# its rows (update them, so that their ids stay) and tells what became of them. `carrying.carry_rows` does it for plain rows.
ON_NEW_VERSION: list[Callable[[Act, Text, Text, Carry], Report]] = []
# What the page of decisions shows and does, by kind.
SPAN_KINDS: dict[str, SpanKind] = {}
# Called inside the act that seals a text (doing, source): what was kept so that replacements could be taken back goes now.
ON_SEALED: list[Callable[[Act, Source], None]] = []


def repoint_turns(doing: Act, gone: Person, kept: Person) -> None:
    """Give the turns of one person to another, when the two turn out to be the same."""
    doing.update_many(Turn.objects.filter(person=gone), person=kept)


ON_PEOPLE_MERGED.append(repoint_turns)
