"""The data management plan and the answers for a notification: what they say, where each answer was told, and what is missing."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation

from belegg.apps.exchange import planning as acts
from belegg.apps.privacy import plan_facts
from belegg.apps.privacy.pack_files import read_pack
from belegg.apps.study.rules import can
from belegg.formats.letter import MEDIA_TYPES, WRITERS
from belegg.method.dmp_words import as_letter, readable
from belegg.method.notification import as_letter as sheet_as_letter
from belegg.method.plan import DATASETS, PLACES
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import leaving
from belegg.web.consents.forms import LANGUAGE_NAMES
from belegg.web.plan.words import place_url, place_words


def spoken(request: StudyRequest) -> str:
    """Return the language of the interface as one the plan can be written in."""
    now = (translation.get_language() or "en")[:2]
    return now if now in acts.LANGUAGES else "en"


@study_page("read", room="field")
def plan(request: StudyRequest) -> HttpResponse:
    """Show the data management plan as it stands, with what lacks and where that is told."""
    study, language = request.study, spoken(request)
    built = acts.plan_document(study, language)
    titles = {kind: part["title"][language] for kind, part in read_pack("dmp", "datasets").items() if kind in DATASETS}
    missing = [
        {"words": acts.said(one), "url": place_url(study, one.place, one.thing), "place": place_words(one.place)} for one in built.missing
    ]
    context = {
        "sections": readable(built.document, translation.gettext), "missing": missing, "may_edit": can(request.member, "edit"), "tab": "plan",
        "samples": [(key, one["who"]) for key, one in plan_facts.samples_of(study).items()], "language": acts.language_of(study), "titles": titles,
    }  # fmt: skip
    return render(request, "plan/plan.html", context)


@study_page("read", room="field")
@leaving("plan", "descriptions")
def plan_file(request: StudyRequest, language: str, suffix: str) -> HttpResponse:
    """Hand the plan over: as JSON only when it is whole, as a document also with what is missing told in it."""
    if language not in acts.LANGUAGES or suffix not in (*WRITERS, "json"):
        raise Http404
    if suffix == "json":
        content = (json.dumps(acts.plan_json(request.study, language), ensure_ascii=False, indent=2) + "\n").encode()
        answer = HttpResponse(content, content_type="application/json")
    else:
        with translation.override(language):
            made = as_letter(acts.plan_document(request.study, language), language, acts.said, translation.gettext)
        answer = HttpResponse(WRITERS[suffix](made), content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="dmp-{request.study.key}-{language}.{suffix}"'
    return answer


@study_page("read", room="field")
def notification(request: StudyRequest) -> HttpResponse:
    """Show the answers for the notification form, section by section."""
    study = request.study
    asked = request.GET.get("language", "")
    language = asked if asked in acts.LANGUAGES else acts.language_of(study)
    sheet = acts.sheet_of(study, language)
    sections = [
        {"id": f"{one.id}-{one.sample}" if one.sample else one.id, "heading": one.heading, "lines": [
            {"line": line, "url": place_url(study, line.fact.place, line.fact.thing), "place": place_words(line.fact.place)} for line in one.lines
        ]}
        for one in sheet.sections
    ]  # fmt: skip
    context = {
        "sheet": sheet, "sections": sections, "language": language, "languages": LANGUAGE_NAMES, "may_edit": can(request.member, "edit"), "tab": "plan",
        "suffixes": list(WRITERS),
    }  # fmt: skip
    return render(request, "plan/notification.html", context)


@study_page("read", room="field")
@leaving("notification", "descriptions")
def notification_file(request: StudyRequest, language: str, suffix: str) -> HttpResponse:
    if language not in acts.LANGUAGES or suffix not in WRITERS:
        raise Http404
    with translation.override(language):
        made = sheet_as_letter(acts.sheet_of(request.study, language), {place: place_words(place) for place in PLACES})
    answer = HttpResponse(WRITERS[suffix](made), content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="notification-{request.study.key}-{language}.{suffix}"'
    return answer
