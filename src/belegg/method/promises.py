"""Promises made to informants and authorities: when each falls due, and which of them contradict each other.

A promise is due on a date, or some days after something has happened ("14 days after transcription"). As long as that has not happened it
waits, and says for what: it is never given a date of its own making.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from belegg.method.errors import gettext_noop

__all__ = ["ABOUT", "ACTIONS", "EVENTS", "ORIGINS", "STATES", "Contradiction", "Due", "Promised", "contradictions", "due", "state"]

ORIGINS = ("letter", "notification", "plan", "agreement")
ABOUT = ("recording", "text", "identity", "quotation", "person", "study")
ACTIONS = ("delete", "anonymise", "check", "inform", "keep")
# What a promise may wait for.
EVENTS = ("interview", "transcription", "submission", "study_end", "withdrawal")
STATES = ("overdue", "soon", "later", "waiting", "kept", "dropped")
# Days within which a promise is shown as due soon.
SOON = 30
# What rules out what, for the same thing: it cannot be kept and be deleted, nor stay as it is and be made anonymous.
OPPOSED = ({"delete", "keep"}, {"anonymise", "keep"})


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as far as time and contradictions go. `subject` is the thing, "" for all of their kind; a fixed date goes before a rule."""

    id: str
    about: str
    action: str
    subject: str = ""
    on: date | None = None
    after: str = ""
    days: int = 0
    settled: str = ""  # "kept" or "dropped"


@dataclass(frozen=True, slots=True)
class Due:
    """When a promise is due. Without a date `waits_for` names the event, "" where nothing has been said at all."""

    on: date | None
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two promises that cannot both be kept as they stand; `why` is an English sentence for the catalogue."""

    a: str
    b: str
    why: str


OPPOSITE = gettext_noop("One promises to keep what the other promises to take away.")
TWO_TIMES = gettext_noop("They promise the same at different times; the earlier one binds.")
TWO_RULES = gettext_noop("They promise the same after different events, so nobody can say when it is due.")


def due(promise: Promised, events: Mapping[str, date]) -> Due:
    """Return when a promise is due; `events` are those that have happened (for many things of a kind: the last of them)."""
    if promise.on:
        return Due(promise.on)
    if promise.after and promise.after in events:
        return Due(events[promise.after] + timedelta(days=promise.days))
    return Due(None, promise.after)


def state(promise: Promised, events: Mapping[str, date], today: date) -> str:
    """Return one of STATES. What is due today is not overdue yet."""
    if promise.settled:
        return promise.settled
    when = due(promise, events).on
    if when is None:
        return "waiting"
    if when < today:
        return "overdue"
    return "soon" if when <= today + timedelta(days=SOON) else "later"


def contradictions(promises: Iterable[Promised]) -> list[Contradiction]:
    """Return the pairs of promises about the same thing that cannot both be kept as they stand. Dropped ones count no more."""
    standing = [promise for promise in promises if promise.settled != "dropped"]
    found = []
    for a, b in combinations(standing, 2):
        if a.about == b.about and meet(a.subject, b.subject) and (why := _clash(a, b)):
            found.append(Contradiction(a.id, b.id, why))
    return found


def meet(one: str, other: str) -> bool:
    """Say whether two subjects have something in common: the same thing, or all of a kind and one of it."""
    return not one or not other or one == other


def _clash(a: Promised, b: Promised) -> str:
    if {a.action, b.action} in OPPOSED and not _one_after_the_other(a, b):
        return OPPOSITE
    if a.action != b.action or (a.on, a.after, a.days) == (b.on, b.after, b.days) or a.action in ("check", "inform"):
        return ""
    if a.on and b.on:
        return TWO_TIMES
    return TWO_TIMES if a.after == b.after and not (a.on or b.on) else TWO_RULES


def _one_after_the_other(a: Promised, b: Promised) -> bool:
    """To keep something until a day and delete it then is no contradiction."""
    keep, other = (a, b) if a.action == "keep" else (b, a)
    if keep.on and other.on:
        return keep.on <= other.on
    return bool(keep.after) and (keep.after, keep.days) == (other.after, other.days)


def earliest(promises: Sequence[Promised], events: Mapping[str, date]) -> date | None:
    """Return the first date on which one of these promises is due, None where none has a date yet."""
    return min((when for promise in promises if not promise.settled and (when := due(promise, events).on)), default=None)
