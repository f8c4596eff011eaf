"""The codebook and its codes: the tree, one code, and writing, moving and deleting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.analysis.exports import Wanted
from belegg.apps.analysis.leaving import contents_of
from belegg.apps.analysis.neighbours import neighbours_of
from belegg.apps.coding import codebook as acts
from belegg.apps.coding.eliciting import questions_for, set_elicited
from belegg.apps.coding.models import Code, CodebookVersion
from belegg.apps.coding.usage import quotations_of, usage_of
from belegg.apps.sources.actions.answers import questions
from belegg.apps.study import order
from belegg.apps.study.history import Filter, entries, facts_of
from belegg.apps.study.memos import find_memos
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.method.errors import Refused, gettext_noop
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.views import told
from belegg.web.base.words import say
from belegg.web.codes.branches import branches_of, choices_of, matching, path_of
from belegg.web.codes.forms import FIELDS, CodeForm, DeleteForm, NewCodeForm

QUOTATIONS_SHOWN = 20
ENTRIES_SHOWN = 8


def side(request: StudyRequest, current: str = "") -> dict:
    """Return what the tree at the left needs."""
    branches, asked = branches_of(request.study), request.GET.get("q", "").strip()
    return {
        "branches": matching(branches, asked) if asked else branches,
        "asked": asked,
        "current_code": current,
        "may_edit": can(request.member, "edit"),
        "may_code": can(request.member, "code"),
        "codings_in_all": sum(branch.total for branch in branches),
    }


@study_page("read", room="codes")
def codes(request: StudyRequest) -> HttpResponse:
    context = side(request)
    context["n_codes"] = Code.objects.filter(study=request.study).count()
    context["last_version"] = CodebookVersion.objects.filter(study=request.study).select_related("by").order_by("-number").first()
    context["held"] = contents_of(request.study, "codebook", Wanted())
    return render(request, "codes/codes.html", context)


@study_page("read", room="codes")
def tree(request: StudyRequest) -> HttpResponse:
    """The tree alone, for the script that has just moved something in it."""
    return render(request, "codes/_tree.html", side(request, request.GET.get("current", "")))


def code_of(request: StudyRequest, key: str) -> Code:
    return get_object_or_404(Code.objects.select_related("study"), study=request.study, key=key)


@study_page("read", room="codes")
def code(request: StudyRequest, key: str) -> HttpResponse:
    found = code_of(request, key)
    everything = list(Code.objects.filter(study=request.study))
    by_pk = {one.pk: one for one in everything}
    about = list(entries(request.study, Filter(about=f"code:{key}"))[:ENTRIES_SHOWN])
    facts = facts_of(about)
    history = [{"entry": entry, "words": say(entry.verb, facts[entry.pk]["params"])} for entry in about]
    use = usage_of(found)
    asked, elicited = questions(request.study), questions_for(found)
    context = {
        **side(request, key),
        "code": found,
        "above": path_of(found, everything),
        "use": use,
        "quotations": quotations_of(found)[:QUOTATIONS_SHOWN],
        "more": max(0, use.codings - QUOTATIONS_SHOWN),
        "neighbours": [(by_pk[pk], n) for pk, n in neighbours_of(found) if pk in by_pk],
        "memos": find_memos(request.study, target=f"code:{key}"),
        "history": history,
        "parents": choices_of(everything, {found.pk, *(one.pk for one in order.descendants(found, everything))}),
        "parent_key": by_pk[found.parent_id].key if found.parent_id in by_pk else "",
        "others": len(everything) > 1,
        "asked": asked,
        "elicited": elicited,
        "brought_out": [one for one in asked if one.value in elicited],
    }
    return render(request, "codes/code.html", context)


@require_POST
@study_page("edit", room="codes")
def elicited(request: StudyRequest, key: str) -> HttpResponse:
    """Say which questions of the guides bring out the code."""
    found, named = code_of(request, key), set(request.POST.getlist("question"))
    set_elicited(found, [asked for asked in questions(request.study) if asked.value in named], by=request.member)
    messages.success(request, _("The questions for %(name)s are noted.") % {"name": found.name})
    return redirect("code", request.study.key, key)


@study_page("code", room="codes")
def new(request: StudyRequest) -> HttpResponse:
    everything = list(Code.objects.filter(study=request.study))
    initial = {"parent": request.GET.get("below", ""), "name": request.GET.get("name", "")}
    form = NewCodeForm(request.POST or None, initial=initial, parents=choices_of(everything))

    def add(data: dict) -> Code:
        parent = next((one for one in everything if one.key == data["parent"]), None)
        fields = {name: value for name, value in data.items() if name in FIELDS and name not in ("name", "colour")}
        return acts.add_code(request.study, data["name"], by=request.member, parent=parent, colour=data["colour"] or None, **fields)

    tried = attempt(form, add, at="name")
    if tried.done:
        messages.success(request, _("The code %(name)s is added.") % {"name": tried.made.name})
        return redirect("code", request.study.key, tried.made.key)
    return render(request, "codes/write.html", {"form": form}, status=tried.status)


@study_page("edit", room="codes")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = code_of(request, key)
    form = CodeForm(request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_code(found, by=request.member, seen=seen, **data), at="name")
    if tried.done:
        messages.success(request, _("The code %(name)s is changed.") % {"name": tried.made.name})
        return redirect("code", request.study.key, key)
    now = code_of(request, key) if tried.conflict else None
    context = {"form": form, "code": found, "seen": stamp(now) if now else seen, "now": now}
    return render(request, "codes/write.html", context, status=tried.status)


@require_POST
@study_page("edit", room="codes")
def move(request: StudyRequest, key: str) -> HttpResponse:
    """Move a code: one `step` (up, down, in, out), or below `parent` ("" is the top) `before` one of the codes there ("": last)."""
    found, everything = code_of(request, key), list(Code.objects.filter(study=request.study))
    if "step" in request.POST:
        place = stepped(found, everything, request.POST["step"])
    else:
        place = order.named_place(found, everything, request.POST.get("parent", ""), request.POST.get("before", ""))
    parent = next((one for one in everything if one.pk == place.parent), None)
    acts.move_code(found, by=request.member, parent=parent, at=place.at)
    where = _("below %(name)s") % {"name": parent.name} if parent else _("at the top")
    return told(request, _("%(name)s now stands %(where)s, as number %(n)s.") % {"name": found.name, "where": where, "n": place.at + 1})


def stepped(code: Code, everything: list[Code], step: str) -> order.Place:
    """Raises Refused("no_step") where there is no such place."""
    place = order.step(code, everything, step)
    if place is None:
        raise Refused("no_step", gettext_noop("'%(name)s' can't be moved further that way."), name=code.name)
    return place


@study_page("edit", room="codes")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    found = code_of(request, key)
    form = DeleteForm(request.POST or None)
    below = acts.below(found)
    if not below:
        del form.fields["children"]
    tried = attempt(form, lambda data: acts.delete_code(found, by=request.member, children=data.get("children", "up"), why=data["why"]))
    if tried.done:
        messages.success(request, _("The code %(name)s and its codings are deleted.") % {"name": found.name})
        return redirect("codes", request.study.key)
    context = {
        "form": form,
        "code": found,
        "going": acts.preview_delete(found),
        "going_too": acts.preview_delete(found, children="too") if below else None,
    }
    return render(request, "codes/delete.html", context, status=tried.status)
