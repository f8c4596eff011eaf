"""The study's word list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.sources import word_list as acts
from belegg.apps.sources.models import ListedWord, Text
from belegg.apps.study.rules import can, check_may
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.names.forms import WordForm


@study_page("read", room="field")
def words(request: StudyRequest) -> HttpResponse:
    """The list; a form sent here adds a word. Words of the list may be names: only who may edit reads them."""
    study = request.study
    if request.method == "POST":
        check_may(request.member, "edit")
    may_edit = can(request.member, "edit")
    form = WordForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda data: acts.list_word(study, by=request.member, **data), at="word")
    if tried.done:
        messages.success(request, _("The word is on the list."))
        return HttpResponseRedirect(request.get_full_path())
    context = {
        "form": form,
        "words": acts.listed_words(study) if may_edit else [],
        "unreadable": acts.unreadable(study),
        "back": Text.objects.filter(study=study, key=request.GET.get("text", "")).select_related("source").first(),
        "may_edit": may_edit,
    }
    return render(request, "names/words.html", context, status=tried.status)


@require_POST
@study_page("edit", room="field")
def unlist(request: StudyRequest, key: str) -> HttpResponse:
    row = get_object_or_404(ListedWord.objects.select_related("study"), study=request.study, key=key)
    acts.unlist_word(row, by=request.member)
    messages.success(request, _("The word is off the list."))
    return redirect("word_list", request.study.key)
