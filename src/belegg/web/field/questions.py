"""Research questions: add, change, move, delete."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.study import questions as acts
from belegg.apps.study.models import Question, Study
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.field.forms import NewQuestion, QuestionForm
from belegg.web.field.trees import asked_place, choices, tree


def place_of(study: Study, key: str = "") -> str:
    return reverse("field", args=[study.key]) + (f"#question-{key}" if key else "#questions")


def question_of(request: StudyRequest, key: str) -> Question:
    return get_object_or_404(Question.objects.select_related("study"), study=request.study, key=key)


@study_page("edit", room="field")
def new_question(request: StudyRequest) -> HttpResponse:
    study = request.study
    branches = tree(Question.objects.filter(study=study))
    parents = choices(branches, label=lambda question: Truncator(question.text).chars(70))
    form = NewQuestion(request.POST or None, initial={"parent": request.GET.get("parent", "")}, parents=parents)

    def add(data: dict) -> Question:
        parent = Question.objects.filter(study=study, key=data["parent"]).first() if data["parent"] else None
        return acts.add_question(study, data["text"], parent=parent, declared=data["declared"], by=request.member)

    tried = attempt(form, add, at="text")
    if tried.done:
        messages.success(request, _("The question is added."))
        return HttpResponseRedirect(place_of(study, tried.made.key))
    context = {"form": form, "title": _("New question"), "back": place_of(study)}
    return render(request, "field/write.html", context, status=tried.status)


@study_page("edit", room="field")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = question_of(request, key)
    form = QuestionForm(request.POST or None, initial={"text": found.text, "declared": "yes" if found.declared else "no"})
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_question(found, by=request.member, seen=seen, **data), at="text")
    if tried.done:
        messages.success(request, _("The question is changed."))
        return HttpResponseRedirect(place_of(request.study, key))
    now = question_of(request, key) if tried.conflict else None
    context = {
        "form": form, "title": _("Change the question"), "back": place_of(request.study, key), "seen": stamp(now) if now else seen,
        "now": [now.text] if now else [], "delete": reverse("delete_question", args=[request.study.key, key]),
        "ask": _("Delete this question? It can be undone."),
    }  # fmt: skip
    return render(request, "field/write.html", context, status=tried.status)


@require_POST
@study_page("edit", room="field")
def move(request: StudyRequest, key: str) -> HttpResponse:
    found = question_of(request, key)
    place, parent = asked_place(request.POST, found, list(Question.objects.filter(study=request.study)))
    if place:
        acts.move_question(found, by=request.member, parent=parent, at=place.at)
        messages.success(request, _("The question is moved."))
    return HttpResponseRedirect(place_of(request.study, key))


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_question(question_of(request, key), by=request.member)
    messages.success(request, _("The question is deleted."))
    return redirect(place_of(request.study))
