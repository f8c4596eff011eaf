"""Guides: all of them, one with its versions, what changed between two, and a guide as a file."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from belegg.apps.fieldwork.guides import is_used, items_of, versions_of
from belegg.apps.fieldwork.models import Guide, GuideVersion
from belegg.apps.study.rules import can
from belegg.method.guide import as_outline, compare
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.guides.shown import side_by_side, with_depth

COLUMNS = ("version", "id", "parent", "depth", "kind", "text")


def guide_of(request: StudyRequest, key: str) -> Guide:
    return get_object_or_404(Guide.objects.select_related("study"), study=request.study, key=key)


def chosen(versions: list[GuideVersion], number: str, otherwise: GuideVersion) -> GuideVersion:
    """Return the version with this number, else `otherwise`."""
    return next((version for version in versions if str(version.number) == number), otherwise)


@study_page("read", room="field")
def guides(request: StudyRequest) -> HttpResponse:
    found = [{"guide": one, "versions": versions_of(one)} for one in Guide.objects.filter(study=request.study).order_by("title")]
    context = {"guides": found, "may_edit": can(request.member, "edit"), "tab": "guides"}
    return render(request, "guides/guides.html", context)


@study_page("read", room="field")
def guide(request: StudyRequest, key: str) -> HttpResponse:
    found = guide_of(request, key)
    versions = versions_of(found)
    version = chosen(versions, request.GET.get("version", ""), versions[-1])
    items = items_of(version)
    changed = {later.number: summary(earlier, later) for earlier, later in pairwise(versions)}
    context = {
        "guide": found,
        "version": version,
        "versions": [{"version": one, "changed": changed.get(one.number)} for one in reversed(versions)],
        "items": with_depth(items),
        "asked": sum(item.kind in ("question", "probe") for item in items),
        "used": is_used(version),
        "may_edit": can(request.member, "edit"),
        "is_last": version == versions[-1],
    }
    return render(request, "guides/guide.html", context)


def summary(earlier: GuideVersion, later: GuideVersion) -> Counter:
    """Count what became of the questions from one version to the next."""
    return Counter(what for change in compare(items_of(earlier), items_of(later)) for what in change.what)


@study_page("read", room="field")
def changes(request: StudyRequest, key: str) -> HttpResponse:
    """Two versions side by side; the last two unless the address says which."""
    found = guide_of(request, key)
    versions = versions_of(found)
    before = chosen(versions, request.GET.get("from", ""), versions[max(0, len(versions) - 2)])
    after = chosen(versions, request.GET.get("to", ""), versions[-1])
    shown = side_by_side(items_of(before), items_of(after))
    only = request.GET.get("only") == "changed"
    context = {
        "guide": found, "versions": versions, "before": before, "after": after, "only": only,
        "changes": [one for one in shown if not only or one.change.what != ("same",)],
        "counts": Counter(what for one in shown for what in one.change.what),
    }  # fmt: skip
    return render(request, "guides/changes.html", context)


@study_page("read", room="field")
@leaving("guide", "descriptions")
def export(request: StudyRequest, key: str, suffix: str) -> HttpResponse:
    """All versions as a table (csv, xlsx, docx), or one version as the plain list it can be read from again (txt)."""
    found = guide_of(request, key)
    versions = versions_of(found)
    if suffix == "txt":
        version = chosen(versions, request.GET.get("version", ""), versions[-1])
        answer = HttpResponse(as_outline(items_of(version)), content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{version.key}.txt"'
        return answer
    rows = [
        (version.number, one.item.qid, one.item.parent, one.depth, one.item.kind, one.item.text)
        for version in versions
        for one in with_depth(items_of(version))
    ]
    return download_table(found.key, suffix, found.title, COLUMNS, rows)
