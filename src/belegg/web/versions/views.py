"""The versions of a source's text: who made them, when and why; two or three beside each other; sealing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from belegg.apps.sources.actions import seal_text
from belegg.apps.sources.actions.sealing import waiting_on
from belegg.apps.sources.models import Layer, Source, Text, Turn
from belegg.apps.study.rules import can
from belegg.method.errors import Refused
from belegg.method.versions import Row, rows_of
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.middleware import STATUS
from belegg.web.base.refusals import in_words

# Turns that are the same are shown only beside one that differs, unless all are asked for.
AROUND = 1
MOST_BESIDE = 3


def source_of(request: StudyRequest, key: str) -> Source:
    return get_object_or_404(Source.objects.select_related("study"), study=request.study, key=key)


@study_page("read", room="sources")
def versions(request: StudyRequest, key: str) -> HttpResponse:
    source = source_of(request, key)
    texts = list(Text.objects.filter(source=source).select_related("by", "parent").order_by("-current", "-pk"))
    context = {
        "source": source,
        "texts": texts,
        "current": next((text for text in texts if text.current), None),
        "waiting": waiting_on(source),
        "may_edit": can(request.member, "edit"),
        "may_seal": can(request.member, "own") and any(t.current and t.layer == Layer.PSEUDONYMISED and not t.sealed for t in texts),
    }
    return render(request, "versions/versions.html", context)


@study_page("read", room="sources")
def compare(request: StudyRequest, key: str) -> HttpResponse:
    """Show two or three versions beside each other, the earliest first; without a choice the current one and the one before."""
    source = source_of(request, key)
    texts = list(Text.objects.filter(source=source).select_related("body").order_by("pk"))
    asked = request.GET.getlist("v")[:MOST_BESIDE]
    chosen = [text for text in texts if text.key in asked] if asked else [text for text in texts if text.length][-2:]
    if asked and len(chosen) < len(set(asked)):
        raise Http404
    everything = bool(request.GET.get("all"))
    rows = rows_of([words_of(text) for text in chosen]) if len(chosen) > 1 else []
    context = {
        "source": source,
        "texts": texts,
        "chosen": chosen,
        "chosen_keys": [text.key for text in chosen],
        "rows": rows if everything else near_changes(rows),
        "differing": sum(row.differs for row in rows),
        "everything": everything,
        "query": "&".join(f"v={text.key}" for text in chosen),
    }
    return render(request, "versions/compare.html", context)


def words_of(text: Text) -> list[str]:
    """Return what stands in each turn, its label included."""
    body = text.body.text
    return [body[head:end] for head, end in Turn.objects.filter(text=text).order_by("n").values_list("head", "end")]


def near_changes(rows: list[Row]) -> list[Row | None]:
    """Return the rows that differ and those around them; None stands for rows left out."""
    shown = {near for at, row in enumerate(rows) if row.differs for near in range(at - AROUND, at + AROUND + 1)}
    found: list[Row | None] = []
    for at, row in enumerate(rows):
        if at in shown:
            found.append(row)
        elif not found or found[-1] is not None:
            found.append(None)
    return found


@study_page("own", room="sources")
def seal(request: StudyRequest, key: str) -> HttpResponse:
    """Say what goes for good; seal the text when that is confirmed with a reason."""
    text = get_object_or_404(Text.objects.select_related("source", "study"), study=request.study, key=key)
    refused, status = "", 200
    if request.method == "POST":
        try:
            seal_text(text, by=request.member, why=request.POST.get("why", "")[:2000])
        except Refused as error:
            refused, status = in_words(error), STATUS.get(error.code, 422)
        else:
            messages.success(request, _("The text is sealed."))
            return redirect("versions", request.study.key, text.source.key)
    context = {
        "text": text,
        "source": text.source,
        "earlier": Text.objects.filter(source=text.source).exclude(pk=text.pk).count(),
        "waiting": waiting_on(text.source),
        "refused": refused,
        "why": request.POST.get("why", ""),
    }
    return render(request, "versions/seal.html", context, status=status)
