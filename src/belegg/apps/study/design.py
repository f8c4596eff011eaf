"""The design record: what a study is for, what it looks at and why these cases; every change with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, Member, Study
from belegg.apps.study.rules import check_may
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop

# Purpose, unit of analysis, delimitation, choice of cases, epistemic position, prior assumptions, kind of generalisation sought.
FIELDS = ("purpose", "unit", "delimitation", "why_these_cases", "position", "prior_assumptions", "generalisation")
LONGEST = 20_000


class Earlier(NamedTuple):
    """How a field read before a change, and why it was changed."""

    time: datetime
    by: str
    was: str
    why: str
    number: int


def design_of(study: Study) -> dict[str, str]:
    """Return the design record as it stands in the store, empty where nothing is written."""
    design = Study.objects.values_list("design", flat=True).get(pk=study.pk)
    return {name: str(design.get(name, "")) for name in FIELDS}


def change_design(study: Study, field: str, value: str, *, by: Member, why: str = "") -> Study:
    """Write a field of the design record.

    Raises Refused("no_reason") where words stood there already: what was thought before must stay traceable.
    """
    check_may(by, "edit")
    if field not in FIELDS:
        raise TypeError(f"The design record has no {field}.")
    value, why = value.strip()[:LONGEST], why.strip()
    was = design_of(study)[field]
    if was and value != was and not why:
        raise Refused(
            "no_reason",
            gettext_noop("A change of the design needs a reason."),
            gettext_noop("Write in a sentence what made you change it; the method chapter will ask."),
        )
    with journal.act(study, by=by, verb="design.change", about="study", why=why, field=field, was=was) as doing:
        now = fresh(study)
        return doing.update(now, design={**now.design, field: value})


def earlier(study: Study) -> dict[str, list[Earlier]]:
    """Return how each field read before, the latest change first. What was undone is told of too: it was thought once."""
    found: dict[str, list[Earlier]] = {}
    for entry in JournalEntry.objects.filter(study=study, verb="design.change").select_related("by").order_by("-number"):
        said = journal.facts(entry)
        field, was = said["params"].get("field", ""), said["params"].get("was", "")
        if was:
            found.setdefault(field, []).append(Earlier(entry.time, entry.by.name, was, said["why"], entry.number))
    return found
