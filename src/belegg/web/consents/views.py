"""Consents: everyone against everything one can say yes or no to, and the form for one person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from belegg.apps.privacy import consents as acts
from belegg.apps.privacy.models import Answered, Consent, Letter, Scope
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.consents.forms import ConsentsForm
from belegg.web.consents.words import MARKS
from belegg.web.field.people import person_of

COLUMNS = ("person", "pseudonym", "scope", "state", "date", "withdrawn", "letter", "how", "proof")


def used_scopes(study: Study) -> list[str]:
    """Return the scopes somebody answered, or the usual ones before anybody has."""
    answered = set(Consent.objects.filter(study=study).values_list("scope", flat=True).distinct())
    return [scope for scope in Scope.values if scope in answered or (not answered and scope in list(Scope.values)[:6])]


@study_page("read", room="field")
def consents(request: StudyRequest) -> HttpResponse:
    study = request.study
    scopes = used_scopes(study)
    rows = []
    for line in acts.lines(study):
        states = [line.answers[scope].state if scope in line.answers else "" for scope in scopes]
        cells = [{"state": state, "mark": MARKS[state], "words": dict(Answered.choices).get(state, _("not answered"))} for state in states]
        rows.append({"person": line.person, "cells": cells})
    context = {
        "rows": rows, "scopes": [Scope(scope).label for scope in scopes], "letters": Letter.objects.filter(study=study).order_by("-pk"),
        "legend": [(MARKS[state], words) for state, words in [*Answered.choices, ("", _("not answered"))]],
        "may_edit": can(request.member, "edit"), "tab": "consents",
    }  # fmt: skip
    return render(request, "consents/consents.html", context)


@study_page("edit", room="field")
def person_consents(request: StudyRequest, key: str) -> HttpResponse:
    found = person_of(request, key)
    known = {row.scope: row for row in Consent.objects.filter(person=found)}
    latest = Letter.objects.filter(study=request.study).order_by("-pk").first()
    form = ConsentsForm(request.POST or None, study=request.study, known=known, initial={"letter": latest.key if latest else ""})

    def act(data: dict) -> None:
        said = {name: data[name] for name in ("date", "letter", "how", "proof")}
        acts.record_consents(found, form.answers(), by=request.member, **said)

    tried = attempt(form, act)
    if tried.done:
        messages.success(request, _("What %(name)s consents to is noted.") % {"name": found.pseudonym})
        return redirect("consents", request.study.key)
    context = {
        "form": form, "title": found.pseudonym, "enter": _("Save"), "back": reverse("consents", args=[request.study.key]),
        "lead": _("Each thing by itself. What is not answered is not given, once anything is answered."),
    }  # fmt: skip
    return render(request, "consents/write.html", context, status=tried.status)


@study_page("read", room="field")
@leaving("consents", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    rows = [
        (
            line.person.key, line.person.pseudonym, row.scope, row.state, str(row.date or ""), str(row.withdrawn or ""),
            row.letter.key if row.letter else "", row.how, row.proof,
        )
        for line in acts.lines(request.study)
        for row in line.answers.values()
    ]  # fmt: skip
    return download_table("consents", suffix, _("Consents"), COLUMNS, rows)
