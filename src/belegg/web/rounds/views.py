"""Rounds of coding: add, rename, order, delete, and how far each coder is with each text."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.coding import rounds as acts
from belegg.apps.coding.models import Round
from belegg.apps.coding.progress import round_grids
from belegg.apps.coding.queries import rounds_of
from belegg.apps.study.rules import can, check_may
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.rounds.forms import RoundForm


@study_page("read", room="codes")
def rounds(request: StudyRequest) -> HttpResponse:
    """The list with its grids; a form sent here adds a round."""
    if request.method == "POST":
        check_may(request.member, "edit")
    form = RoundForm(request.POST if request.method == "POST" else None, auto_id="new_%s")
    tried = attempt(form, lambda data: acts.add_round(request.study, by=request.member, **data), at="name")
    if tried.done:
        messages.success(request, _("The round %(name)s is added. New codings go to it.") % {"name": tried.made.name})
        return redirect("rounds", request.study.key)
    coders, grids = round_grids(request.study)
    context = {"form": form, "coders": coders, "grids": grids, "may_edit": can(request.member, "edit")}
    return render(request, "rounds/rounds.html", context, status=tried.status)


@study_page("read", room="codes")
@leaving("rounds", "counts")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    """Save how far everyone is: a row per round, text and coder."""
    study = request.study
    _coders, grids = round_grids(study)
    rows = [
        [grid.round.name, line.text.key, line.text.source.title, cell.coder.name, cell.state, cell.codings]
        for grid in grids
        for line in grid.lines
        for cell in line.cells
    ]
    columns = ["round", "text", "title", "coder", "state", "codings"]
    return download_table(f"{study.key}-rounds", suffix, f"{study.title}: {_('Rounds')}", columns, rows)


def round_of(request: StudyRequest, key: str) -> Round:
    return get_object_or_404(Round.objects.select_related("study"), study=request.study, key=key)


@study_page("edit", room="codes")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = round_of(request, key)
    form = RoundForm(request.POST or None, initial={"name": found.name, "description": found.description})
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_round(found, by=request.member, seen=seen, **data), at="name")
    if tried.done:
        messages.success(request, _("The round is changed."))
        return redirect("rounds", request.study.key)
    now = round_of(request, key) if tried.conflict else None
    context = {"form": form, "round": found, "now": now, "seen": stamp(now) if now else seen}
    return render(request, "rounds/change.html", context, status=tried.status)


@require_POST
@study_page("edit", room="codes")
def move(request: StudyRequest, key: str) -> HttpResponse:
    """Move a round one step `up` or `down`."""
    found = round_of(request, key)
    keys = [round.key for round in rounds_of(request.study)]
    at = keys.index(found.key) + (1 if request.POST.get("step") == "down" else -1)
    if 0 <= at < len(keys):
        acts.move_round(found, by=request.member, at=at)
        messages.success(request, _("%(name)s is moved. New codings go to the last round.") % {"name": found.name})
    return redirect("rounds", request.study.key)


@require_POST
@study_page("edit", room="codes")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    found = round_of(request, key)
    acts.delete_round(found, by=request.member)
    messages.success(request, _("The round %(name)s is deleted.") % {"name": found.name})
    return redirect("rounds", request.study.key)
