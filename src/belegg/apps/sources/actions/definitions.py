"""The interviewer said here what a term means: what informants make of it afterwards is prompted."""

from __future__ import annotations

from django.db.models import QuerySet

from belegg.apps.sources.actions.parts import span_of_turns
from belegg.apps.sources.models import Mark, Text
from belegg.apps.sources.rules import check_current
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop

# A definition is a mark of this kind at the beginning of the turn in which it is given; its label is the term.
KIND = "definition"


def mark_definition(text: Text, turn: int, term: str, *, by: Member, why: str = "") -> Mark:
    """Note that a term is defined in a turn. Saying it twice changes nothing. Raises Refused("no_term")."""
    check_may(by, "code")
    check_same_study(by, text)
    term = " ".join(term.split())[:60]
    if not term:
        raise Refused("no_term", gettext_noop("It is not said which term is defined."), gettext_noop("Write the term, such as samskaping."))
    start, _end = span_of_turns(text, turn, turn)
    known = Mark.objects.filter(text=text, kind=KIND, at=start, label__iexact=term).first()
    if known:
        return known
    params = {"title": text.source.title, "term": term}
    with journal.act(text.study, by=by, verb="definition.mark", about=f"text:{text.key}", why=why, **params) as doing:
        check_current(text)
        return doing.create(Mark(text=text, kind=KIND, at=start, label=term))


def unmark_definition(mark: Mark, *, by: Member, why: str = "") -> None:
    """Take back that a term is defined somewhere."""
    check_may(by, "code")
    text = mark.text
    check_same_study(by, text)
    params = {"title": text.source.title, "term": mark.label}
    with journal.act(text.study, by=by, verb="definition.unmark", about=f"text:{text.key}", why=why, **params) as doing:
        doing.delete(mark)


def definitions_in(text: Text) -> QuerySet[Mark]:
    return Mark.objects.filter(text=text, kind=KIND).select_related("text__source").order_by("at", "pk")


def definitions_of(study: Study) -> QuerySet[Mark]:
    """Return the definitions marked in the texts that count."""
    return (
        Mark.objects.filter(text__study=study, text__current=True, kind=KIND).select_related("text__source").order_by("text_id", "at", "pk")
    )
