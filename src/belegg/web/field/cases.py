"""Cases: the tree, the grid of their attributes, and one case."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.analysis.overview import case_lines
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source
from belegg.apps.sources.queries import in_key_order
from belegg.apps.study import cases as acts
from belegg.apps.study import order
from belegg.apps.study.attributes import latest_values
from belegg.apps.study.memos import find_memos
from belegg.apps.study.models import Attribute, AttributeValue, Case, Study
from belegg.apps.study.rules import can, check_may
from belegg.apps.study.seen import stamp
from belegg.method.natural import natural
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.field.forms import CaseForm, NewCase
from belegg.web.field.shown import shown
from belegg.web.field.trees import Branch, asked_place, choices, flat, tree, without


class GridCell(NamedTuple):
    """The latest value of an attribute, and how many older ones there are."""

    attribute: Attribute
    latest: AttributeValue | None
    words: str
    older: int


class GridLine(NamedTuple):
    branch: Branch
    cells: list[GridCell]


def grid(study: Study, branches: list[Branch], attributes: list[Attribute]) -> list[GridLine]:
    values = latest_values(study)

    def cell(branch: Branch, attribute: Attribute) -> GridCell:
        rows = values.get((branch.thing.pk, attribute.pk), [])
        latest = rows[0] if rows else None
        return GridCell(attribute, latest, shown(latest.value, attribute.type) if latest else "", max(0, len(rows) - 1))

    return [GridLine(branch, [cell(branch, attribute) for attribute in attributes]) for branch in flat(branches)]


def attributes_of(study: Study) -> list[Attribute]:
    return list(Attribute.objects.filter(study=study).order_by("position", "pk"))


def kinds_of(study: Study) -> list[str]:
    return list(Case.objects.filter(study=study).exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct())


@study_page("read", room="field")
def cases(request: StudyRequest) -> HttpResponse:
    study = request.study
    branches = tree(Case.objects.filter(study=study))
    counts = {line.case.pk: line for line in case_lines(study)}
    for branch in flat(branches):
        line = counts[branch.thing.pk]
        branch.facts = {"people": line.people, "sources": line.sources}
    attributes = attributes_of(study)
    context = {
        "branches": branches,
        "attributes": attributes,
        "lines": grid(study, branches, attributes),
        "may_edit": can(request.member, "edit"),
        "tab": "cases",
    }
    return render(request, "field/cases.html", context)


def place_of(study: Study, key: str = "") -> str:
    return reverse("cases", args=[study.key]) + (f"#case-{key}" if key else "")


def case_of(request: StudyRequest, key: str) -> Case:
    return get_object_or_404(Case.objects.select_related("study", "parent"), study=request.study, key=key)


@study_page("edit", room="field")
def new_case(request: StudyRequest) -> HttpResponse:
    study = request.study
    parents = choices(tree(Case.objects.filter(study=study)))
    form = NewCase(request.POST or None, initial={"parent": request.GET.get("parent", "")}, parents=parents)

    def add(data: dict) -> Case:
        parent = Case.objects.filter(study=study, key=data.pop("parent")).first()
        return acts.add_case(study, data.pop("name"), parent=parent, by=request.member, **data)

    tried = attempt(form, add, at="name")
    if tried.done:
        messages.success(request, _("The case %(name)s is added.") % {"name": tried.made.name})
        return HttpResponseRedirect(place_of(study, tried.made.key))
    context = {"form": form, "title": _("New case"), "back": place_of(study), "kinds": kinds_of(study)}
    return render(request, "field/write.html", context, status=tried.status)


@study_page("read", room="field")
def case(request: StudyRequest, key: str) -> HttpResponse:
    found = case_of(request, key)
    if request.method == "POST":
        check_may(request.member, "edit")
    initial = {"name": found.name, "kind": found.kind, "note": found.note}
    form = CaseForm(request.POST if request.method == "POST" else None, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_case(found, by=request.member, seen=seen, **data), at="name")
    if tried.done:
        messages.success(request, _("The case %(name)s is changed.") % {"name": tried.made.name})
        return redirect("case", request.study.key, key)
    now = case_of(request, key)
    context = {
        **about(now),
        "form": form,
        "seen": stamp(now) if tried.conflict else seen,
        "conflict": tried.conflict,
        "may_edit": can(request.member, "edit"),
        "may_code": can(request.member, "code"),
    }
    return render(request, "field/case.html", context, status=tried.status)


def about(case: Case) -> dict:
    """Return what the page of a case shows beside its form."""
    study = case.study
    branches = tree(Case.objects.filter(study=study))
    values = latest_values(study)
    return {
        "case": case,
        "parents": choices(without(branches, case)),
        "kinds": kinds_of(study),
        "below": order.children(Case.objects.filter(study=study)).get(case.pk, []),
        "facts": [
            (attribute, [(row, shown(row.value, attribute.type)) for row in values.get((case.pk, attribute.pk), [])])
            for attribute in attributes_of(study)
        ],
        "people": sorted(Person.objects.filter(study=study, case=case), key=lambda person: natural(person.pseudonym)),
        "sources": in_key_order(Source.objects.filter(study=study, in_cases__case=case)),
        "memos": find_memos(study, target=f"case:{case.key}"),
    }


@require_POST
@study_page("edit", room="field")
def move(request: StudyRequest, key: str) -> HttpResponse:
    """Move a case one step, or to a place (see `asked_place`)."""
    found = case_of(request, key)
    place, parent = asked_place(request.POST, found, list(Case.objects.filter(study=request.study)))
    if place:
        acts.move_case(found, by=request.member, parent=parent, at=place.at)
        messages.success(request, _("The case %(name)s is moved.") % {"name": found.name})
    return HttpResponseRedirect(place_of(request.study, key))


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    found = case_of(request, key)
    acts.delete_case(found, by=request.member)
    messages.success(request, _("The case %(name)s is deleted.") % {"name": found.name})
    return redirect(place_of(request.study))
