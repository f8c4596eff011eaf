"""The framework matrix: a written summary in each cell, edited in place, resting on quotations."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from belegg.apps.analysis.actions import write_summary
from belegg.apps.analysis.cells import codings_in_cells
from belegg.apps.analysis.framework import COLUMN_KINDS, Framework, SummaryCell, check_framework, codings_there, framework_of
from belegg.apps.analysis.ground import ground_of
from belegg.apps.analysis.models import Summary
from belegg.apps.analysis.rules import summary_stamp
from belegg.apps.coding.models import Code, Coding
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can
from belegg.formats.tables import WRITERS
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.views import told
from belegg.web.compare.address import Address
from belegg.web.compare.forms import MatrixForm
from belegg.web.compare.grid import STATE_WORDS, basis_words
from belegg.web.compare.views import column_window, exists, panel, shown_head
from belegg.web.compare.views import export as export_matrix

# Sentences take more room than numbers.
MOST_COLUMNS = 20


@require_GET
@study_page("read", room="compare")
def framework(request: StudyRequest) -> HttpResponse:
    address = Address(request.GET)
    layout, ground = address.layout, ground_of(request.study)
    check_framework(layout)
    found = framework_of(request.study, layout)
    form = MatrixForm(layout, ground, request.GET, attributes=False)
    del form.fields["measure"], form.fields["bins"]
    context = {
        **grid_context(address, found),
        "layout": layout,
        "form": form,
        "turned": {name: address.turned(name) for name in ("sort", "order")},
        "framework": found,
        "may_write": can(request.member, "code"),
        "panels": [summary_panel(request, address, cell) for cell in address.cells[-1:] if exists(ground, layout, cell)],
        "writers": WRITERS,
        "codes_there": bool(ground.codes),
        "others_there": bool(found.lines if layout.swapped else found.columns),
        "address": address.query.urlencode(),
        "swap": address.swapped(),
        "legend": [(state, say()) for state, say in STATE_WORDS.items()],
    }
    return render(request, "compare/framework.html", context)


def grid_context(address: Address, found: Framework) -> dict:
    first = min(address.first, max(len(found.columns) - 1, 0))
    window = slice(first, first + MOST_COLUMNS)
    words = {state: say() for state, say in STATE_WORDS.items()}
    return {
        "columns": [shown_head(address, head) for head in found.columns[window]],
        "lines": [
            shown_head(address, line.head)
            | {
                "depth": 0 if address.layout.sort else line.head.depth,
                "cells": [shown(address, cell, words) for cell in line.cells[window]],
            }
            for line in found.lines
        ],
        "window": column_window(address, first, len(found.columns), MOST_COLUMNS),
    }


def shown(address: Address, cell: SummaryCell, words: dict[str, str]) -> dict:
    key = f"{cell.code}~{cell.other}"
    is_evidence = cell.state == "evidence"
    return {
        "cell": cell,
        "key": key,
        "open": address.but(cell=[key]),
        "said": basis_words(cell.informants, cell.sources) if is_evidence else words[cell.state],
        "linked": len(cell.codings),
    }


def summary_panel(request: StudyRequest, address: Address, cell: tuple[str, str]) -> dict:
    """Return a cell's quotations, the summary, and which quotations it rests on."""
    layout, (code, other) = address.layout, cell
    ground = ground_of(request.study)
    column = f"{COLUMN_KINDS[layout.other]}:{other}"
    (ids,) = codings_in_cells(request.study, layout, [cell])
    summary = Summary.objects.select_related("by").filter(study=request.study, code__key=code, column=column).first()
    linked = codings_there(request.study, summary.codings) if summary else set()
    base = panel(request, address, ground, cell, linked_first(request.study, ids, linked))
    there = {one.key for one in base["quotations"]}
    return base | {
        "column": column,
        "summary": summary,
        "stamp": summary_stamp(summary),
        "linked": linked,
        "rests_on": [one for one in base["quotations"] if one.key in linked],
        # what is linked but not shown (filtered away, or beyond the first ones) stays linked when the form is sent
        "kept": sorted(linked - there),
        "may_write": can(request.member, "code"),
        "next": reverse("framework", args=[request.study.key]) + "?" + address.query.urlencode(),
    }


def linked_first(study: Study, ids: list[int], linked: set[str]) -> list[int]:
    """Return the codings of a cell with those a summary rests on before the others."""
    first = set(Coding.objects.filter(study=study, key__in=linked).values_list("pk", flat=True))
    return sorted(ids, key=lambda pk: pk not in first)


@require_GET
@study_page("read", room="compare")
def cell(request: StudyRequest) -> HttpResponse:
    """One cell: to be set beside the grid, or (asked as JSON) the summary as it stands, for a writer whose words met another's."""
    address = Address(request.GET)
    check_framework(address.layout)
    if not address.cells or not exists(ground_of(request.study), address.layout, address.cells[-1]):
        raise Http404
    if "application/json" in request.headers.get("Accept", "") and request.GET.get("summary"):
        code, other = address.cells[-1]
        column = f"{COLUMN_KINDS[address.layout.other]}:{other}"
        return JsonResponse(
            as_json(Summary.objects.select_related("by").filter(study=request.study, code__key=code, column=column).first())
        )
    return render(request, "compare/_summary_panel.html", {"panel": summary_panel(request, address, address.cells[-1])})


def as_json(summary: Summary | None) -> dict:
    return {
        "text": summary.text if summary else "",
        "by": summary.by.name if summary else "",
        "stamp": summary_stamp(summary),
        "linked": len(codings_there(summary.study, summary.codings)) if summary else 0,
    }


@require_POST
@study_page("code", room="compare")
def write(request: StudyRequest) -> HttpResponse:
    """Write a summary. `codings` counts only where the form says that it holds them (`with_codings`)."""
    code = get_object_or_404(Code, study=request.study, key=request.POST.get("code", ""))
    codings = request.POST.getlist("codings") if request.POST.get("with_codings") else None
    summary = write_summary(
        code, request.POST.get("column", ""), request.POST.get("text", ""), by=request.member, codings=codings,
        seen=request.POST.get("seen", ""),
    )  # fmt: skip
    answer = told(request, _("Summary saved") if summary else _("Summary taken away"))
    if isinstance(answer, JsonResponse):
        return JsonResponse(json.loads(answer.content) | as_json(summary))
    return answer if request.POST.get("next") else redirect("framework", request.study.key)


@require_http_methods(["GET", "POST"])
@study_page("read", room="compare")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    check_framework(Address(request.GET).layout)
    return export_matrix(request, study=request.study.key, suffix=suffix, table="framework")
