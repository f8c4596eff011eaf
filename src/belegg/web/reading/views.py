"""The reading page: a text in turns, its codings beside it, the codebook at hand.

With scripts the page draws codings itself (static/reading); `?plain=1` is the same page in plain HTML, for screen readers, for paper, and for
browsers that cannot paint highlights.
"""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from belegg.apps.coding.models import LookedState, Round
from belegg.apps.coding.queries import coders_of, looked_of, recent_codes, round_coded_in_last, rounds_of
from belegg.apps.sources.actions.answers import Asked, questions
from belegg.apps.sources.actions.sealing import waiting_on
from belegg.apps.sources.models import Text
from belegg.apps.sources.reading import chapters_of
from belegg.apps.study.models import Case, MemoKind, Study
from belegg.apps.study.rules import can
from belegg.method.chapters import Chapter
from belegg.method.paragraphs import is_cut_to_width
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.reading import data, plain
from belegg.web.reading.api import text_of
from belegg.web.reading.neighbours import neighbours
from belegg.web.reading.turns import turns_html, turns_of
from belegg.web.reading.words import words_for_scripts
from belegg.web.recordings.shown import beside
from belegg.web.sources.forms import case_choices

# Named in the page's head, so that a browser fetches all modules at once instead of one after the other as they name each other.
MODULES = sorted(
    f"reading/{path.name}" for path in (Path(__file__).parent / "static" / "reading").glob("*.js") if path.name != "print_page.js"
)


@require_GET
@study_page("read", room="sources")
def text(request: StudyRequest, text: str) -> HttpResponse:
    found = text_of(request, text)
    rounds = rounds_of(request.study)
    round = round_now(request, rounds)
    turns = turns_of(found)
    named = chapters_of(found)
    context = {
        "text": found,
        "turns": turns,
        "round": round,
        "rounds": rounds,
        "may_code": may_code(request, found),
        "may_edit": can(request.member, "edit") and found.current,
        "current": found if found.current else Text.objects.filter(source=found.source_id, current=True).first(),
        "waiting": waiting_on(found.source),
        "state": state_in_words(found, turns),
        "looked": [data.in_words(looked) for looked in looked_of(found) if looked.code is None],
        "groups": neighbours(found),
        "language": found.language or found.source.language or request.study.language,
        "shape": shape_of(found, turns),
        "chapters": named,
        "play_turn": True,
        "recordings": (heard := beside(request, found.source)),
        "recording": heard[0] if heard else None,
    }
    if request.GET.get("plain"):
        return render(request, "reading/plain.html", {**context, **plain.context(request, found, turns, round)})
    context |= {
        "data": data.everything(found),
        "page": page_facts(request, found, round) | {"chapters": [chapter_facts(chapter) for chapter in named]},
        "cases": case_choices(request.study) if can(request.member, "edit") and found.current else [],
        "questions": questions_by_guide(request.study) if may_code(request, found) else [],
        "memo_kinds": MemoKind.choices,
        "turns_html": turns_html(turns),
        "modules": MODULES,
    }
    return render(request, "reading/text.html", context)


@require_POST
@study_page("read", room="sources")
def choose_round(request: StudyRequest, text: str) -> HttpResponse:
    """Remember the round in which one reads and codes from now on."""
    found = text_of(request, text)
    round = get_object_or_404(Round, study=request.study, key=request.POST.get("round", ""))
    request.session[f"round:{request.study.key}"] = round.key
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    return redirect("text", request.study.key, found.key)


def round_now(request: StudyRequest, rounds: list[Round]) -> Round | None:
    """Return the round of the address, else the one chosen before, else the one the reader coded in last, else the first."""
    by_key = {round.key: round for round in rounds}
    remembered = f"round:{request.study.key}"
    if request.GET.get("round") in by_key:
        request.session[remembered] = request.GET["round"]
    if chosen := by_key.get(request.session.get(remembered, "")):
        return chosen
    return round_coded_in_last(request.member) or (rounds[0] if rounds else None)


def may_code(request: StudyRequest, text: Text) -> bool:
    """Nobody codes on an earlier version of a text."""
    return can(request.member, "code") and text.current


def page_facts(request: StudyRequest, text: Text, round: Round | None) -> dict:
    """Return what the scripts must know besides the codings."""
    key = request.study.key
    return {
        "study": key,
        "text": text.key,
        "title": text.source.title,
        "me": {"key": request.member.key, "name": request.member.name},
        "may": {"code": may_code(request, text), "edit": can(request.member, "edit") and text.current},
        "round": round.key if round else "",
        "recent": recent_codes(request.member),
        "states": [[value, str(label)] for value, label in LookedState.choices],
        "language": text.language or text.source.language or request.study.language,
        "urls": {
            "codings": reverse("codings_api", args=[key, text.key]),
            "looked": reverse("looked_api", args=[key, text.key]),
            "round": reverse("choose_round", args=[key, text.key]),
            "parts": reverse("part_api", args=[key, text.key]),
            "answers": reverse("answer_api", args=[key, text.key]),
            "plain": reverse("text", args=[key, text.key]) + "?plain=1",
        },
        "words": words_for_scripts(),
    }


def chapter_facts(chapter: Chapter) -> dict:
    return {"label": chapter.label, "start": chapter.start, "end": chapter.end}


def questions_by_guide(study: Study) -> list[tuple[str, list[Asked]]]:
    """Return (title of the guide, its questions) for the list one chooses from."""
    found: dict[str, list[Asked]] = {}
    for asked in questions(study):
        found.setdefault(asked.guide.title, []).append(asked)
    return list(found.items())


def shape_of(text: Text, turns: list) -> str:
    """Return the classes of the text: `unspoken` without speakers, `joined` where lines cut to a page's width are shown as paragraphs."""
    if any(turn.speaker for turn in turns[:2]):
        return ""
    return "unspoken joined" if is_cut_to_width(text.body.text) else "unspoken"


def state_in_words(text: Text, turns: list) -> list[str]:
    """Return the state of the text as a row of short phrases."""
    coders = [coder.name for coder in coders_of(text)]
    cases = Case.objects.filter(pk__in=text.parts.values("case")).order_by("position", "pk")
    phrases = [str(text.get_layer_display())]
    if text.sealed:
        phrases.append(_("sealed"))
    phrases.append(_("%(n)s turns") % {"n": len(turns)})
    phrases.append(_("coded by %(names)s") % {"names": ", ".join(coders)} if coders else _("not coded yet"))
    if names := ", ".join(case.name for case in cases):
        phrases.append(_("parts belong to %(names)s") % {"names": names})
    return phrases
