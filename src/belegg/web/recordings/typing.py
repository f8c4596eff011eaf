"""The typing room: a transcript is typed beside its recording, kept as it grows, and made a source when it is done."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.privacy.models import Person
from belegg.apps.recordings import actions
from belegg.apps.recordings.drafts import keep_typed, typed
from belegg.apps.recordings.models import Recording
from belegg.apps.recordings.queries import people_of
from belegg.apps.sources.actions import add_source, set_interview
from belegg.apps.sources.heard import sources_heard_in
from belegg.apps.sources.models import Source
from belegg.apps.study.models import Case
from belegg.formats.document import Document
from belegg.method.errors import Refused, gettext_noop
from belegg.method.typed import clean_labels, transcript
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.sent import whole_number
from belegg.web.recordings.forms import FinishForm
from belegg.web.recordings.shown import recording_of, shown
from belegg.web.sources.shown import shown_turns

TURNS = 12


def labels_in(written: str) -> list[str]:
    return clean_labels(written.split(","))


@study_page("code", room="field")
def room(request: StudyRequest, key: str) -> HttpResponse:
    found = recording_of(request, key)
    draft = typed(found, by=request.member)
    labels = draft.labels or tuple(clean_labels(["I", *(person.pseudonym for person in people_of(found))])) + (
        () if people_of(found) else ("R",)
    )
    context = {"recording": shown(found), "row": shown(found), "draft": draft, "labels": ", ".join(labels), "play_turn": False}
    return render(request, "recordings/typing.html", context)


@require_POST
@study_page("code", room="field")
def draft(request: StudyRequest, key: str) -> HttpResponse:
    """Keep what stands there. The answer is the acknowledgement: by then it is on the disk."""
    found = recording_of(request, key)
    said = request.POST
    seen = whole_number(said.get("seen", "")) or 0
    text, writer = said.get("text", "").replace("\r\n", "\n"), said.get("writer", "")[:40]
    number = keep_typed(found, text, labels_in(said.get("labels", "")), by=request.member, seen=seen, writer=writer)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"number": number, "time": time_format(timezone.localtime(), "H:i:s")})
    messages.success(request, _("What you typed is kept."), extra_tags="no-undo")
    return redirect("typing_room", request.study.key, found.key)


@study_page("edit", room="field")
def finish(request: StudyRequest, key: str) -> HttpResponse:
    """Make a source of what was typed: look first, then keep."""
    found = recording_of(request, key)
    draft = typed(found, by=request.member)
    body, turns = transcript(draft.text, draft.labels)
    document = Document(body, turns=turns, has_guessed_roles=True)
    form = FinishForm(request.POST if request.method == "POST" else None, recording=found, initial=suggested(found))
    tried = attempt(form, lambda data: make_source(request, found, document, data), "title")
    if tried.done:
        messages.success(request, _("“%(title)s” is in the study as %(key)s.") % {"title": tried.made.title, "key": tried.made.key})
        return redirect("text", request.study.key, tried.made.texts.get().key)
    context = {
        "form": form,
        "row": shown(found),
        "turns": shown_turns(body, document.recognition().turns[:TURNS]),
        "count": len(turns),
        "more_turns": max(0, len(turns) - TURNS),
        "before": sources_heard_in(found),
    }
    return render(request, "recordings/finish.html", context, status=tried.status)


def suggested(recording: Recording) -> dict:
    names = ", ".join(person.pseudonym for person in people_of(recording))
    cases = {person.case.key for person in people_of(recording) if person.case}
    return {"title": names and _("Interview with %(names)s") % {"names": names}, "cases": sorted(cases)}


def make_source(request: StudyRequest, recording: Recording, document: Document, data: dict) -> Source:
    """Bring the transcript in, say which interview it is of, and since when the recording is transcribed: all or nothing."""
    if not document.turns:
        raise Refused("nothing_typed", gettext_noop("Nothing has been typed yet."), gettext_noop("Go back and type what is said."))
    people = {person.pseudonym: person for person in Person.objects.filter(study=request.study)}
    spoken = {turn.speaker for turn in document.turns or ()}
    cases = list(Case.objects.filter(study=request.study, key__in=data.get("cases", [])))
    with transaction.atomic():
        source = add_source(
            request.study, document, by=request.member, kind=data["kind"], title=data["title"], date=data["date"], language=data["language"],
            cases=cases, people={label: people[label] for label in spoken if label in people},
        )  # fmt: skip
        if recording.interview_id:
            set_interview(source, recording.interview, by=request.member)
        if data["transcribed"]:
            actions.mark_transcribed(recording, data["transcribed"], by=request.member)
    return source
