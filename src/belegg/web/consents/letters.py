"""The information letter: what it is made of, how it reads, what it lacks, and the versions that were sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.privacy import letters as acts
from belegg.apps.privacy.models import Letter
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.formats.letter import MEDIA_TYPES, WRITERS
from belegg.method import letters as pure
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import leaving
from belegg.web.consents.forms import LANGUAGE_NAMES, ChecklistForm, LetterFactsForm, SentLetterForm
from belegg.web.consents.words import CHECKLIST, FACTS


def language_of(request: StudyRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("language") or request.study.language
    return asked if asked in acts.LANGUAGES else "en"


def checked(covered) -> list[tuple[str, bool]]:
    return [(str(words), item in covered) for item, words in CHECKLIST.items()]


@study_page("read", room="field")
def letter(request: StudyRequest) -> HttpResponse:
    """Show the letter as it would be sent now, with what it still lacks."""
    language = language_of(request)
    made = acts.letter_of(request.study, language)
    context = {
        "letter": made, "language": language, "languages": LANGUAGE_NAMES, "missing": [FACTS[name][0] for name in made.missing],
        "checklist": checked(made.covered), "suffixes": list(WRITERS), "may_edit": can(request.member, "edit"), "tab": "consents",
        "sent": Letter.objects.filter(study=request.study).order_by("-pk"),
    }  # fmt: skip
    return render(request, "consents/letter.html", context)


@study_page("edit", room="field")
def facts(request: StudyRequest) -> HttpResponse:
    initial = acts.facts_of(request.study) | {"scopes": acts.scopes_of(request.study)}
    form = LetterFactsForm(request.POST or None, initial=initial)

    def act(data: dict) -> None:
        scopes = data.pop("scopes")
        acts.set_letter_facts(request.study, data, scopes, by=request.member)

    tried = attempt(form, act)
    if tried.done:
        messages.success(request, _("The letter is made of this now."))
        return redirect("letter", request.study.key)
    lead = _(
        "The letter in all three languages is made of these. What you leave open stands in it as missing, so that it can't be overlooked."
    )
    context = {
        "form": form, "title": _("What the letter is made of"), "enter": _("Save"), "back": reverse("letter", args=[request.study.key]), "lead": lead,
    }  # fmt: skip
    return render(request, "consents/write.html", context, status=tried.status)


@study_page("read", room="field")
@leaving("letter", "descriptions")
def file(request: StudyRequest, language: str, suffix: str) -> HttpResponse:
    """Hand the letter over as a file to send."""
    if language not in acts.LANGUAGES or suffix not in WRITERS:
        raise Http404
    made = acts.letter_of(request.study, language)
    answer = HttpResponse(WRITERS[suffix](made), content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="letter-{request.study.key}-{language}.{suffix}"'
    return answer


@require_POST
@study_page("edit", room="field")
def keep(request: StudyRequest) -> HttpResponse:
    kept = acts.keep_letter(request.study, language_of(request), by=request.member)
    messages.success(request, _("The letter is kept as it is now; answers can name it."))
    return redirect("sent_letter", request.study.key, kept.key)


@study_page("edit", room="field")
def new(request: StudyRequest) -> HttpResponse:
    form = SentLetterForm(request.POST or None, initial={"language": language_of(request)})
    tried = attempt(form, lambda data: acts.add_letter(request.study, by=request.member, **data))
    if tried.done:
        messages.success(request, _("The letter is entered."))
        return redirect("sent_letter", request.study.key, tried.made.key)
    context = {
        "form": form, "title": _("A letter that was sent"), "enter": _("Enter the letter"), "back": reverse("letter", args=[request.study.key]),
        "lead": _("Read it against the list, and tick what it says. What is not ticked is shown as missing."),
    }  # fmt: skip
    return render(request, "consents/write.html", context, status=tried.status)


@study_page("read", room="field")
def sent(request: StudyRequest, key: str) -> HttpResponse:
    """One letter as it was sent, held against the checklist."""
    found = get_object_or_404(Letter.objects.select_related("study"), study=request.study, key=key)
    may_edit = can(request.member, "edit")
    form = ChecklistForm(request.POST if request.method == "POST" else None, initial={"checklist": found.checklist})
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.check_letter(found, data["checklist"], by=request.member, seen=seen))
    if tried.done:
        messages.success(request, _("What the letter says is noted."))
        return redirect("sent_letter", request.study.key, key)
    lacking = [CHECKLIST[item] for item in pure.unsaid(found.checklist)]
    context = {
        "letter": found, "form": form if may_edit else None, "seen": seen, "lacking": lacking, "may_edit": may_edit,
        "answered": found.consents.exists(),
    }  # fmt: skip
    return render(request, "consents/sent.html", context, status=tried.status)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_letter(get_object_or_404(Letter.objects.select_related("study"), study=request.study, key=key), by=request.member)
    messages.success(request, _("The letter is deleted."))
    return redirect("letter", request.study.key)
