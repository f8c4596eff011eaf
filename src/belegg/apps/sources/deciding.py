"""Decisions on the names of a text, one by one or word by word, kept until the text is replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import NameDecision, Text, WordUse
from belegg.apps.sources.rules import check_span
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop
from belegg.method.replacing import Choice, edits_of, in_brackets


class Decided(NamedTuple):
    """What shall become of some words: replaced by `replacement`, or kept. `person` is who they name, None where nobody of the study."""

    start: int
    end: int
    use: str
    replacement: str = ""
    rule: str = "own"
    person: Person | None = None


def decide(text: Text, decided: Sequence[Decided], *, by: Member, why: str = "") -> None:
    """Note what shall become of words of a text; what was decided of the same or overlapping words before gives way.

    Raises Refused("replacement_empty"), Refused("span_outside"), Refused("not_current").
    """
    check_may(by, "edit")
    check_same_study(by, text, *(one.person for one in decided))
    check_open(text)
    for one in decided:
        check_span(text, one.start, one.end)
    edits_of(text.body.text, choices_of(decided))
    params = {"title": text.source.title, "text": text.key, "n": len(decided)}
    with journal.act(text.study, by=by, verb="names.decide", about=f"text:{text.key}", why=why, **params) as doing:
        there = list(NameDecision.objects.filter(text=text))
        for one in decided:
            put(doing, text, one, by, there)


def put(doing: Act, text: Text, one: Decided, by: Member, there: list[NameDecision]) -> None:
    same = next((row for row in there if (row.start, row.end) == (one.start, one.end)), None)
    gone = [row for row in there if row is not same and row.start < one.end and one.start < row.end]
    doing.delete_many(gone)
    for row in gone:
        there.remove(row)
    values = {
        "use": one.use,
        "replacement": tidy(one.replacement) if one.use == WordUse.REPLACE else "",
        "rule": one.rule[:30],
        "person": one.person,
        "by": by,
        "time": timezone.now(),
    }
    if same is None:
        there.append(doing.create(NameDecision(study=text.study, text=text, start=one.start, end=one.end, **values)))
    else:
        doing.update(same, **values)


def tidy(replacement: str) -> str:
    """Return a replacement on one line, in brackets unless it has some: what was replaced must be seen to be so."""
    words = " ".join(replacement.split())[:190]
    return words if "[" in words and "]" in words else in_brackets(words)


def undecide(text: Text, spans: Iterable[tuple[int, int]], *, by: Member, why: str = "") -> None:
    """Take decisions back: the words are to be decided again."""
    check_may(by, "edit")
    check_same_study(by, text)
    wanted = set(spans)
    params = {"title": text.source.title, "text": text.key}
    with journal.act(text.study, by=by, verb="names.undecide", about=f"text:{text.key}", why=why, **params) as doing:
        doing.delete_many([row for row in NameDecision.objects.filter(text=text) if (row.start, row.end) in wanted])


def choices_of(decided: Iterable[Decided] | Iterable[NameDecision]) -> list[Choice]:
    """Return the replacements among decisions."""
    return [
        Choice(one.start, one.end, tidy(one.replacement) if one.replacement.strip() else "", one.person.key if one.person else "")
        for one in decided
        if one.use == WordUse.REPLACE
    ]


def check_open(text: Text) -> None:
    """Refuse a version of a text that is no longer the one in use, and one that is sealed.

    Raises Refused("not_current"), Refused("text_sealed").
    """
    if not text.current:
        raise Refused(
            "not_current",
            gettext_noop("This is an earlier version of the text."),
            gettext_noop("Open the version in use; names are replaced there."),
        )
    if text.sealed is not None:
        raise Refused(
            "text_sealed",
            gettext_noop("This text is sealed: nothing in it is changed any more."),
            gettext_noop("Only what is not sealed can be replaced or put back."),
        )
