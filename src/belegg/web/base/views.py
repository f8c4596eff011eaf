"""Acts of the frame: undo, redo, and the first page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.study import journal
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.words import say_entry


@require_POST
@study_page()
def undo(request: StudyRequest) -> HttpResponse:
    entry = journal.undo(request.member)
    return told(request, _("Undone: %(what)s") % {"what": say_entry(entry)})


@require_POST
@study_page()
def redo(request: StudyRequest) -> HttpResponse:
    entry = journal.redo(request.member)
    return told(request, _("Done again: %(what)s") % {"what": say_entry(entry)})


def told(request: StudyRequest, sentence: str) -> HttpResponse:
    """Answer a script with JSON, a person with the page they came from and one line of what was done."""
    if "application/json" in request.headers.get("Accept", ""):
        undo, redo = journal.next_undo(request.member), journal.next_redo(request.member)
        return JsonResponse({"done": sentence, "undo": say_entry(undo) if undo else None, "redo": say_entry(redo) if redo else None})
    messages.success(request, sentence)
    back = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # An address and never the name of one, which redirect() would look up.
    return HttpResponseRedirect(back) if safe else redirect("overview", request.study.key)
