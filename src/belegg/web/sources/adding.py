"""Adding sources: files are uploaded and wait, are looked at and corrected, and are imported. Each step works without scripts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.sources import staging
from belegg.apps.sources.models import Source
from belegg.apps.sources.preparation import Prepared
from belegg.apps.sources.staging import Waiting
from belegg.apps.study import journal
from belegg.method.errors import Refused
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.refusals import in_words
from belegg.web.base.words import say_entry
from belegg.web.sources.preview_form import SHAPES, PreviewForm, TablePreviewForm
from belegg.web.sources.shown import shown_turns, shown_waiting

# How many turns a preview shows, and how many of the sources a table makes.
TURNS, SOURCES = 30, 20


def wants_json(request: StudyRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@study_page("edit", room="sources")
def add_sources(request: StudyRequest) -> HttpResponse:
    if request.method == "POST":
        return upload(request)
    context = {
        "files": [shown_waiting(file) for file in staging.waiting_files(request.member)],
        "endings": ",".join(staging.endings()),
        "most": settings.UPLOAD_MAX_BYTES // 2**20,
        "most_bytes": settings.UPLOAD_MAX_BYTES,
    }
    return render(request, "sources/add.html", context)


def upload(request: StudyRequest) -> HttpResponse:
    """Take files in. A script sends one at a time and gets JSON; a form sends all, and the bad ones are told above the list."""
    files = request.FILES.getlist("files")
    if wants_json(request):
        if len(files) != 1:
            return JsonResponse({"refused": "one_file", "why": _("Send one file at a time."), "do": ""}, status=422)
        return JsonResponse(answer_for(take(request, files[0])), status=201)
    if not files:
        messages.warning(request, _("No file was chosen."))
    for file in files:
        try:
            take(request, file)
        except Refused as refused:
            messages.error(request, f"{staging.clean_name(file.name or '')}: {in_words(refused)}")
    return redirect("add_sources", request.study.key)


def take(request: StudyRequest, file) -> Waiting:
    staging.check_file_size(file.size)
    return staging.stage(request.member, file.name or "", b"".join(file.chunks()))


def answer_for(file: Waiting) -> dict:
    line = shown_waiting(file)
    return {"sha": file.sha, "name": file.name, "summary": line["summary"], "notices": line["notices"]}


@study_page("edit", room="sources")
def waiting_list(request: StudyRequest) -> HttpResponse:
    """Return the list alone, for the script that has just uploaded."""
    files = [shown_waiting(file) for file in staging.waiting_files(request.member)]
    return render(request, "sources/_waiting_list.html", {"files": files, "study": request.study})


@study_page("edit", room="sources")
def waiting(request: StudyRequest, sha: str) -> HttpResponse:
    """Show what was found in a file; correct it and look again, or import it."""
    file = staging.waiting_file(request.member, sha)
    prepared = staging.look(request.member, file)
    form = form_for(request, prepared, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            file, prepared = staging.choose(request.member, file, form.choices())
        except Refused as refused:
            form.add_error(None, in_words(refused))
        else:
            if "import" in request.POST:
                return imported(request, file, again=bool(request.POST.get("again")))
            messages.success(request, _("Looked at anew."), extra_tags="no-undo")
            return redirect("waiting", request.study.key, sha)
    return render(request, "sources/waiting.html", preview(request, file, prepared, form), status=422 if form.errors else 200)


def form_for(request: StudyRequest, prepared: Prepared, data) -> PreviewForm:
    kind = TablePreviewForm if prepared.table is not None else PreviewForm
    return kind(data, study=request.study, prepared=prepared)


def preview(request: StudyRequest, file: Waiting, prepared: Prepared, form: PreviewForm) -> dict:
    first = prepared.news[0]
    turns = prepared.recognition.turns
    return {
        "file": file,
        "line": shown_waiting(file),
        "form": form,
        "is_table": prepared.table is not None,
        "turns": shown_turns(first.document.body, turns[:TURNS]),
        "more_turns": max(0, len(turns) - TURNS),
        "shape": dict(SHAPES).get(prepared.recognition.shape, ""),
        "titles": [new.title for new in prepared.news[:SOURCES]] if len(prepared.news) > 1 else [],
        "more_sources": max(0, len(prepared.news) - SOURCES),
        "same": Source.objects.filter(study=request.study, key=file.imported_as).first() if file.imported_as else None,
    }


def imported(request: StudyRequest, file: Waiting, *, again: bool = False) -> HttpResponse:
    """Import, and answer a script with what was made, a person with the page of the source (or the list, where there are several)."""
    sources = staging.import_waiting(request.member, file, again=again)
    if len(sources) == 1:
        sentence = _("“%(title)s” is in the study as %(key)s.") % {"title": sources[0].title, "key": sources[0].key}
        address = reverse("text", args=[request.study.key, sources[0].key])
    else:
        sentence = _("%(count)s sources are in the study.") % {"count": len(sources)}
        address = reverse("sources", args=[request.study.key]) + "?order=new"
    if wants_json(request):
        undo = journal.next_undo(request.member)
        made = [{"key": each.key, "title": each.title, "url": reverse("text", args=[request.study.key, each.key])} for each in sources]
        return JsonResponse({"done": sentence, "sources": made, "undo": say_entry(undo) if undo else None, "redo": None})
    messages.success(request, sentence)
    return redirect(address)


@require_POST
@study_page("edit", room="sources")
def import_one(request: StudyRequest, sha: str) -> HttpResponse:
    return imported(request, staging.waiting_file(request.member, sha), again=bool(request.POST.get("again")))


@require_POST
@study_page("edit", room="sources")
def import_all(request: StudyRequest) -> HttpResponse:
    """Import every waiting file as shown. Those that can't be stay waiting and are named; those already in the study stay too."""
    done = 0
    for file in staging.waiting_files(request.member):
        if file.imported_as:
            continue
        try:
            done += len(staging.import_waiting(request.member, file))
        except Refused as refused:
            messages.error(request, f"{file.name}: {in_words(refused)}")
    if done:
        messages.success(request, _("%(count)s sources are in the study.") % {"count": done})
    return redirect("sources" if done and not staging.waiting_files(request.member) else "add_sources", request.study.key)


@require_POST
@study_page("edit", room="sources")
def leave_out(request: StudyRequest, sha: str) -> HttpResponse:
    """Forget a waiting file."""
    staging.leave_out(request.member, sha)
    sentence = _("The file was left out.")
    if wants_json(request):
        return JsonResponse({"done": sentence})
    messages.success(request, sentence, extra_tags="no-undo")
    return redirect("add_sources", request.study.key)
