"""Quotation checks: who was sent which of their words, and what they said of them."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from belegg.apps.analysis import checking as acts
from belegg.apps.analysis.checking_document import document_of
from belegg.apps.analysis.leaving import words_of
from belegg.apps.analysis.models import CheckedQuotation, QuotationCheck, Verdict
from belegg.apps.coding.models import Coding
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can, check_may
from belegg.formats.letter import MEDIA_TYPES, WRITERS
from belegg.method.natural import natural
from belegg.method.versions import marked
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import let_leave
from belegg.web.checking.forms import AnswersForm, LinkForm, SendForm
from belegg.web.field.people import person_of

COLUMNS = (
    "check",
    "person",
    "pseudonym",
    "n",
    "sent",
    "due",
    "text",
    "start",
    "end",
    "sha256",
    "verdict",
    "answered",
    "words",
    "wording",
    "note",
)
MARKS = {Verdict.WAITING: "○", Verdict.APPROVED: "●", Verdict.CHANGED: "◐", Verdict.REFUSED: "×"}


def check_of(request: StudyRequest, key: str) -> QuotationCheck:
    return get_object_or_404(QuotationCheck.objects.select_related("study", "person", "by"), study=request.study, key=key)


@study_page("read", room="field")
def checks(request: StudyRequest) -> HttpResponse:
    study, today = request.study, timezone.localdate()
    counts: dict[int, Counter] = {}
    for check, verdict in CheckedQuotation.objects.filter(study=study).values_list("check_row_id", "verdict"):
        counts.setdefault(check, Counter())[verdict] += 1
    rows = [
        {
            "check": one, "counts": [counts.get(one.pk, Counter())[verdict] for verdict in Verdict.values],
            "late": bool(one.due and one.due < today and counts.get(one.pk, Counter())[""]),
        }
        for one in QuotationCheck.objects.filter(study=study).select_related("person").order_by("-sent", "-pk")
    ]  # fmt: skip
    context = {
        "rows": rows, "tab": "checks", "verdicts": Verdict.labels, "people": people_with_words(study),
        "held": words_of(study, sent_from(study)), "may_edit": can(request.member, "edit"),
    }  # fmt: skip
    return render(request, "checking/checks.html", context)


def sent_from(study: Study) -> list[int]:
    """Return the texts (database ids) that quotations were sent from."""
    return list(CheckedQuotation.objects.filter(study=study).values_list("text_id", flat=True))


def people_with_words(study: Study) -> list[Person]:
    """Return those who have coded words."""
    heard = Coding.objects.filter(study=study, text__current=True, speaker__isnull=False).values("speaker")
    return sorted(Person.objects.filter(pk__in=heard), key=lambda person: natural(person.pseudonym))


@study_page("edit", room="field")
def new(request: StudyRequest, key: str) -> HttpResponse:
    person = person_of(request, key)
    codings = acts.to_check(request.study, person)
    words = {row.key: f"{row.text.body.text[row.start : row.end]} ({row.code.name})" for row in codings}
    form = SendForm(request.POST or None, codings=codings, words=words)
    tried = attempt(form, lambda data: acts.send_check(person, by=request.member, **data))
    if tried.done:
        messages.success(request, _("It is noted that the quotations are sent."))
        return redirect("check", request.study.key, tried.made.key)
    context = {"form": form, "person": person, "none": not codings, "title": _("Quotations for %(name)s") % {"name": person.pseudonym}}
    return render(request, "checking/new.html", context, status=tried.status)


@never_cache
@study_page("read", room="field")
def check(request: StudyRequest, key: str) -> HttpResponse:
    found = check_of(request, key)
    may_edit = can(request.member, "edit")
    if request.method == "POST":
        check_may(request.member, "edit")  # also where nothing is answered, so that no act asks
    rows = list(acts.quotations_in(found))
    form = AnswersForm(request.POST if request.method == "POST" else None, rows=rows)

    def act(data: dict) -> None:
        for row, verdict, wording, note in form.answers():
            acts.answer_quotation(row, verdict, wording=wording, note=note, by=request.member)

    tried = attempt(form, act)
    if tried.done:
        messages.success(request, _("The answers are noted."))
        return redirect("check", request.study.key, key)
    return render(request, "checking/check.html", shown(request, found, form) | {"may_edit": may_edit}, status=tried.status)


def shown(request: StudyRequest, found: QuotationCheck, form: AnswersForm) -> dict:
    quotations = form.shown()
    for one in quotations:
        row = one["row"]
        one["mark"] = MARKS[row.verdict]
        one["before"], one["after"] = marked(one["words"], row.wording) if row.wording else ((), ())
    return {
        "check": found, "form": form, "quotations": quotations, "answered": any(one["row"].verdict for one in quotations), "suffixes": list(WRITERS),
        "link_form": LinkForm(), "holds": bool(found.link and found.expires and found.expires > timezone.now()), "link_possible": not settings.LOCAL_MODE,
        "held": words_of(request.study, texts_of(found)),
        "title": _("Quotations for %(name)s") % {"name": found.person.pseudonym}, "link": request.session.pop(f"link-{found.pk}", ""),
    }  # fmt: skip


@study_page("edit", room="field")
def file(request: StudyRequest, key: str, suffix: str) -> HttpResponse:
    """Hand the quotations over as a document to send."""
    found = check_of(request, key)
    let_leave(request, "quotation_check", *words_of(request.study, texts_of(found)))
    if suffix not in WRITERS:
        raise Http404
    answer = HttpResponse(WRITERS[suffix](document_of(found)), content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="quotations-{request.study.key}-{found.key}.{suffix}"'
    return answer


def texts_of(check: QuotationCheck) -> list[int]:
    return list(check.quotations.values_list("text_id", flat=True))


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_check(check_of(request, key), by=request.member)
    messages.success(request, _("It is no longer noted as sent."))
    return redirect("checks", request.study.key)


@require_POST
@study_page("edit", room="field")
def link(request: StudyRequest, key: str) -> HttpResponse:
    """Make a private link; it is shown on the next page once, and nowhere kept."""
    found = check_of(request, key)
    form = LinkForm(request.POST)
    if settings.LOCAL_MODE or not form.is_valid():
        raise Http404
    secret = acts.make_link(found, days=form.cleaned_data["days"], by=request.member)
    request.session[f"link-{found.pk}"] = request.build_absolute_uri(reverse("answer_by_link", args=[secret]))
    return redirect("check", request.study.key, key)


@require_POST
@study_page("edit", room="field")
def unlink(request: StudyRequest, key: str) -> HttpResponse:
    acts.end_link(check_of(request, key), by=request.member)
    messages.success(request, _("The private link no longer works."))
    return redirect("check", request.study.key, key)


@study_page("read", room="field")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    """Write who was asked and what they answered; refused words are left out, their answer is not."""
    let_leave(request, "quotation_checks", "people", *words_of(request.study, sent_from(request.study)))
    rows = []
    for one in CheckedQuotation.objects.filter(study=request.study).select_related("check_row", "person", "text__body").order_by("pk"):
        check = one.check_row
        words = "" if one.verdict == Verdict.REFUSED else acts.words_of(one)
        rows.append((
            check.key, one.person.key, one.person.pseudonym, one.n, str(check.sent), str(check.due or ""), one.text.key, one.start, one.end, one.sha256,
            one.verdict, str(one.answered or ""), words, one.wording, one.note,
        ))  # fmt: skip
    return download_table("quotation-checks", suffix, _("Quotation checks"), COLUMNS, rows)
