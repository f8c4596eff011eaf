"""Writing guides: a plain list is read, shown as it was understood, corrected, and entered. Nothing is entered before it has been shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.fieldwork import guides as acts
from belegg.apps.fieldwork.models import Guide, GuideVersion, QuestionKind
from belegg.apps.study.seen import stamp
from belegg.method.guide import KINDS, Item, as_outline, keep_ids, read_guide
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.guides.forms import DescribeForm, GuideForm, TitleForm, VersionForm
from belegg.web.guides.shown import ShownItem, side_by_side, with_depth
from belegg.web.guides.views import guide_of


class Line(NamedTuple):
    """A line of the list as it was understood. `same` is the qid of the question of the version before that it is, "" for a new one."""

    number: int
    shown: ShownItem
    same: str
    choices: list[tuple[str, str]]


def understood(written: str, posted: dict, old: Sequence[Item] = (), taken: Sequence[str] | set[str] = ()) -> list[Item]:
    """Return the questions of a list, with what a person corrected: `kind-N`, and `same-N` (the question of the version before that it is)."""
    read = read_guide(written, taken)
    kept = keep_ids(read, old)
    known = {item.qid: item for item in old}
    ids = {}
    for number, (fresh, item) in enumerate(zip(read, kept, strict=True), 1):
        said = posted.get(f"same-{number}")
        ids[fresh.qid] = item.qid if said is None else said if said in known else fresh.qid
    items = [replace(item, qid=ids[item.qid], parent=ids.get(item.parent, "")) for item in read]
    return [with_kind(item, posted.get(f"kind-{number}", ""), known) for number, item in enumerate(items, 1)]


def with_kind(item: Item, said: str, known: dict[str, Item]) -> Item:
    """A question that stays keeps its kind, unless a person says otherwise."""
    if said in KINDS:
        return replace(item, kind=said)
    return replace(item, kind=known[item.qid].kind) if item.qid in known else item


def lines_of(items: Sequence[Item], old: Sequence[Item] = ()) -> list[Line]:
    known = {item.qid: item for item in old}
    choices = [(item.qid, item.text[:90]) for item in old]
    return [
        Line(number, shown, shown.item.qid if shown.item.qid in known else "", choices) for number, shown in enumerate(with_depth(items), 1)
    ]


def is_looked(request: HttpRequest) -> bool:
    """Say whether the list was only to be shown; `seen_list` is the list as it was shown, so that a changed one is shown once more."""
    same = request.POST.get("seen_list", "").split() == request.POST.get("list", "").split()
    return "enter" not in request.POST or not same


def corrections(request: HttpRequest) -> dict:
    """Return what was corrected in the lines shown; a list that was changed since is read afresh."""
    return {} if is_looked(request) and "enter" in request.POST else request.POST.dict()


@study_page("edit", room="field")
def new_guide(request: StudyRequest) -> HttpResponse:
    study = request.study
    form = GuideForm(request.POST or None, study=study)
    items: list[Item] = understood(request.POST.get("list", ""), corrections(request)) if form.is_bound else []

    def enter(data: dict) -> GuideVersion:
        return acts.add_guide(study, data["title"], items, language=data["language"], date=data["date"], by=request.member)

    tried = attempt(form, enter, at="title") if form.is_bound and not is_looked(request) else None
    if tried and tried.done:
        messages.success(request, _("The guide is entered."))
        return redirect("guide", study.key, tried.made.guide.key)
    context = {
        "form": form, "title": _("New guide"), "back": reverse("guides", args=[study.key]), "lines": lines_of(items), "kinds": QuestionKind.choices,
        "enter": _("Enter the guide"), "seen_list": request.POST.get("list", ""),
    }  # fmt: skip
    return render(request, "guides/write.html", context, status=tried.status if tried else 200)


@study_page("edit", room="field")
def write_version(request: StudyRequest, key: str) -> HttpResponse:
    """The next version; or the last one itself, as long as no interview was held with it and `in_place` is asked for."""
    found = guide_of(request, key)
    last = acts.versions_of(found)[-1]
    in_place = "in_place" in request.GET and not acts.is_used(last)
    old = acts.items_of(last)
    form = VersionForm(request.POST or None, initial={"list": as_outline(old), "date": last.date if in_place else None})
    written = request.POST.get("list", "") if form.is_bound else ""
    items = understood(written, corrections(request), old, acts.ids_ever_used(found)) if form.is_bound else []

    def enter(data: dict) -> GuideVersion:
        if in_place:
            return acts.change_questions(last, items, by=request.member)
        return acts.new_guide_version(found, items, why=data["why"], date=data["date"], by=request.member)

    tried = attempt(form, enter, at="list" if in_place else "why") if form.is_bound and not is_looked(request) else None
    if tried and tried.done:
        messages.success(request, _("Version %(number)s is entered.") % {"number": tried.made.number})
        return redirect("guide", request.study.key, found.key)
    if in_place:
        del form.fields["why"], form.fields["date"]
    context = {
        "form": form, "guide": found, "back": reverse("guide", args=[request.study.key, found.key]), "lines": lines_of(items, old),
        "kinds": QuestionKind.choices, "changes": side_by_side(old, items) if items else [], "seen_list": written,
        "title": _("Change version %(number)s") % {"number": last.number} if in_place else _("New version"),
        "enter": _("Save the changes") if in_place else _("Enter the version"), "old": old,
    }  # fmt: skip
    return render(request, "guides/write.html", context, status=tried.status if tried else 200)


@study_page("edit", room="field")
def rename(request: StudyRequest, key: str) -> HttpResponse:
    found = guide_of(request, key)
    seen = request.POST.get("seen", "") or stamp(found)
    form = TitleForm(request.POST or None, initial={"title": found.title})
    tried = attempt(form, lambda data: acts.rename_guide(found, data["title"], by=request.member, seen=seen), at="title")
    if tried.done:
        messages.success(request, _("The guide has another title."))
        return redirect("guide", request.study.key, key)
    return settled(request, found, form, _("Rename the guide"), seen, tried.status)


@study_page("edit", room="field")
def describe(request: StudyRequest, key: str, number: int) -> HttpResponse:
    found = guide_of(request, key)
    version = version_of(found, number)
    seen = request.POST.get("seen", "") or stamp(version)
    form = DescribeForm(request.POST or None, initial={"date": version.date, "why": version.why})
    tried = attempt(form, lambda data: acts.describe_guide_version(version, by=request.member, seen=seen, **data), at="why")
    if tried.done:
        messages.success(request, _("The version is described."))
        return redirect("guide", request.study.key, key)
    return settled(request, found, form, _("About version %(number)s") % {"number": number}, seen, tried.status)


def settled(request: StudyRequest, guide: Guide, form, title: str, seen: str, status: int) -> HttpResponse:
    context = {"guide": guide, "form": form, "title": title, "seen": seen, "back": reverse("guide", args=[request.study.key, guide.key])}
    return render(request, "guides/settle.html", context, status=status)


def version_of(guide: Guide, number: int) -> GuideVersion:
    return get_object_or_404(GuideVersion.objects.select_related("guide", "study"), guide=guide, number=number)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str, number: int) -> HttpResponse:
    found = guide_of(request, key)
    acts.delete_guide_version(version_of(found, number), by=request.member)
    messages.success(request, _("Version %(number)s is deleted.") % {"number": number})
    return redirect("guide", request.study.key, key) if number > 1 else redirect("guides", request.study.key)
