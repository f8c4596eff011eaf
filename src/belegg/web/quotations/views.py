"""Quotations: the coded passages with what stands around them, filtered, sorted, cited, exported."""

from __future__ import annotations

import numpy as np
from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from belegg.apps.analysis.consented import heard_in
from belegg.apps.analysis.exports import Wanted, export_table
from belegg.apps.analysis.ground import ground_of
from belegg.apps.analysis.leaving import quoted_in
from belegg.apps.analysis.passages import quotations_of
from belegg.apps.analysis.quotations import Found, find
from belegg.apps.privacy.consents import barred
from belegg.apps.privacy.models import Scope
from belegg.formats.tables import WRITERS
from belegg.method.errors import Refused
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import destination_of
from belegg.web.base.refusals import in_words
from belegg.web.quotations.forms import QuotationFilter

PER_PAGE = 50
# Shown behind a fold: what most questions do not need.
FURTHER = ("attribute", "kind", "round", "coder", "interviewer", "only")
NOTHING = np.empty(0, dtype=np.int64)


def answer(request: StudyRequest) -> tuple[QuotationFilter, Found]:
    """Return the form and what it asks for; an unreadable query is an error of its field and finds nothing."""
    form = QuotationFilter(request.GET, ground=ground_of(request.study))
    if not form.is_valid():
        return form, Found(NOTHING)
    try:
        return form, find(request.study, form.asked())
    except Refused as refused:
        form.add_error("query" if refused.code.startswith("query-") else None, in_words(refused))
        return form, Found(NOTHING)


@require_GET
@study_page("read", room="compare")
def quotations(request: StudyRequest) -> HttpResponse:
    form, found = answer(request)
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    without_consent = barred(request.study, Scope.QUOTING)
    context = {
        "form": form,
        "further": [form[name] for name in FURTHER],
        "further_used": any(request.GET.get(name) for name in FURTHER),
        "filtered": any(value for name, value in address.items() if name != "sort"),
        "found": found,
        "page": page,
        "quotations": (shown := list(quotations_of(request.study, page.object_list))),
        "not_to_quote": [one.key for one in shown if heard_in(one) & without_consent],
        "working": sum(not one.is_publishable for one in shown),
        "query": address.urlencode(),
        "with_interviewers": without(address, "interviewer"),
        "looser": [] if found or form.errors else looser(request, form),
        "codes": ground_of(request.study).codes,
        "writers": WRITERS,
        "held": quoted_in(request.study, form.asked()) if found else (),
    }
    return render(request, "quotations/quotations.html", context, status=422 if form.errors else 200)


def looser(request: StudyRequest, form: QuotationFilter) -> list[dict]:
    """Return, for each filter in use, what it is and how much is found without it; the most first."""
    asked = []
    for name in form.fields:
        chosen = form.cleaned_data.get(name)
        if not chosen or name in ("sort", "only"):
            continue
        rest = request.GET.copy()
        for one in (name, "value", "page") if name == "attribute" else (name, "page"):
            rest.pop(one, None)
        fewer = QuotationFilter(rest, ground=ground_of(request.study))
        count = len(find(request.study, fewer.asked())) if fewer.is_valid() else 0
        asked.append({"label": form[name].label, "chosen": shown(form, name, chosen), "count": count, "query": rest.urlencode()})
    return sorted(asked, key=lambda one: -one["count"])


def shown(form: QuotationFilter, name: str, chosen: str) -> str:
    """Return a choice as its list says it."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        return chosen
    choices: list[tuple] = list(field.choices)  # type: ignore[arg-type]  # ours are lists of pairs, some of them grouped
    groups = [pair[1] if isinstance(pair[1], list) else [pair] for pair in choices]
    return next((str(label).strip() for group in groups for key, label in group if key == chosen), chosen)


def without(address, name: str) -> str:
    rest = address.copy()
    rest.pop(name, None)
    return rest.urlencode()


@require_http_methods(["GET", "POST"])
@study_page("read", room="compare")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    """Write what the page shows, all of its pages."""
    if suffix not in {writer.name for writer in WRITERS}:
        raise Http404
    form, _found = answer(request)
    if form.errors:
        return quotations(request, study=request.study.key)
    wanted = Wanted(asked=form.asked(), without_refused=bool(request.GET.get("without_refused")), to=destination_of(request))
    content, writer = export_table(request.study, "quotations", suffix, wanted)
    response = HttpResponse(content, content_type=writer.media_type)
    response["Content-Disposition"] = f'attachment; filename="quotations-{request.study.key}{writer.suffix}"'
    return response
