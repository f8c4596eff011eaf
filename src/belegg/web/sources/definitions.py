"""Definitions an interviewer gave, on the page of a source."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.sources import actions
from belegg.apps.sources.actions.definitions import definitions_in
from belegg.apps.sources.models import Text
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.sent import whole_number
from belegg.web.sources.forms import DefinitionForm


def definition_lines(text: Text) -> list[dict]:
    """Return the definitions marked in a text with the turn each stands in."""
    found = list(definitions_in(text))
    turns = list(text.turns.order_by("n").values_list("n", "head", "end")) if found else []
    return [{"mark": mark, "turn": next((n for n, head, end in turns if head <= mark.at < end), 0)} for mark in found]


@require_POST
@study_page("code", room="sources")
def definitions(request: StudyRequest, key: str) -> HttpResponse:
    """Say that the interviewer defines a term in a turn, or take that back."""
    text = get_object_or_404(Text.objects.select_related("study", "source", "body"), study=request.study, key=key)
    back = redirect("source", request.study.key, text.source.key)
    if "remove" in request.POST:
        actions.unmark_definition(get_object_or_404(definitions_in(text), pk=whole_number(request.POST["remove"])), by=request.member)
        messages.success(request, _("The mark is taken away; the words stay."))
        return back
    form = DefinitionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back
    mark = actions.mark_definition(text, form.cleaned_data["turn"], form.cleaned_data["term"], by=request.member)
    messages.success(request, _("It is noted that “%(term)s” is defined here.") % {"term": mark.label})
    return back
