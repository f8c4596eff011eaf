"""Attributes: what is recorded of the cases. Add, change, order, delete."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.study import attributes as acts
from belegg.apps.study.models import Attribute
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.field.cases import attributes_of
from belegg.web.field.forms import AttributeForm


def attribute_of(request: StudyRequest, key: str) -> Attribute:
    return get_object_or_404(Attribute.objects.select_related("study"), study=request.study, key=key)


@study_page("edit", room="field")
def new_attribute(request: StudyRequest) -> HttpResponse:
    form = AttributeForm(request.POST or None)
    tried = attempt(form, lambda data: acts.add_attribute(request.study, by=request.member, **data), at=None)
    if tried.done:
        messages.success(request, _("The attribute %(name)s is added.") % {"name": tried.made.name})
        return redirect("cases", request.study.key)
    context = {"form": form, "title": _("New attribute"), "back": reverse("cases", args=[request.study.key])}
    return render(request, "field/write.html", context, status=tried.status)


@study_page("edit", room="field")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = attribute_of(request, key)
    initial = {"name": found.name, "type": found.type, "choices": "\n".join(found.choices), "unit": found.unit}
    form = AttributeForm(request.POST or None, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_attribute(found, by=request.member, seen=seen, **data), at=None)
    if tried.done:
        messages.success(request, _("The attribute %(name)s is changed.") % {"name": tried.made.name})
        return redirect("cases", request.study.key)
    now = attribute_of(request, key) if tried.conflict else None
    others = attributes_of(request.study)
    at = next(n for n, other in enumerate(others) if other.pk == found.pk)
    context = {
        "form": form, "title": _("Change the attribute"), "back": reverse("cases", args=[request.study.key]),
        "seen": stamp(now) if now else seen, "now": [now.name, now.get_type_display(), now.unit, ", ".join(now.choices)] if now else [],
        "delete": reverse("delete_attribute", args=[request.study.key, key]),
        "ask": _("Delete this attribute with all its values? It can be undone."),
        "move": reverse("move_attribute", args=[request.study.key, key]), "is_first": at == 0, "is_last": at == len(others) - 1,
    }  # fmt: skip
    return render(request, "field/write.html", context, status=tried.status)


@require_POST
@study_page("edit", room="field")
def move(request: StudyRequest, key: str) -> HttpResponse:
    """Move a column one step to the left (`step` up) or to the right (`step` down)."""
    found = attribute_of(request, key)
    keys = [attribute.key for attribute in attributes_of(request.study)]
    at = keys.index(found.key) + (1 if request.POST.get("step") == "down" else -1)
    if 0 <= at < len(keys):
        acts.move_attribute(found, by=request.member, at=at)
        messages.success(request, _("The attribute %(name)s is moved.") % {"name": found.name})
    return redirect("attribute", request.study.key, key)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    found = attribute_of(request, key)
    acts.delete_attribute(found, by=request.member)
    messages.success(request, _("The attribute %(name)s is deleted.") % {"name": found.name})
    return redirect("cases", request.study.key)
