"""A part of a text that belongs to a case of its own (three municipalities in one report)."""

from __future__ import annotations

import hashlib

from django.db.models import Max, Min, QuerySet

from belegg.apps.sources.carrying import carry_rows
from belegg.apps.sources.dependants import ON_NEW_VERSION, SPAN_KINDS, Carry, Report, SpanKind
from belegg.apps.sources.models import Part, Text, Turn
from belegg.apps.sources.rules import check_current, check_span
from belegg.apps.study import journal
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import can, check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop


def mark_part(text: Text, start: int, end: int, case: Case, *, by: Member, why: str = "") -> Part:
    """Say that `[start, end)` of a text belongs to a case. Saying it twice changes nothing."""
    check_may(by, "edit")
    check_same_study(by, text, case)
    check_span(text, start, end)
    known = Part.objects.filter(text=text, start=start, end=end, case=case).first()
    if known:
        return known
    sha = hashlib.sha256(text.body.text[start:end].encode()).hexdigest()
    params = {"title": text.source.title, "case": case.name}
    with journal.act(text.study, by=by, verb="part.mark", about=f"text:{text.key}", why=why, **params) as doing:
        check_current(text)
        return doing.create(Part(study=text.study, text=text, start=start, end=end, sha256=sha, case=case))


def mark_turns(text: Text, first: int, last: int, case: Case, *, by: Member, why: str = "") -> Part:
    """Say that turns `first` to `last` of a text belong to a case."""
    return mark_part(text, *span_of_turns(text, first, last), case, by=by, why=why)


def span_of_turns(text: Text, first: int, last: int) -> tuple[int, int]:
    """Return where turn `first` begins, its speaker's name included, and turn `last` ends; refuse where there are no such turns."""
    span = Turn.objects.filter(text=text, n__gte=first, n__lte=last).aggregate(start=Min("head"), end=Max("end"))
    if span["start"] is None or last < first:
        raise Refused(
            "no_such_turns",
            gettext_noop("There are no turns %(first)s to %(last)s in this text."),
            gettext_noop("The reading page shows the number of each turn."),
            first=first,
            last=last,
        )
    return span["start"], span["end"]


def unmark_part(part: Part, *, by: Member, why: str = "") -> None:
    """Take the part from its case; the words stay."""
    check_may(by, "edit")
    check_same_study(by, part)
    params = {"title": part.text.source.title, "case": part.case.name}
    with journal.act(part.study, by=by, verb="part.unmark", about=f"text:{part.text.key}", why=why, **params) as doing:
        doing.delete(part)


def waiting_parts(study: Study) -> QuerySet[Part]:
    """Return the parts that lie on an earlier version of their text, until somebody says where they belong."""
    return Part.objects.filter(study=study, text__current=False).select_related("text__source", "case")


def place_part(part: Part, start: int, end: int, *, by: Member, why: str = "") -> Part:
    """Put a part that waits on words of the current text."""
    check_may(by, "edit")
    check_same_study(by, part)
    params = {"title": part.text.source.title, "case": part.case.name}
    with journal.act(part.study, by=by, verb="part.place", about=f"text:{part.text.key}", why=why, **params) as doing:
        text = Text.objects.select_related("body").get(source=part.text.source_id, current=True)
        check_span(text, start, end)
        sha = hashlib.sha256(text.body.text[start:end].encode()).hexdigest()
        return doing.update(part, text=text, start=start, end=end, sha256=sha)


def carry_parts(doing: journal.Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move the parts of a text to its new version."""
    rows = Part.objects.filter(text=old).select_related("case").order_by("pk")
    return carry_rows(doing, old, new, carry, rows, kind="part", label=PARTS, title=lambda part: part.case.name, once=("case_id",))


PARTS = gettext_noop("parts")
ON_NEW_VERSION.append(carry_parts)
SPAN_KINDS["part"] = SpanKind(
    "part", PARTS, waiting_parts, lambda part: part.case.name, place_part, unmark_part, lambda part, member: can(member, "edit")
)
