"""The order of things in a tree: questions, cases, codes.

`position` orders the children of one parent; only its order means anything. A move changes the moved row alone where there is room between
its new neighbours, so that two people who move different things do not stand in each other's way when one of them undoes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from django.db import models

from belegg.apps.study.journal import Act
from belegg.method.errors import Refused, gettext_noop

# A model with `parent` and `position`: Question, Case, Code. What type checkers know of models can't say that, hence Any in places.
Twig = TypeVar("Twig", bound=models.Model)

# Room left between siblings when a parent's children have to be numbered anew.
GAP = 64


class Place(NamedTuple):
    """Where a thing stands or shall stand: below `parent` (None: at the top), `at` counts its siblings before it."""

    parent: int | None
    at: int


def in_order(things: Iterable[Twig]) -> list[Twig]:
    """Return things in tree order, parents before their children."""
    below = children(things)
    found, waiting = [], list(reversed(below.get(None, [])))
    while waiting:
        thing = waiting.pop()
        found.append(thing)
        waiting.extend(reversed(below.get(thing.pk, [])))
    return found


def children(things: Iterable[Twig]) -> dict[int | None, list[Twig]]:
    """Return {parent's pk or None: children in order}. A thing whose parent is not among `things` counts as standing at the top."""
    ordered: list[Any] = sorted(things, key=_key)
    known = {thing.pk for thing in ordered}
    below: dict[int | None, list[Twig]] = {}
    for thing in ordered:
        below.setdefault(thing.parent_id if thing.parent_id in known else None, []).append(thing)
    return below


def _key(thing: Any) -> tuple[int, int]:
    return thing.position, thing.pk


def descendants(thing: Twig, things: Iterable[Twig]) -> list[Twig]:
    """Return what stands below a thing, in tree order."""
    below = children(things)
    found, waiting = [], list(reversed(below.get(thing.pk, [])))
    while waiting:
        child = waiting.pop()
        found.append(child)
        waiting.extend(reversed(below.get(child.pk, [])))
    return found


def last_position(queryset: models.QuerySet, parent: models.Model | None) -> int:
    """Return the position of a new last child."""
    last = queryset.filter(parent=parent).order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def check_not_below_itself(thing: Twig, parent: Twig | None, things: Iterable[Twig]) -> None:
    """Refuse a parent that is the thing itself or stands below it.

    Raises Refused("below_itself").
    """
    if parent is not None and (parent.pk == thing.pk or parent.pk in {child.pk for child in descendants(thing, things)}):
        raise Refused(
            "below_itself",
            gettext_noop("'%(name)s' can't stand below itself."),
            gettext_noop("Choose another place."),
            name=str(thing),
        )


def place(doing: Act, thing: Any, things: Iterable[Any], parent: models.Model | None, at: int | None = None) -> Any:
    """Put a thing below `parent`, after `at` of its siblings there (None: last)."""
    siblings = [other for other in children(things).get(parent.pk if parent else None, []) if other.pk != thing.pk]
    at = len(siblings) if at is None else max(0, min(at, len(siblings)))
    if thing.parent_id == (parent.pk if parent else None) and _stands(thing, siblings, at):
        return thing
    position = _between(siblings[at - 1].position if at else None, siblings[at].position if at < len(siblings) else None)
    if position is None:
        numbered = siblings[:at] + [None] + siblings[at:]
        for n, other in enumerate(numbered):
            if other is None:
                position = n * GAP
            elif other.position != n * GAP:
                doing.update(other, position=n * GAP)
    return doing.update(thing, parent=parent, position=position)


def give_place(doing: Act, thing: Any, things: Iterable[Any]) -> None:
    """Let the children of a thing that goes take its place among its siblings."""
    below = children(things)
    own = below.get(thing.pk, [])
    siblings = below.get(thing.parent_id, [])
    at = next(n for n, other in enumerate(siblings) if other.pk == thing.pk)
    after = siblings[at + 1].position if at + 1 < len(siblings) else None
    if after is None or after - thing.position >= len(own):
        for n, child in enumerate(own):
            doing.update(child, parent_id=thing.parent_id, position=thing.position + n)
        return
    for n, other in enumerate(siblings[:at] + own + siblings[at + 1 :]):
        if other.position != n * GAP or other.parent_id != thing.parent_id:
            doing.update(other, parent_id=thing.parent_id, position=n * GAP)


def _stands(thing: Any, siblings: list[Any], at: int) -> bool:
    return sum(_key(other) < _key(thing) for other in siblings) == at


def _between(before: int | None, after: int | None) -> int | None:
    """Return a free position between two, None where there is none."""
    if before is None:
        return 0 if after is None else after - 1
    if after is None:
        return before + 1
    return (before + after) // 2 if after - before > 1 else None


def step(thing: Twig, things: Iterable[Twig], direction: str) -> Place | None:
    """Return the place one step "up", "down", "in" (below the sibling before it) or "out" (beside its parent); None where there is none."""
    below = children(things)
    parent = next((p for p, group in below.items() if any(other.pk == thing.pk for other in group)), None)
    siblings = below[parent]
    at = next(n for n, other in enumerate(siblings) if other.pk == thing.pk)
    steps: dict[str, Callable[[], Place | None]] = {
        "up": lambda: Place(parent, at - 1) if at else None,
        "down": lambda: Place(parent, at + 1) if at < len(siblings) - 1 else None,
        "in": lambda: Place(siblings[at - 1].pk, len(below.get(siblings[at - 1].pk, []))) if at else None,
        "out": lambda: _beside_parent(parent, below) if parent else None,
    }
    if direction not in steps:
        raise Refused(
            "unknown_step", gettext_noop("There is no step %(direction)s."), gettext_noop("Use up, down, in or out."), direction=direction
        )
    return steps[direction]()


def named_place(thing: Any, things: Iterable[Any], parent: str, before: str = "") -> Place:
    """Return the place below `parent` (an id, "" for the top) before one of the things there ("" for the last place).

    Raises Refused("not_found") where a name is of something no longer there.
    """
    things = list(things)
    by_key = {one.key: one for one in things}
    if (parent and parent not in by_key) or (before and before not in by_key):
        raise Refused("not_found", gettext_noop("The place it should go to is no longer there."), gettext_noop("Reload the page."))
    pk = by_key[parent].pk if parent else None
    siblings = [one.key for one in children(things).get(pk, []) if one.pk != thing.pk]
    return Place(pk, siblings.index(before) if before in siblings else len(siblings))


def _beside_parent(parent: int, below: dict) -> Place:
    for grandparent, group in below.items():
        for n, other in enumerate(group):
            if other.pk == parent:
                return Place(grandparent, n + 1)
    raise LookupError(parent)
