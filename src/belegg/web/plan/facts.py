"""The forms in which the facts of the plan are told: of the study, of each sample, and of each dataset."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.exchange.planning import language_of
from belegg.apps.privacy import plan_facts as acts
from belegg.apps.privacy.pack_files import read_pack
from belegg.method import plan as pure
from belegg.web.base.attempts import Attempt, attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.plan.forms import FactsForm
from belegg.web.plan.words import DATASET, FACTS, SAMPLE


def shown(request: StudyRequest, form: FactsForm, tried: Attempt, title: str, lead: str, **more) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "enter": _("Save"), "back": reverse("plan", args=[request.study.key]), **more}
    return render(request, "plan/write.html", context, status=tried.status)


@study_page("edit", room="field")
def plan_facts(request: StudyRequest) -> HttpResponse:
    form = FactsForm(request.POST or None, told=FACTS, initial=acts.plan_of(request.study))
    tried = attempt(form, lambda data: acts.set_plan_facts(request.study, data, by=request.member))
    if tried.done:
        messages.success(request, _("The plan is made of this now."))
        return redirect("plan", request.study.key)
    lead = _("What the letter, the promises and the guides say already is taken from there and not asked here.")
    return shown(request, form, tried, _("Facts of the plan"), lead)


def write_sample(request: StudyRequest, key: str, initial: dict, title: str) -> HttpResponse:
    form = FactsForm(request.POST or None, told=SAMPLE, initial=initial)
    tried = attempt(form, lambda data: acts.set_sample(request.study, key, data, by=request.member), at="who")
    if tried.done:
        messages.success(request, _("The sample is noted."))
        return redirect("plan", request.study.key)
    lead = _("A sample is a group of people who are chosen, reached and asked in the same way.")
    return shown(request, form, tried, title, lead, sample=key)


@study_page("edit", room="field")
def new_sample(request: StudyRequest) -> HttpResponse:
    return write_sample(request, "", {}, _("New sample"))


@study_page("edit", room="field")
def sample(request: StudyRequest, key: str) -> HttpResponse:
    found = acts.samples_of(request.study).get(key)
    if found is None:
        raise Http404
    return write_sample(request, key, found, _("Sample"))


@require_POST
@study_page("edit", room="field")
def delete_sample(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_sample(request.study, key, by=request.member)
    messages.success(request, _("The sample is taken out of the plan."))
    return redirect("plan", request.study.key)


@study_page("edit", room="field")
def dataset(request: StudyRequest, kind: str) -> HttpResponse:
    if kind not in pure.DATASETS:
        raise Http404
    part = read_pack("dmp", "datasets")[kind]
    only = tuple(name for name in DATASET if name != "personal" or part["personal"] == "told")
    form = FactsForm(request.POST or None, told=DATASET, only=only, initial=acts.datasets_of(request.study).get(kind))
    tried = attempt(form, lambda data: acts.set_dataset(request.study, kind, data, by=request.member))
    if tried.done:
        messages.success(request, _("The dataset is noted."))
        return redirect("plan", request.study.key)
    title = part["title"][language_of(request.study, request.LANGUAGE_CODE[:2])]  # type: ignore[attr-defined]  # set by LocaleMiddleware
    return shown(request, form, tried, title, _("Where it lies, and who may use it when the study is over."))
