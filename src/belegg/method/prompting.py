"""Use of a term before and after the interviewer has said what it means.

Who uses a word on being given its definition may only give it back; who uses it before has it as their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Uses:
    """How often a term is used, and by whom (any ids), before the definition was given or where it never was, and after it."""

    unprompted: int = 0
    prompted: int = 0
    unprompted_by: set = field(default_factory=set)
    prompted_by: set = field(default_factory=set)

    def add(self, who: object, *, prompted: bool) -> None:
        """Count one use; `who` None stands for somebody not known."""
        if prompted:
            self.prompted += 1
        else:
            self.unprompted += 1
        if who is not None:
            (self.prompted_by if prompted else self.unprompted_by).add(who)

    @property
    def only_prompted_by(self) -> set:
        """Return those who use the term only after the definition."""
        return self.prompted_by - self.unprompted_by


def is_prompted(at: int, given: Iterable[int]) -> bool:
    """Say whether a use at a place of a text comes after the definition was given at one of these places of the same text.

    >>> is_prompted(50, [80]), is_prompted(90, [80]), is_prompted(90, [])
    (False, True, False)
    """
    return any(place <= at for place in given)
