"""Observations: where somebody of the study was, as what, who was there, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.fieldwork import observations as acts
from belegg.apps.fieldwork.models import Observation
from belegg.apps.sources.actions import add_source, set_observation
from belegg.apps.sources.models import Source, SourceKind
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.formats import Document
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.observations.forms import NoteForm, ObservationForm

COLUMNS = (
    "id",
    "title",
    "date",
    "minutes",
    "place",
    "part",
    "how",
    "case",
    "people",
    "others",
    "observers",
    "field_notes",
    "contacts",
    "note",
)


def observation_of(request: StudyRequest, key: str) -> Observation:
    return get_object_or_404(Observation.objects.select_related("study", "case"), study=request.study, key=key)


def line_of(request: StudyRequest, found: Observation) -> acts.ObservationLine:
    return next(line for line in acts.lines(request.study) if line.observation == found)


def notes_of(study: Study) -> dict[int, list[Source]]:
    found: dict[int, list[Source]] = {}
    for source in Source.objects.filter(study=study, observation__isnull=False).order_by("pk"):
        found.setdefault(source.observation_id or 0, []).append(source)
    return found


@study_page("read", room="field")
def observations(request: StudyRequest) -> HttpResponse:
    notes = notes_of(request.study)
    lines = [{"line": line, "notes": notes.get(line.observation.pk, [])} for line in acts.lines(request.study)]
    context = {"lines": lines, "may_edit": can(request.member, "edit"), "tab": "observations"}
    return render(request, "observations/observations.html", context)


@study_page("edit", room="field")
def new(request: StudyRequest) -> HttpResponse:
    form = ObservationForm(request.POST or None, study=request.study, initial={"members": [request.member.key]})

    @transaction.atomic
    def enter(data: dict) -> Observation:
        notes = data.pop("sources")
        made = acts.add_observation(request.study, by=request.member, **data)
        give_notes(made, notes, request)
        return made

    tried = attempt(form, enter)
    if tried.done:
        messages.success(request, _("The observation is entered."))
        return redirect("observation", request.study.key, tried.made.key)
    return written(request, form, _("New observation"), reverse("observations", args=[request.study.key]), tried.status)


def give_notes(observation: Observation, wanted: Iterable[Source], request: StudyRequest) -> None:
    """Let exactly these field notes belong to the observation."""
    by_pk = {source.pk: source for source in wanted}
    for source in Source.objects.filter(study=request.study, observation=observation):
        if source.pk not in by_pk:
            set_observation(source, None, by=request.member)
    for source in by_pk.values():
        if source.observation_id != observation.pk:
            set_observation(source, observation, by=request.member)


def written(request: StudyRequest, form, title: str, back: str, status: int, seen: str = "", lead: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "seen": seen, "lead": lead}
    return render(request, "observations/write.html", context, status=status)


@study_page("read", room="field")
def observation(request: StudyRequest, key: str) -> HttpResponse:
    found = observation_of(request, key)
    context = {
        "line": line_of(request, found), "observation": found, "notes": Source.objects.filter(observation=found).order_by("pk"),
        "may_edit": can(request.member, "edit"), "title": found.title,
    }  # fmt: skip
    return render(request, "observations/observation.html", context)


@study_page("edit", room="field")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = observation_of(request, key)
    line = line_of(request, found)
    initial = {name: getattr(found, name) for name in acts.FIELDS} | {
        "case": found.case.key if found.case else "", "people": [one.key for one in line.people], "members": [one.key for one in line.members],
        "sources": list(Source.objects.filter(observation=found).values_list("key", flat=True)),
    }  # fmt: skip
    form = ObservationForm(request.POST or None, study=request.study, observation=found, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)

    @transaction.atomic
    def act(data: dict) -> Observation:
        notes = data.pop("sources")
        changed = acts.change_observation(found, by=request.member, seen=seen, **data)
        give_notes(changed, notes, request)
        return changed

    tried = attempt(form, act)
    back = reverse("observation", args=[request.study.key, key])
    if tried.done:
        messages.success(request, _("The observation is changed."))
        return redirect(back)
    return written(request, form, found.title, back, tried.status, seen)


@study_page("edit", room="field")
def note(request: StudyRequest, key: str) -> HttpResponse:
    """Write a field note: it becomes a source that can be coded."""
    found = observation_of(request, key)
    form = NoteForm(request.POST or None, initial={"title": _("Field note: %(title)s") % {"title": found.title}, "date": found.date})

    @transaction.atomic
    def act(data: dict) -> Source:
        body = data["text"].replace("\r\n", "\n").strip() + "\n"
        cases = [found.case] if found.case else []
        made = add_source(
            request.study,
            Document(body),
            kind=SourceKind.OBSERVATION,
            title=data["title"],
            date=data["date"],
            cases=cases,
            by=request.member,
        )
        return set_observation(made, found, by=request.member)

    tried = attempt(form, act)
    back = reverse("observation", args=[request.study.key, key])
    if tried.done:
        messages.success(request, _("The field note is among the sources."))
        return redirect(back)
    lead = _("It becomes a text that can be coded. Do not write real names.")
    return written(request, form, _("New field note"), back, tried.status, lead=lead)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_observation(observation_of(request, key), by=request.member)
    messages.success(request, _("The observation is deleted."))
    return redirect("observations", request.study.key)


@study_page("read", room="field")
@leaving("observations", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    notes = notes_of(request.study)
    rows = []
    for one, people, members, contacts in acts.lines(request.study):
        rows.append((
            one.key, one.title, str(one.date or ""), one.minutes or "", one.place, one.part, one.how, one.case.key if one.case else "",
            ";".join(person.key for person in people), one.others, ";".join(member.name for member in members),
            ";".join(source.key for source in notes.get(one.pk, [])), ";".join(contact.key for contact in contacts), one.note,
        ))  # fmt: skip
    return download_table("observations", suffix, _("Observations"), COLUMNS, rows)
