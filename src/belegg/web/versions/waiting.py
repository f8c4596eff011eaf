"""Codings and other marks that could not be carried to the current version: a person says where each belongs, or lets it go."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from belegg.apps.sources.dependants import SPAN_KINDS, SpanKind
from belegg.apps.sources.models import Source, Text, Turn
from belegg.method.anchors import Span, carry
from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.middleware import STATUS
from belegg.web.base.refusals import in_words
from belegg.web.versions.views import source_of

# How much is shown before and behind the place where the words would lie.
AROUND = 400


class Waiting(NamedTuple):
    kind: SpanKind
    row: Any
    key: str
    label: str
    title: str
    words: str
    may: bool


def waiting_rows(request: StudyRequest, source: Source) -> list[Waiting]:
    found = []
    for kind in SPAN_KINDS.values():
        for row in kind.waiting(request.study).filter(text__source=source).order_by("text_id", "start", "pk"):
            words = row.text.body.text[row.start : row.end]
            key = str(getattr(row, "key", row.pk))
            found.append(Waiting(kind, row, key, _(kind.label), kind.title(row), words, kind.may(row, request.member)))
    return found


@study_page("read", room="sources")
def waiting(request: StudyRequest, key: str) -> HttpResponse:
    source = source_of(request, key)
    return render(request, "versions/waiting.html", {"source": source, "rows": waiting_rows(request, source)})


@study_page("code", room="sources")
def decide(request: StudyRequest, key: str, kind: str, row: str) -> HttpResponse:
    """Show the old words, and the current ones around the place; take the person's decision."""
    source = source_of(request, key)
    found = next((each for each in waiting_rows(request, source) if each.kind.kind == kind and each.key == row), None)
    if found is None:
        raise Http404
    now = Text.objects.select_related("body").get(source=source, current=True)
    near = place_near(found.row, now)
    refused, status = "", 200
    if request.method == "POST":
        try:
            return done(request, source, found, now, near)
        except Refused as error:
            refused, status = in_words(error), STATUS.get(error.code, 422)
    old = found.row.text.body.text
    context = {
        "source": source,
        "one": found,
        "old_before": old[max(0, found.row.start - AROUND) : found.row.start],
        "old_after": old[found.row.end : found.row.end + AROUND],
        "near": now.body.text[near.start : near.end],
        "now": now,
        "words": request.POST.get("words", ""),
        "refused": refused,
    }
    return render(request, "versions/decide.html", context, status=status)


def place_near(row: Any, now: Text) -> Span:
    """Return the turns of the current text around the place where the words would lie."""
    carried = carry(row.text.body.text, now.body.text, [Span(row.start, row.end)])
    between = carried.undecided[0].between if carried.undecided else carried.moved[0]
    turns = Turn.objects.filter(text=now, head__lt=between.end + AROUND, end__gt=max(0, between.start - AROUND)).order_by("n")
    spans = list(turns.values_list("head", "end"))
    return Span(spans[0][0], spans[-1][1]) if spans else Span(0, now.length)


def done(request: StudyRequest, source: Source, found: Waiting, now: Text, near: Span) -> HttpResponse:
    why = request.POST.get("why", "").strip()[:2000]
    if "drop" in request.POST:
        found.kind.drop(found.row, by=request.member, why=why)
        messages.success(request, _("“%(title)s” was let go.") % {"title": found.title})
    else:
        start, end = place_of(request.POST.get("words", ""), now.body.text, near)
        found.kind.place(found.row, start, end, by=request.member, why=why)
        messages.success(request, _("“%(title)s” lies on the current version now.") % {"title": found.title})
    return redirect("waiting_spans", source.study.key, source.key)


def place_of(words: str, body: str, near: Span) -> tuple[int, int]:
    """Return where the words stand among those shown. Raises Refused("words_not_there") and Refused("words_twice")."""
    words = normalise(words).strip()
    if not words or (at := body.find(words, near.start, near.end)) < 0:
        raise Refused(
            "words_not_there",
            gettext_noop("These words do not stand in what is shown of the current text."),
            gettext_noop("Mark them there and copy them exactly."),
        )
    if body.find(words, at + 1, near.end) >= 0:
        raise Refused(
            "words_twice",
            gettext_noop("These words stand there more than once."),
            gettext_noop("Take some of the words around them too."),
        )
    return at, at + len(words)
