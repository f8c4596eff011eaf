"""Everything that writes codings and looked, under one name for pages, commands and the apps above."""

from belegg.apps.coding.codings import (
    Passage,
    mark_passage,
    mark_passages,
    mark_passages_with_new_code,
    mark_with_new_code,
    new_key,
    recode,
    reshape,
    unmark,
)
from belegg.apps.coding.looked import mark_looked, unmark_looked
from belegg.apps.coding.rounds import round_or_last
from belegg.apps.coding.rules import gone

__all__ = [
    "Passage",
    "gone",
    "mark_looked",
    "mark_passage",
    "mark_passages",
    "mark_passages_with_new_code",
    "mark_with_new_code",
    "new_key",
    "recode",
    "reshape",
    "round_or_last",
    "unmark",
    "unmark_looked",
]
