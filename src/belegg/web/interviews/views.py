"""Interviews: all of them, one, and which question was asked in which."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.fieldwork import interviews as acts
from belegg.apps.fieldwork.guides import items_of, versions_of
from belegg.apps.fieldwork.models import Guide, Interview, InterviewState
from belegg.apps.sources.actions import set_interview
from belegg.apps.sources.actions.answers import answers_to
from belegg.apps.sources.models import Source
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can, check_may
from belegg.apps.study.seen import stamp
from belegg.method.guide import ASKED, Item, answer_state
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.guides.shown import with_depth
from belegg.web.interviews.forms import InterviewForm, called

COLUMNS = ("id", "date", "state", "participants", "interviewers", "place", "form", "minutes", "time", "guide", "follows", "sources", "note")
MARKS = {"not_answered": "○", "not_asked": "–", "skipped": "×", "answered": "●"}


def interview_of(request: StudyRequest, key: str) -> Interview:
    found = Interview.objects.select_related("study", "guide_version__guide", "follow_up_of")
    return get_object_or_404(found, study=request.study, key=key)


def sources_of(study: Study) -> dict[int, list[Source]]:
    found: dict[int, list[Source]] = {}
    for source in Source.objects.filter(study=study, interview__isnull=False).order_by("pk"):
        found.setdefault(source.interview_id or 0, []).append(source)
    return found


@study_page("read", room="field")
def interviews(request: StudyRequest) -> HttpResponse:
    study, sources = request.study, sources_of(request.study)
    lines = [{"line": line, "sources": sources.get(line.interview.pk, [])} for line in acts.lines(study)]
    context = {
        "lines": lines,
        "may_edit": can(request.member, "edit"),
        "tab": "interviews",
        "has_guides": Guide.objects.filter(study=study).exists(),
    }
    return render(request, "interviews/interviews.html", context)


@study_page("edit", room="field")
def new_interview(request: StudyRequest) -> HttpResponse:
    form = InterviewForm(request.POST or None, study=request.study, initial={"members": [request.member.key]})

    @transaction.atomic
    def enter(data: dict) -> Interview:
        sources = data.pop("sources")
        made = acts.add_interview(request.study, by=request.member, **data)
        give_sources(made, sources, request)
        return made

    tried = attempt(form, enter)
    if tried.done:
        messages.success(request, _("The interview is entered."))
        return redirect("interviews", request.study.key)
    return render(request, "interviews/interview.html", {"form": form, "title": _("New interview"), "may_edit": True}, status=tried.status)


def give_sources(interview: Interview, wanted: Iterable[Source], request: StudyRequest) -> None:
    """Let exactly these sources come of the interview."""
    by_pk = {source.pk: source for source in wanted}
    for source in Source.objects.filter(study=request.study, interview=interview):
        if source.pk not in by_pk:
            set_interview(source, None, by=request.member)
    for source in by_pk.values():
        if source.interview_id != interview.pk:
            set_interview(source, interview, by=request.member)


@study_page("read", room="field")
def interview(request: StudyRequest, key: str) -> HttpResponse:
    found, may_edit = interview_of(request, key), can(request.member, "edit")
    if request.method == "POST":
        check_may(request.member, "edit")
    line = next(line for line in acts.lines(request.study) if line.interview == found)
    sources = list(Source.objects.filter(study=request.study, interview=found).order_by("pk"))
    initial = {name: getattr(found, name) for name in acts.FIELDS} | {
        "people": [person.key for person in line.people], "members": [member.key for member in line.members],
        "guide_version": found.guide_version.key if found.guide_version else "", "sources": [source.key for source in sources],
        "follow_up_of": found.follow_up_of.key if found.follow_up_of else "",
    }  # fmt: skip
    form = InterviewForm(request.POST if request.method == "POST" else None, study=request.study, interview=found, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)

    @transaction.atomic
    def change(data: dict) -> Interview:
        given = data.pop("sources")
        changed = acts.change_interview(found, by=request.member, seen=seen, **data)
        give_sources(changed, given, request)
        return changed

    tried = attempt(form, change)
    if tried.done:
        messages.success(request, _("The interview is changed."))
        return redirect("interviews", request.study.key)
    context = {
        "form": form if may_edit else None, "interview": found, "line": line, "sources": sources, "seen": seen, "may_edit": may_edit,
        "title": acts.who(line.people) or found.key,
    }  # fmt: skip
    return render(request, "interviews/interview.html", context, status=tried.status)


@study_page("read", room="field")
def asked(request: StudyRequest) -> HttpResponse:
    """Which question was asked, left out, or not in the guide, interview by interview, for one guide."""
    guides = list(Guide.objects.filter(study=request.study).order_by("title"))
    guide = next((one for one in guides if one.key == request.GET.get("guide")), guides[0] if guides else None)
    held = [line for line in acts.lines(request.study) if line.interview.state == InterviewState.HELD]
    columns = [line for line in held if guide and line.interview.guide_version and line.interview.guide_version.guide_id == guide.pk]
    context = {
        "guides": guides, "guide": guide, "columns": columns, "rows": rows_of(guide, columns) if guide else [], "tab": "interviews",
        "may_edit": can(request.member, "edit"), "others": len(held) - len(columns),
    }  # fmt: skip
    return render(request, "interviews/asked.html", context)


def rows_of(guide: Guide, columns: list[acts.InterviewLine]) -> list[dict]:
    """Return a row for each question any version has, the newest wording; a cell says how it stands in an interview."""
    items: dict[str, Item] = {}
    known: dict[int, set[str]] = {}
    for version in reversed(versions_of(guide)):
        found = items_of(version)
        known[version.pk] = {item.qid for item in found}
        items = items | {item.qid: item for item in found if item.qid not in items}
    answers = answers_to(guide)
    left_out = {line.interview.pk: acts.skipped_of(line.interview) for line in columns}
    rows = []
    for shown in with_depth(list(items.values())):
        cells = []
        for line in columns if shown.item.kind in ASKED else ():
            here = answers.get(line.interview.pk, {})
            state = answer_state(shown.item.qid, known.get(line.interview.guide_version_id or 0), left_out[line.interview.pk], here)
            cells.append({"line": line, "state": state, "mark": MARKS[state], "answers": here.get(shown.item.qid, [])})
        rows.append({"shown": shown, "cells": cells})
    return rows


@require_POST
@study_page("edit", room="field")
def skip(request: StudyRequest, key: str) -> HttpResponse:
    """Say that a question was left out, or take that back."""
    found = interview_of(request, key)
    acts.skip_question(found, request.POST.get("question", ""), request.POST.get("skipped") == "1", by=request.member)
    guide = found.guide_version.guide.key if found.guide_version else ""
    answer = redirect("asked", request.study.key)
    answer["Location"] += f"?guide={guide}#q-{request.POST.get('question', '')}"
    return answer


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_interview(interview_of(request, key), by=request.member)
    messages.success(request, _("The interview is deleted."))
    return redirect("interviews", request.study.key)


@study_page("read", room="field")
@leaving("interviews", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    sources = sources_of(request.study)
    rows = [
        (
            one.key, str(one.date or ""), one.state, "; ".join(p.pseudonym for p in line.people), "; ".join(m.name for m in line.members),
            one.place, one.form, one.minutes or "", "short" if one.pressed else "", called(one.guide_version) if one.guide_version else "",
            one.follow_up_of.key if one.follow_up_of else "", "; ".join(s.key for s in sources.get(one.pk, ())), one.note,
        )
        for line in acts.lines(request.study)
        for one in [line.interview]
    ]  # fmt: skip
    return download_table("interviews", suffix, _("Interviews"), COLUMNS, rows)
