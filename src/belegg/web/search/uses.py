"""Use of a term: by informants on their own, and after the interviewer has said what it means."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belegg.apps.analysis.prompted import Term, uses_of
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Study
from belegg.method.errors import Refused
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.base.refusals import in_words

COLUMNS = ("text", "source", "title", "cases", "defined", "unprompted", "prompted", "informants_unprompted", "informants_only_prompted")


class TermForm(forms.Form):
    term = forms.CharField(label=gettext_lazy("Term"), max_length=100)


def answer(request: StudyRequest) -> tuple[TermForm, Term | None]:
    """Return the form and what it asks for; what can't be searched for is an error of its field."""
    form = TermForm(request.GET if "term" in request.GET else None)
    if not form.is_valid():
        return form, None
    try:
        return form, uses_of(request.study, form.cleaned_data["term"])
    except Refused as refused:
        form.add_error("term", in_words(refused))
        return form, None


def named(study: Study, people: set) -> list[str]:
    names = dict(Person.objects.filter(study=study, pk__in=people).values_list("pk", "pseudonym"))
    return sorted(names.values())


@study_page("read", room="compare")
def uses(request: StudyRequest) -> HttpResponse:
    form, found = answer(request)
    context = {"form": form, "found": found, "term": form.cleaned_data.get("term", "") if form.is_bound else ""}
    if found:
        context |= {
            "own": named(request.study, found.together.unprompted_by), "after": named(request.study, found.together.only_prompted_by),
            "defined": any(line.defined for line in found.lines),
        }  # fmt: skip
    return render(request, "search/uses.html", context, status=422 if form.errors else 200)


@study_page("read", room="compare")
@leaving("uses", "counts", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    form, found = answer(request)
    if found is None:
        return uses(request, study=request.study.key)
    rows = [
        (
            line.text, line.source, line.title, "; ".join(line.cases), "yes" if line.defined else "", line.uses.unprompted, line.uses.prompted,
            len(line.uses.unprompted_by), len(line.uses.only_prompted_by),
        )
        for line in found.lines
    ]  # fmt: skip
    return download_table(f"{request.study.key}-uses", suffix, _("Use of a term"), COLUMNS, rows)
