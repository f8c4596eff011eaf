"""Withdrawal: what it touches, the decisions, the pseudonym typed to confirm; and the certificates of what was erased."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from belegg.apps.exchange import withdrawals as acts
from belegg.apps.exchange.certificates import as_json
from belegg.apps.exchange.holdings import Holding, Item, touched
from belegg.apps.exchange.models import Certificate, Policy
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can_see_identities, check_sees_identities
from belegg.formats.letter import MEDIA_TYPES, as_pdf
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import leaving
from belegg.web.erasure.forms import DECISION, WithdrawForm
from belegg.web.erasure.paper import counts_in, document_of, gone_in, not_reached
from belegg.web.field.people import person_of

# Where a thing of a kind is looked at.
PAGES = {
    "source": "source", "text": "text", "recording": "recording", "interview": "interview", "memo": "memo", "promise": "promise",
    "journal": "journal_entry", "code": "code", "person": "person",
}  # fmt: skip


def certificate_of(request: StudyRequest, key: str) -> Certificate:
    return get_object_or_404(Certificate.objects.select_related("study", "by"), study=request.study, key=key)


@never_cache
@study_page("edit", room="field")
def withdraw(request: StudyRequest, key: str) -> HttpResponse:
    """Show what a withdrawal touches under the policy asked for; carry it out once the pseudonym is typed."""
    check_sees_identities(request.member)
    found = person_of(request, key)
    done = Certificate.objects.filter(study=request.study, person=found.key).first()
    if done:
        return redirect("certificate", request.study.key, done.key)
    policy = request.POST.get("policy") or request.GET.get("policy", "")
    policy = policy if policy in Policy.values else Policy.DELETE.value
    holdings = touched(found, policy)
    form = WithdrawForm(request.POST if request.method == "POST" else None, pseudonym=found.pseudonym, holdings=holdings)
    tried = attempt(form, lambda data: acts.withdraw(found, policy, by=request.member, why=data["why"], decisions=form.decided()))
    if tried.done:
        messages.success(request, _("The withdrawal is carried out."), extra_tags="no-undo")
        return redirect("certificate", request.study.key, tried.made.key)
    context = {
        "person": found, "form": form, "policy": policy, "holdings": [shown(request.study, one, form) for one in holdings], "tab": "erasure",
    }  # fmt: skip
    return render(request, "erasure/withdraw.html", context, status=tried.status)


def shown(study: Study, holding: Holding, form: WithdrawForm) -> dict:
    """Return a kind of thing that is touched, with its words and links."""
    return {
        "kind": holding.kind, "label": _(holding.label), "note": _(holding.note), "count": holding.count, "more": holding.count - len(holding.items),
        "items": [line(study, item, form) for item in holding.items],
    }  # fmt: skip


def line(study: Study, item: Item, form: WithdrawForm) -> dict:
    kind, _colon, key = item.thing.partition(":")
    address = reverse(PAGES[kind], args=[study.key, key]) if kind in PAGES else ""
    return {
        "title": item.title, "what": _(item.what) if item.what else "", "words": item.words, "address": address,
        "field": form[DECISION + item.decision] if item.decision else None,
    }  # fmt: skip


@study_page("read", room="field")
def certificates(request: StudyRequest) -> HttpResponse:
    rows = Certificate.objects.filter(study=request.study).select_related("by").order_by("-pk")
    return render(request, "erasure/certificates.html", {"rows": rows, "tab": "erasure"})


@study_page("read", room="field")
def certificate(request: StudyRequest, key: str) -> HttpResponse:
    found = certificate_of(request, key)
    what = found.what
    context = {
        "certificate": found, "counts": counts_in(what), "gone": gone_in(what), "how": [_(one) for one in what.get("how", ())],
        "limits": not_reached(what), "may_clean": can_see_identities(request.member), "tab": "erasure",
    }  # fmt: skip
    return render(request, "erasure/certificate.html", context)


@study_page("read", room="field")
@leaving("certificate", "people")
def certificate_json(request: StudyRequest, key: str) -> HttpResponse:
    found = certificate_of(request, key)
    answer = HttpResponse(as_json(found.what), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.key}.json"'
    return answer


@study_page("read", room="field")
@leaving("certificate", "people")
def certificate_pdf(request: StudyRequest, key: str) -> HttpResponse:
    found = certificate_of(request, key)
    answer = HttpResponse(as_pdf(document_of(found)), content_type=MEDIA_TYPES["pdf"])
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.key}.pdf"'
    return answer


@require_POST
@study_page("edit", room="field")
def clean(request: StudyRequest, key: str) -> HttpResponse:
    """Clean the database's files again, where others were using them when the withdrawal was carried out."""
    check_sees_identities(request.member)
    if acts.clean(certificate_of(request, key)):
        messages.success(request, _("The database's files are clean."), extra_tags="no-undo")
    else:
        messages.error(request, _("Others are using the database just now. Try again in a while."))
    return redirect("certificate", request.study.key, key)
