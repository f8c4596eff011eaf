"""The recordings of a study: the list, one recording with its player and passes, and what is done with it for good."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from belegg.apps.fieldwork.models import Interview
from belegg.apps.recordings import actions
from belegg.apps.recordings.listening import keep_keys_in_step
from belegg.apps.recordings.models import Pass, Recording
from belegg.apps.recordings.queries import has_sound, passes_of, people_of, recordings_of
from belegg.apps.recordings.receiving import Received
from belegg.apps.recordings.rules import check_may_listen, may_listen
from belegg.apps.sources.heard import sources_heard_in
from belegg.apps.sources.models import Source
from belegg.apps.sources.queries import people_in
from belegg.apps.study.rules import can
from belegg.formats.recording import WAV
from belegg.method.recording_times import format_time
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.sent import whole_number
from belegg.web.recordings.forms import AddForm, DateForm, DeleteForm, PassForm, SilenceForm
from belegg.web.recordings.shown import recording_of, shown
from belegg.web.recordings.upload import IntoSealedFile, expect_recording, let_go, recording_in


@study_page("read", room="field")
def recordings(request: StudyRequest) -> HttpResponse:
    context = {"rows": [shown(row) for row in recordings_of(request.study)], "may_edit": can(request.member, "edit"), "tab": "recordings"}
    return render(request, "recordings/recordings.html", context)


@csrf_exempt  # the token is looked for below, once the handler is set: to look for it is to read the form, and the file with it
@study_page("edit", room="field")
def add(request: StudyRequest) -> HttpResponse:
    """Take a recording in. Who may not is turned away before a byte of it is read."""
    handler = expect_recording(request)
    try:
        return _add(request, handler)
    finally:
        let_go(handler)


@csrf_protect
def _add(request: StudyRequest, handler: IntoSealedFile) -> HttpResponse:
    sent = request.method == "POST"
    form = AddForm(
        request.POST if sent else None, request.FILES if sent else None, study=request.study, initial={"of": request.GET.get("of", "")}
    )
    if sent and handler.refused:
        del form.fields["file"]  # it was sent; what is wrong with it is told by the refusal

    def act(data: dict) -> Recording:
        received = recording_in(handler)
        return _added(request, received, data)

    tried = attempt(form, act, "file" if "file" in form.fields else None)
    if tried.done:
        handler.kept = True
        messages.success(request, _("The recording is in the study as %(key)s.") % {"key": tried.made.key})
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"url": reverse("recording", args=[request.study.key, tried.made.key])}, status=201)
        return redirect("recording", request.study.key, tried.made.key)
    if "file" not in form.fields:
        form.fields["file"] = AddForm.base_fields["file"]
    context = {"form": form, "most": settings.RECORDING_MAX_BYTES // 2**20, "tab": "recordings"}
    return render(request, "recordings/add.html", context, status=tried.status)


def _added(request: StudyRequest, received: Received, data: dict) -> Recording:
    kind, _colon, key = data["of"].partition(":")
    if kind == "interview":
        interview = get_object_or_404(Interview, study=request.study, key=key)
        return actions.add_recording(request.study, received, by=request.member, interview=interview, made=data["made"])
    source = get_object_or_404(Source, study=request.study, key=key)
    people = people_in([source])[source.pk]
    about = f"source:{source.key}"
    return actions.add_recording(request.study, received, by=request.member, about=about, people=people, made=data["made"] or source.date)


@study_page("read", room="field")
def recording(request: StudyRequest, key: str) -> HttpResponse:
    found = recording_of(request, key)
    keep_keys_in_step(found)
    today = timezone.localdate()
    row = shown(found)
    context = {
        "row": row,
        "recording": row if (here := has_sound(found)) and may_listen(request.member) else None,
        "people": people_of(found),
        "sources": sources_heard_in(found),
        "passes": passes_of(found),
        "silenced": [f"{format_time(start)} – {format_time(end)}" for start, end in found.silenced],
        "date_form": DateForm(initial={"date": found.transcribed or today}),
        "pass_form": PassForm(initial={"date": today}, auto_id="pass_%s"),
        "may_edit": can(request.member, "edit"),
        "may_code": can(request.member, "code"),
        "may_listen": may_listen(request.member),
        "has_sound": here,
        "is_wav": found.media_type == WAV.media_type,
        "tab": "recordings",
    }
    return render(request, "recordings/recording.html", context)


@csrf_exempt  # as in `add`
@require_POST
@study_page("edit", room="field")
def bring(request: StudyRequest, key: str) -> HttpResponse:
    """Take the file of a recording whose facts came with a study folder."""
    found = recording_of(request, key)
    handler = expect_recording(request)
    try:
        return _bring(request, found, handler)
    finally:
        let_go(handler)


@csrf_protect
def _bring(request: StudyRequest, found: Recording, handler: IntoSealedFile) -> HttpResponse:
    request.FILES  # noqa: B018 - reading the form takes the file in
    actions.bring_file(found, recording_in(handler), by=request.member)
    handler.kept = True
    messages.success(request, _("The sound of %(key)s is here again.") % {"key": found.key})
    return redirect("recording", request.study.key, found.key)


@require_POST
@study_page("code", room="field")
def transcribed(request: StudyRequest, key: str) -> HttpResponse:
    """Say when it was wholly transcribed, or that it is not."""
    found = recording_of(request, key)
    form = DateForm(request.POST)
    if "not" in request.POST:
        actions.mark_transcribed(found, None, by=request.member)
        messages.success(request, _("%(key)s is not transcribed yet.") % {"key": found.key})
    elif form.is_valid():
        actions.mark_transcribed(found, form.cleaned_data["date"], by=request.member)
        messages.success(request, _("%(key)s is transcribed. What was promised from that day on counts from it.") % {"key": found.key})
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("recording", request.study.key, found.key)


@require_POST
@study_page("code", room="field")
def passes(request: StudyRequest, key: str) -> HttpResponse:
    """Note that one has listened through, or take such a note away."""
    found = recording_of(request, key)
    check_may_listen(request.member)
    if "remove" in request.POST:
        row = get_object_or_404(Pass.objects.select_related("recording", "study"), recording=found, pk=whole_number(request.POST["remove"]))
        actions.delete_pass(row, by=request.member)
        messages.success(request, _("The note is gone."))
        return redirect("recording", request.study.key, found.key)
    form = PassForm(request.POST)
    if form.is_valid():
        actions.note_pass(found, form.cleaned_data["date"], form.cleaned_data["note"], by=request.member)
        messages.success(request, _("Noted that you have listened through %(key)s.") % {"key": found.key})
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("recording", request.study.key, found.key)


@study_page("edit", room="field")
def silence(request: StudyRequest, key: str) -> HttpResponse:
    """Take stretches out of a WAV, once it is confirmed."""
    found = recording_of(request, key)
    form = SilenceForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda data: actions.silence_recording(found, data["spans"], by=request.member, why=data["why"]), "spans")
    if tried.done:
        messages.success(request, _("The stretches of %(key)s are silent now.") % {"key": found.key}, extra_tags="no-undo")
        return redirect("recording", request.study.key, found.key)
    return render(request, "recordings/silence.html", {"form": form, "row": shown(found), "tab": "recordings"}, status=tried.status)


@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    """Say what deleting means; delete when it is confirmed."""
    found = recording_of(request, key)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda data: actions.delete_recording(found, by=request.member, why=data["why"]))
    if tried.done:
        messages.success(request, _("%(key)s is deleted for good.") % {"key": found.key}, extra_tags="no-undo")
        return redirect("recording", request.study.key, found.key)
    context = {"form": form, "row": shown(found), "people": people_of(found), "tab": "recordings"}
    return render(request, "recordings/delete.html", context, status=tried.status)
