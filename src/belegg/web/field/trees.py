"""Trees as the pages show them: nested, each branch knowing which steps it can take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import QueryDict

from belegg.apps.study import order


@dataclass
class Branch:
    """A thing with what stands below it. `steps` are those of up, down, in, out that lead somewhere; `facts` is the page's own."""

    thing: Any  # a question or a case: what has an id, a parent and a position (see study.order)
    depth: int
    steps: set[str]
    children: list[Branch] = field(default_factory=list)
    facts: dict = field(default_factory=dict)


def tree(things: Iterable[models.Model]) -> list[Branch]:
    """Return the branches at the top, in order."""
    below = order.children(things)

    def grow(parent: int | None, depth: int) -> list[Branch]:
        siblings = below.get(parent, [])
        return [Branch(thing, depth, steps(at, len(siblings), depth), grow(thing.pk, depth + 1)) for at, thing in enumerate(siblings)]

    return grow(None, 0)


def steps(at: int, siblings: int, depth: int) -> set[str]:
    possible = {"up": at > 0, "in": at > 0, "down": at < siblings - 1, "out": depth > 0}
    return {step for step, leads_somewhere in possible.items() if leads_somewhere}


def flat(branches: Iterable[Branch]) -> list[Branch]:
    """Return all branches, parents before their children."""
    return [one for branch in branches for one in (branch, *flat(branch.children))]


def asked_place(asked: QueryDict, thing: models.Model, things: list) -> tuple[order.Place | None, Any]:
    """Return where a request wants a thing, and what it shall stand below: one `step` (up, down, in, out; None where the way ends), or below
    `parent` ("" is the top) `before` one of the things there ("": last)."""
    if "parent" in asked:
        place: order.Place | None = order.named_place(thing, things, str(asked["parent"]), str(asked.get("before", "")))
    else:
        place = order.step(thing, things, asked.get("step", ""))
    return place, next((one for one in things if place and one.pk == place.parent), None)


def choices(branches: Iterable[Branch], label=str) -> list[tuple[str, str]]:
    """Return (key, name) for a select, what lies deeper set further in."""
    return [(branch.thing.key, "\u2003" * branch.depth + label(branch.thing)) for branch in flat(branches)]


def without(branches: Iterable[Branch], thing: models.Model) -> list[Branch]:
    """Return the tree without a thing and all below it: the places the thing could go to."""
    return [
        Branch(branch.thing, branch.depth, branch.steps, without(branch.children, thing))
        for branch in branches
        if branch.thing.pk != thing.pk
    ]
