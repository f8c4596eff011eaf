"""People by pseudonym: the list, one person, merging two who turn out to be one."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.coding.models import Coding, Voice
from belegg.apps.privacy import actions as acts
from belegg.apps.privacy import labels
from belegg.apps.privacy.identities import has_identity
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source, Turn
from belegg.apps.sources.queries import in_key_order
from belegg.apps.study.models import Case, Study
from belegg.apps.study.rules import can, can_see_identities, check_may
from belegg.apps.study.seen import stamp
from belegg.method.natural import natural
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.field.forms import NewPersonForm, PersonForm
from belegg.web.field.trees import choices, tree
from belegg.web.people.timeline import lines_of


class PersonLine(NamedTuple):
    person: Person
    texts: int


def people_lines(study: Study) -> list[PersonLine]:
    """Return everyone, in the order in which they were entered, with the number of texts they speak in."""
    spoken = (
        Turn.objects.filter(study=study, text__current=True, person__isnull=False)
        .values_list("person_id")
        .annotate(n=Count("text_id", distinct=True))
    )
    texts: dict[int, int] = dict(spoken)
    people = Person.objects.filter(study=study).select_related("case")
    return [PersonLine(person, texts.get(person.pk, 0)) for person in sorted(people, key=lambda person: natural(person.key))]


def place_of(study: Study) -> str:
    return reverse("field", args=[study.key]) + "#people"


def person_of(request: StudyRequest, key: str) -> Person:
    return get_object_or_404(Person.objects.select_related("study", "case"), study=request.study, key=key)


def facts(study: Study, data: dict) -> dict:
    """Return what the form says, with the case instead of its id."""
    case = Case.objects.filter(study=study, key=data["case"]).first() if data["case"] else None
    return {**data, "case": case}


def case_choices(study: Study) -> list[tuple[str, str]]:
    return choices(tree(Case.objects.filter(study=study)))


@study_page("edit", room="field")
def new_person(request: StudyRequest) -> HttpResponse:
    """Enter a person; a pseudonym left open becomes the next label of the study's scheme."""
    study, scheme = request.study, labels.scheme_of(request.study)
    form = NewPersonForm(
        request.POST or None, initial={"case": request.GET.get("case", ""), "scheme": scheme}, cases=case_choices(study), study=study
    )

    def act(data: dict) -> Person:
        chosen = data.pop("scheme")
        if chosen != scheme:
            labels.set_scheme(study, chosen, by=request.member)
        said = facts(study, data)
        said["pseudonym"] = said["pseudonym"] or labels.next_label(study, rank=said["rank"], case=said["case"])
        return acts.add_person(study, by=request.member, **said)

    tried = attempt(form, act, at="pseudonym")
    if tried.done:
        messages.success(request, _("%(name)s is added.") % {"name": tried.made.pseudonym})
        return HttpResponseRedirect(place_of(study))
    return render(request, "field/write.html", {"form": form, "title": _("New person"), "back": place_of(study)}, status=tried.status)


@study_page("read", room="field")
def person(request: StudyRequest, key: str) -> HttpResponse:
    study, found = request.study, person_of(request, key)
    if request.method == "POST":
        check_may(request.member, "edit")
    initial = {name: getattr(found, name) for name in ("pseudonym", "rank", "role", "unit")}
    initial["case"] = found.case.key if found.case else ""
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial, cases=case_choices(study), rank=found.rank)
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_person(found, by=request.member, seen=seen, **facts(study, data)), at="pseudonym")
    if tried.done:
        messages.success(request, _("%(name)s is changed.") % {"name": tried.made.pseudonym})
        return HttpResponseRedirect(place_of(study))
    now = person_of(request, key)
    context = {
        "person": now,
        "form": form,
        "seen": stamp(now) if tried.conflict else seen,
        "conflict": tried.conflict,
        "sources": in_key_order(Source.objects.filter(study=study, texts__turns__person=found).distinct()),
        "codings": Coding.objects.filter(speaker=found).count() + Voice.objects.filter(person=found).count(),
        "others": sorted(Person.objects.filter(study=study).exclude(pk=found.pk), key=lambda person: natural(person.pseudonym)),
        "may_edit": can(request.member, "edit"),
        "sees_identities": can_see_identities(request.member),
        "has_identity": has_identity(found),
        "timeline": lines_of(found),
        "consents": found.consents.order_by("pk"),
    }
    return render(request, "field/person.html", context, status=tried.status)


@require_POST
@study_page("edit", room="field")
def merge(request: StudyRequest, key: str) -> HttpResponse:
    """Give what hangs on this person to another, who stays."""
    gone = person_of(request, key)
    kept = get_object_or_404(Person.objects.select_related("study"), study=request.study, key=request.POST.get("into", ""))
    acts.merge_people(gone, kept, by=request.member)
    messages.success(request, _("%(name)s and %(into)s are one person now.") % {"name": gone.pseudonym, "into": kept.pseudonym})
    return redirect("person", request.study.key, kept.key)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    found = person_of(request, key)
    acts.delete_person(found, by=request.member)
    messages.success(request, _("%(name)s is deleted.") % {"name": found.pseudonym})
    return redirect(place_of(request.study))
