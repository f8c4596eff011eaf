"""How unlike each other people are by what is told of them, and telling less."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from belegg.apps.privacy import traits as acts
from belegg.apps.privacy.models import Person, Trait
from belegg.apps.study.rules import can
from belegg.method.disclosure import ORGANISATION_NAMED, Described, Disclosure, assess, told_under
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.names.forms import DisclosureForm, TraitsForm
from belegg.web.names.words import TOLD


class Line(NamedTuple):
    person: Person
    values: list[str]
    found: Disclosure
    why: str


@study_page("read", room="field")
def disclosure(request: StudyRequest) -> HttpResponse:
    """The table: one person a row, with how many are told of alike."""
    people = acts.described(request.study)
    known = acts.known_attributes(people)
    usual = acts.usual_attributes(people)
    form = DisclosureForm(request.GET or None, known=usual)
    asked = form.asked(usual)
    lines = lines_of(people, asked)
    shown = [line for line in lines if line.found.at_risk or line.found.k is None] if asked["only"] else lines
    columns = told_under(asked["told"], asked["policy"])
    context = {
        "form": form,
        "lines": shown,
        "all": len(lines),
        "columns": [TOLD[name] for name in columns],
        "at_risk": sum(line.found.at_risk for line in lines),
        "unknown": sum(line.found.k is None for line in lines),
        "threshold": asked["threshold"],
        "named": asked["policy"] == ORGANISATION_NAMED,
        "widening": widening(people, known) if can(request.member, "edit") else [],
        "query": request.GET.urlencode(),
        "may_edit": can(request.member, "edit"),
    }
    return render(request, "names/disclosure.html", context)


def lines_of(people: list[tuple[Person, Described]], asked: dict) -> list[Line]:
    columns = told_under(asked["told"], asked["policy"])
    found = assess([told for _person, told in people], asked["told"], policy=asked["policy"], threshold=asked["threshold"])
    return [
        Line(person, [told.values.get(name, "") for name in columns], one, reason(one))
        for (person, told), one in zip(people, found, strict=True)
    ]


def reason(found: Disclosure) -> str:
    """Return in words why somebody stands out and what would help."""
    said = []
    if found.sole:
        said.append(_("Only informant of the case: who knows the case knows the person, whatever is told."))
    if found.k is None:
        missing = ", ".join(str(TOLD[name]) for name in found.missing)
        return " ".join([*said, _("Not assessable: %(missing)s is not known.") % {"missing": missing}])
    if found.remedies:
        best = "; ".join(
            _("without %(what)s: %(n)s alike") % {"what": TOLD[remedy.attribute], "n": remedy.k} for remedy in found.remedies[:3]
        )
        said.append(_("Told of more widely, %(best)s.") % {"best": best})
    elif found.at_risk and not found.sole:
        said.append(_("No single one told more widely would help: tell less of several."))
    return " ".join(said)


def widening(people: list[tuple[Person, Described]], known: list[str]) -> list[dict]:
    """Return for each attribute that can be told more widely its values, with how many people have each."""
    found = []
    for name in known:
        if name == "case":
            continue
        counted: dict[str, int] = {}
        for _person, told in people:
            value = told.values.get(name, "").strip()
            if value:
                counted[value] = counted.get(value, 0) + 1
        found.append({"name": name, "label": TOLD[name], "values": sorted(counted.items()), "is_age": name == "age"})
    return found


@require_POST
@study_page("edit", room="field")
def tell_less(request: StudyRequest) -> HttpResponse:
    """Say an attribute of everybody in wider groups."""
    name = request.POST.get("attribute", "")
    values, groups = request.POST.getlist("value"), request.POST.getlist("group")
    pairs = {value: group for value, group in zip(values, groups, strict=False) if group.strip()}
    width = {"5": 5, "10": 10, "20": 20}.get(request.POST.get("width", ""), 0)
    n = acts.tell_less(request.study, name, groups=pairs, width=width, by=request.member, why=request.POST.get("why", ""))
    said = ngettext("%(what)s is told more widely of %(n)s person.", "%(what)s is told more widely of %(n)s people.", n)
    messages.success(request, (said % {"what": str(TOLD.get(name, name)).capitalize(), "n": n}))
    return HttpResponseRedirect(back_to(request))


def back_to(request: StudyRequest) -> str:
    query = request.POST.get("query", "")
    return reverse("disclosure", args=[request.study.key]) + (f"?{query}" if query else "")


@study_page("edit", room="field")
def describe(request: StudyRequest, key: str) -> HttpResponse:
    """Write what else is known of a person."""
    person = get_object_or_404(Person.objects.select_related("study"), study=request.study, key=key)
    there = dict(Trait.objects.filter(person=person).values_list("name", "value"))
    form = TraitsForm(request.POST if request.method == "POST" else None, initial=there)
    tried = attempt(form, lambda data: acts.set_traits(person, data, by=request.member))
    if tried.done:
        messages.success(request, _("What is known of %(name)s is noted.") % {"name": person.pseudonym})
        return redirect("disclosure", request.study.key)
    return render(request, "names/describe.html", {"form": form, "person": person}, status=tried.status)


@study_page("read", room="field")
@leaving("disclosure", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    """Save the table as it is asked for."""
    people = acts.described(request.study)
    usual = acts.usual_attributes(people)
    asked = DisclosureForm(request.GET or None, known=usual).asked(usual)
    columns = told_under(asked["told"], asked["policy"])
    rows = [
        [
            line.person.key,
            line.person.pseudonym,
            *line.values,
            line.found.k,
            line.found.at_risk,
            line.found.sole,
            ", ".join(line.found.missing),
        ]
        for line in lines_of(people, asked)
    ]
    head = ["id", "pseudonym", *columns, "alike", "at_risk", "sole_in_case", "missing"]
    return download_table(f"{request.study.key}-disclosure", suffix, f"{request.study.title}: {_('Disclosure')}", head, rows)
