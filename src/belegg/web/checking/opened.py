"""What an informant sees behind a private link: their own words, and three answers to each. No account, nothing else of the study."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache

from belegg.apps.analysis import checking as acts
from belegg.apps.analysis.models import QuotationCheck
from belegg.web.base.attempts import attempt
from belegg.web.checking.forms import AnswersForm


@never_cache
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the quotations in the language of the study and take the answers; what never was, has ended or run out looks the same."""
    check = acts.behind(secret)
    if check is None:
        return sealed(render(request, "checking/ended.html", status=404))
    with translation.override(check.study.language):
        return sealed(answered(request, check, secret))


def answered(request: HttpRequest, check: QuotationCheck, secret: str) -> HttpResponse:
    form = AnswersForm(request.POST if request.method == "POST" else None, rows=list(acts.quotations_in(check)))

    def act(data: dict) -> None:
        for row, verdict, wording, note in form.answers():
            acts.answer_quotation(row, verdict, wording=wording, note=note, via="link", by=check.by)

    tried = attempt(form, act)
    if tried.done:
        return redirect(f"{request.path}?thanks=1")
    context = {"form": form, "quotations": form.shown(), "check": check, "about": check.study, "thanks": "thanks" in request.GET}
    return render(request, "checking/opened.html", context, status=tried.status)


def sealed(response: HttpResponse) -> HttpResponse:
    """Keep the address out of search engines and out of the logs of pages that are gone to from here."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
