"""The field's first page: research questions and people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from belegg.apps.study.models import Question
from belegg.apps.study.rules import can
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.field.people import people_lines
from belegg.web.field.trees import tree


@study_page("read", room="field")
def field(request: StudyRequest) -> HttpResponse:
    study = request.study
    context = {
        "questions": tree(Question.objects.filter(study=study)),
        "people": people_lines(study),
        "may_edit": can(request.member, "edit"),
        "tab": "field",
    }
    return render(request, "field/field.html", context)
