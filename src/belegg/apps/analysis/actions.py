"""Verbs of the framework matrix: write the summary of a cell, or take it away."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from belegg.apps.analysis.models import Summary
from belegg.apps.analysis.rules import check_codings, check_column, check_summary_as_seen
from belegg.apps.coding.models import Code
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study


def write_summary(
    code: Code, column: str, text: str, *, by: Member, codings: Iterable[str] | None = None, seen: str | None = None, why: str = ""
) -> Summary | None:
    """Write the summary of a code for a column ("case:ID", "source:ID" or "person:ID") and return it; without words and codings it goes.

    `codings` are the ids of the codings it rests on (None: leave them as they are). `seen` is the stamp of the summary as the writer saw it
    ("" where there was none; None: do not ask).
    Raises Refused("changed_since") naming who has written since, Refused("not_found").
    """
    check_may(by, "code")
    check_same_study(by, code)
    name = check_column(by.study, column)
    rests_on = None if codings is None else check_codings(by.study, codings)
    text = text.replace("\r\n", "\n").strip()
    with journal.act(by.study, by=by, verb="summary.write", about=f"code:{code.key}", why=why, code=code.name, column=name) as doing:
        there = Summary.objects.select_related("by").filter(study=by.study, code=code, column=column).first()
        check_summary_as_seen(there, seen)
        kept = rests_on if rests_on is not None else (there.codings if there else [])
        if not text and not kept:
            if there:
                doing.verb = "summary.remove"
                doing.delete(there)
            return None
        if there is None:
            return doing.create(Summary(study=by.study, code=code, column=column, text=text, by=by, time=timezone.now(), codings=kept))
        if (there.text, there.codings) == (text, kept):
            return there
        return doing.update(there, text=text, codings=kept, by=by, time=timezone.now())
