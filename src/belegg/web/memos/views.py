"""Memos: the list and its search, one memo, and writing, changing and deleting."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.study import memos as acts
from belegg.apps.study.models import Member, Memo
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.memos.forms import MemoFilter, MemoForm
from belegg.web.memos.prose import first_words, prose
from belegg.web.memos.targets import KINDS, find_targets, target_choices

PER_PAGE = 40


def wanted(request: StudyRequest) -> tuple[MemoFilter, dict[str, str]]:
    """Return the filter as sent, and what it asks `find_memos` for."""
    study, one = request.study, request.GET.get("target", "")
    authors = Member.objects.filter(study=study, pk__in=Memo.objects.filter(study=study).values("by")).order_by("name")
    targets = list(KINDS.items()) + [(one, find_targets(study, [one])[one].title)] * (one not in {"", *KINDS})
    form = MemoFilter(request.GET or None, authors=[(member.key, member.name) for member in authors], targets=targets)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    names = {"search": "q", "kind": "kind", "target": "target", "author": "by"}
    return form, {name: asked.get(field, "") for name, field in names.items()}


@study_page("read", room="field")
def memos(request: StudyRequest) -> HttpResponse:
    study = request.study
    form, asked = wanted(request)
    page = Paginator(acts.find_memos(study, **asked), PER_PAGE).get_page(request.GET.get("page"))
    found = find_targets(study, [memo.target for memo in page])
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": [{"memo": memo, "target": found[memo.target], "words": first_words(memo.text)} for memo in page],
        "asked": any(asked.values()),
        "target": asked["target"] if asked["target"] not in KINDS else "",
        "query": query.urlencode(),
        "may_code": can(request.member, "code"),
        "tab": "memos",
    }
    return render(request, "memos/memos.html", context, status=422 if form.is_bound and form.errors else 200)


@study_page("read", room="field")
@leaving("memos", "summaries")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    """Save the memos that the filter of the list asks for."""
    study = request.study
    _form, asked = wanted(request)
    found = list(acts.find_memos(study, **asked))
    targets = find_targets(study, [memo.target for memo in found])
    columns = ["id", "kind", "target", "about", "by", "time", "title", "text"]
    rows = [
        [memo.key, memo.kind, memo.target, targets[memo.target].title, memo.by.name, memo.time.isoformat(), memo.title, memo.text]
        for memo in found
    ]
    return download_table(f"{study.key}-memos", suffix, f"{study.title}: {_('Memos')}", columns, rows)


def memo_of(request: StudyRequest, key: str) -> Memo:
    return get_object_or_404(Memo.objects.select_related("by", "study"), study=request.study, key=key)


@study_page("read", room="field")
def memo(request: StudyRequest, key: str) -> HttpResponse:
    found = memo_of(request, key)
    context = {
        "memo": found,
        "html": prose(found.text),
        "target": find_targets(request.study, [found.target])[found.target],
        "may_change": acts.can_change_memo(found, request.member),
    }
    return render(request, "memos/memo.html", context)


@study_page("code", room="field")
def new_memo(request: StudyRequest) -> HttpResponse:
    study = request.study
    target = acts.check_target(study, request.POST.get("target") or request.GET.get("target") or "study")
    initial = {"kind": "note", "target": target}
    form = MemoForm(request.POST or None, initial=initial, targets=target_choices(study, target))
    tried = attempt(form, lambda data: acts.add_memo(study, by=request.member, **data), at="text")
    if tried.done:
        messages.success(request, _("The memo is written."))
        return redirect("memo", study.key, tried.made.key)
    on = find_targets(study, [target])[target]
    return render(request, "memos/write.html", {"form": form, "on": on}, status=tried.status)


@study_page("code", room="field")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = memo_of(request, key)
    acts.check_change_memo(found, request.member)
    initial = {"title": found.title, "text": found.text, "kind": found.kind, "target": found.target}
    form = MemoForm(request.POST or None, initial=initial, targets=target_choices(request.study, found.target))
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_memo(found, by=request.member, seen=seen, **data), at="text")
    if tried.done:
        messages.success(request, _("The memo is changed."))
        return redirect("memo", request.study.key, key)
    context = {"form": form, "memo": found, "seen": seen, "on": find_targets(request.study, [found.target])[found.target]}
    if tried.conflict:
        now = memo_of(request, key)
        context |= {"now": now, "now_html": prose(now.text), "seen": stamp(now)}
    return render(request, "memos/write.html", context, status=tried.status)


@require_POST
@study_page("code", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    found = memo_of(request, key)
    acts.delete_memo(found, by=request.member)
    messages.success(request, _("The memo is deleted."))
    return redirect("memos", request.study.key)
