"""The list of sources."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from belegg.apps.coding.models import Coding, Looked
from belegg.apps.sources.models import Layer, Source, Text
from belegg.apps.sources.queries import cases_of, in_key_order, people_in, sources_of, texts_of
from belegg.apps.sources.staging import waiting_files
from belegg.apps.study.models import Case
from belegg.apps.study.rules import can
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.sources.forms import SourceFilter

PER_PAGE = 100
ORDERS = {"title": ("title", "pk"), "date": ("date", "pk"), "new": ("-created", "-pk")}


@study_page("read", room="sources")
def sources(request: StudyRequest) -> HttpResponse:
    study = request.study
    form = SourceFilter(request.GET or None, study=study)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    case = Case.objects.filter(study=study, key=asked["case"]).first() if asked.get("case") else None
    found = sources_of(study, kind=asked.get("kind", ""), case=case, words=asked.get("q", ""))
    order = ORDERS.get(asked.get("order", ""))
    page = Paginator(found.order_by(*order) if order else in_key_order(found), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    may_edit = can(request.member, "edit")
    context = {
        "form": form,
        "page": page,
        "lines": lines(list(page)),
        "asked": any(asked.get(name) for name in ("q", "kind", "case")),
        "query": query.urlencode(),
        "may_edit": may_edit,
        "waiting": len(waiting_files(request.member)) if may_edit else 0,
    }
    return render(request, "sources/sources.html", context)


def lines(page: list[Source]) -> list[dict]:
    """Return what stands in each line. The number of queries does not grow with the page."""
    texts, cases, people = texts_of(page), cases_of(page), people_in(page)
    current = {source.pk: texts[source.pk][-1] for source in page if texts[source.pk]}
    counted = Coding.objects.filter(text__in=current.values()).order_by().values("text_id").annotate(n=Count("pk"))
    counts = {row["text_id"]: row["n"] for row in counted}
    looked: dict[int, list[str]] = {}
    for pk, coder in Looked.objects.filter(text__in=current.values(), code=None, state="looked").values_list("text_id", "coder__name"):
        looked.setdefault(pk, []).append(coder)
    return [line(source, current.get(source.pk), cases[source.pk], people[source.pk], counts, looked) for source in page]


def line(source: Source, text: Text | None, cases: list, people: list, counts: dict[int, int], looked: dict[int, list[str]]) -> dict:
    return {
        "source": source,
        "text": text,
        "layer": text.get_layer_display() if text and text.layer != Layer.RAW else "",
        "cases": cases,
        "people": people,
        "codings": counts.get(text.pk, 0) if text else 0,
        "looked": sorted(set(looked.get(text.pk, []))) if text else [],
    }
