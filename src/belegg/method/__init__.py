"""What a methods book says: pure calculations without Django, clock, settings or network.

`MEASURES` is the list that pages, commands, the report and the reference docs read. A new statistic is a function in a file here, a test
that names the origin of its numbers, and a line below. The line names the function by its place, so that importing one measure does not
import all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .errors import gettext_noop


@dataclass(frozen=True)
class Measure:
    """A measure: its stable name, where its function is ("module:function" below this package), and in a sentence what it needs."""

    name: str
    place: str
    needs: str

    @property
    def function(self) -> Callable[..., Any]:
        module, name = self.place.split(":")
        found: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), name)
        return found


MEASURES = [
    Measure("matrix", "matrix:tabulate", gettext_noop("Codings, each with its code and the column it counts in.")),
    Measure("states", "matrix:states", gettext_noop("Codings per cell, and what was coded through, not asked or skipped in each text.")),
    Measure("cooccurrence", "cooccurrence:cooccurrence", gettext_noop("Codings of at least two codes, with their places in the texts.")),
    Measure("quotations", "query:answer", gettext_noop("Codings with their places and turns, and a query over code names.")),
]
