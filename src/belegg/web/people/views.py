"""Who a person really is: behind a deliberate act with its reason, never in an address, never kept by the browser."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from belegg.apps.privacy import identities as acts
from belegg.apps.study.rules import check_sees_identities
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.field.people import person_of
from belegg.web.people.forms import IdentityForm, WhyForm


@never_cache
@study_page("edit", room="field")
def identity(request: StudyRequest, key: str) -> HttpResponse:
    """Ask what for; then show the identity, to read and to change. Where none is entered there is nothing to look at."""
    check_sees_identities(request.member)
    found = person_of(request, key)
    if not acts.has_identity(found):
        return shown(request, found, IdentityForm())
    form = WhyForm(request.POST or ({} if request.method == "POST" else None))
    tried = attempt(form, lambda data: acts.look_at_identity(found, by=request.member, why=data["why"]), at="why")
    if tried.done:
        return shown(request, found, IdentityForm(initial=asdict(tried.made)))
    return render(request, "people/why.html", {"person": found, "form": form}, status=tried.status)


@never_cache
@require_POST
@study_page("edit", room="field")
def set_identity(request: StudyRequest, key: str) -> HttpResponse:
    found = person_of(request, key)
    form = IdentityForm(request.POST or {})
    tried = attempt(form, lambda data: acts.set_identity(found, by=request.member, **data))
    if tried.done:
        messages.success(request, _("It is entered, sealed."))
        return redirect("person", request.study.key, key)
    return shown(request, found, form, tried.status)


def shown(request: StudyRequest, person, form: IdentityForm, status: int = 200) -> HttpResponse:
    return render(request, "people/identity.html", {"person": person, "form": form}, status=status)
