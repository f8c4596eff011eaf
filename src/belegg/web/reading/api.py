"""The reading page's acts. A script sends JSON and gets JSON; a form sends fields and gets its page back with one line of what was done."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from belegg.apps.coding import actions
from belegg.apps.coding.models import Code, Coding, Looked, LookedState, Round
from belegg.apps.coding.queries import changes_since, memos_on
from belegg.apps.sources.actions import mark_answer, mark_part
from belegg.apps.sources.actions.answers import question_of
from belegg.apps.sources.models import Text
from belegg.apps.study import journal
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import Case
from belegg.method.errors import Refused, gettext_noop
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.sent import whole_number
from belegg.web.base.views import told
from belegg.web.base.words import say_entry
from belegg.web.reading import data


def codings(request: HttpRequest, study: str, text: str) -> HttpResponse:
    return read_codings(request, study=study, text=text) if request.method in ("GET", "HEAD") else mark(request, study=study, text=text)


@require_GET
@study_page("read", room="sources")
def read_codings(request: StudyRequest, text: str) -> HttpResponse:
    """All codings, or with `?since=REVISION` what has changed; 204 when nothing has."""
    found = text_of(request, text)
    since = whole_number(request.GET.get("since", ""))
    if since is None:
        return JsonResponse(data.everything(found))
    changes = changes_since(found, since)
    if changes is None:
        return HttpResponse(status=204)
    return JsonResponse(data.changed(found, changes))


@require_POST
@study_page("code", room="sources")
def mark(request: StudyRequest, text: str) -> HttpResponse:
    """Code a passage: `start`, `end` in code points, `words` as they were seen, and `code` (key), `new_code` (name) or `in_vivo`."""
    found, sent = text_of(request, text), payload(request)
    round = round_of(request, sent.get("round"))
    start, end, words = passage(found, sent)
    by = request.member
    if sent.get("in_vivo"):
        name = in_vivo_name(found.body.text[start:end])
        coding = actions.mark_with_new_code(found, name, start, end, by=by, round=round, words=words)
    elif sent.get("new_code"):
        parent = code_of(request, sent["parent"]) if sent.get("parent") else None
        coding = actions.mark_with_new_code(found, str(sent["new_code"]), start, end, by=by, round=round, words=words, parent=parent)
    else:
        coding = actions.mark_passage(found, code_of(request, sent.get("code")), start, end, by=by, round=round, words=words)
    params = {"code": coding.code.name, "turn": coding.turn_first}
    return done(request, _("Coded ‘%(code)s’, turn %(turn)s") % params, coding)


@require_http_methods(["POST", "PATCH", "DELETE"])
@study_page("code", room="sources")
def coding(request: StudyRequest, text: str, coding: str) -> HttpResponse:
    """DELETE uncodes, PATCH moves the borders (`start`, `end`) or changes the code (`code`). A form without scripts posts `act`."""
    found, sent = text_of(request, text), payload(request)
    there = coding_of(found, coding)
    seen = borders(*sent["seen"]) if isinstance(sent.get("seen"), list) and len(sent["seen"]) == 2 else None
    params = {"code": there.code.name, "turn": there.turn_first}
    if request.method == "DELETE" or sent.get("act") == "uncode":
        actions.unmark(there, by=request.member, seen=seen)
        return done(request, _("Uncoded ‘%(code)s’, turn %(turn)s") % params)
    if sent.get("code"):
        there = actions.recode(there, code_of(request, sent["code"]), by=request.member, seen=seen)
        return done(request, _("‘%(was)s’ is now ‘%(code)s’") % {"was": params["code"], "code": there.code.name}, there)
    start, end, words = passage(found, sent)
    there = actions.reshape(there, start, end, by=request.member, words=words, seen=seen)
    return done(request, _("Moved the borders of ‘%(code)s’") % params, there)


@require_POST
@study_page("code", room="sources")
def memo(request: StudyRequest, text: str, coding: str) -> HttpResponse:
    """Write a memo on a coding."""
    found, sent = text_of(request, text), payload(request)
    there = coding_of(found, coding)
    title, words, kind = (str(sent.get(name, "")) for name in ("title", "text", "kind"))
    add_memo(request.study, words, by=request.member, title=title, kind=kind or "note", target=f"coding:{there.key}")
    return done(request, _("Wrote a memo on ‘%(code)s’") % {"code": there.code.name}, there)


@require_POST
@study_page("code", room="sources")
def looked(request: StudyRequest, text: str) -> HttpResponse:
    """Say that the text is coded through (`code` empty: for all codes), or `state` not_asked or skipped; state "" takes it back."""
    found, sent = text_of(request, text), payload(request)
    code = code_of(request, sent["code"]) if sent.get("code") else None
    round = round_of(request, sent.get("round"))
    state = str(sent.get("state", LookedState.LOOKED))
    if state:
        answer = data.in_words(actions.mark_looked(found, code, state, by=request.member, round=round))
        return done(request, answer[:1].upper() + answer[1:])
    there = Looked.objects.select_related("text__source", "code", "coder", "round").filter(text=found, code=code, coder=request.member)
    for one in there.filter(round=round) if round else there:
        actions.unmark_looked(one, by=request.member)
    return done(request, _("Taken back"))


@require_POST
@study_page("edit", room="sources")
def part(request: StudyRequest, text: str) -> HttpResponse:
    """Say that a passage (`start`, `end`) belongs to a case."""
    found, sent = text_of(request, text), payload(request)
    start, end, _words = passage(found, sent)
    case = get_object_or_404(Case, study=request.study, key=str(sent.get("case", "")))
    mark_part(found, start, end, case, by=request.member)
    return done(request, _("The part belongs to %(case)s.") % {"case": case.name})


@require_POST
@study_page("code", room="sources")
def answer(request: StudyRequest, text: str) -> HttpResponse:
    """Say that a passage (`start`, `end`) answers a question of a guide (`question`, as GUIDE:ID)."""
    found, sent = text_of(request, text), payload(request)
    start, end, _words = passage(found, sent)
    asked = question_of(request.study, str(sent.get("question", "")))
    mark_answer(found, start, end, asked, by=request.member)
    return done(request, _("Marked as an answer to “%(question)s”.") % {"question": asked.item.text[:80]})


def done(request: StudyRequest, sentence: str, coding: Coding | None = None) -> HttpResponse:
    """Answer an act: told() for a form, and with the coding as it stands now for the script."""
    if "application/json" not in request.headers.get("Accept", ""):
        return told(request, sentence)
    undo, redo = journal.next_undo(request.member), journal.next_redo(request.member)
    answer: dict[str, object] = {"done": sentence, "undo": say_entry(undo) if undo else None, "redo": say_entry(redo) if redo else None}
    if coding is not None:
        code, round = coding.code, coding.round
        answer["coding"] = data.as_row(coding, memos_on(coding))
        answer["code"] = {"key": code.key, "name": code.name, "colour": code.colour, "depth": 0, "definition": code.definition}
        answer["round"] = {"key": round.key, "name": round.name}
    return JsonResponse(answer)


def payload(request: HttpRequest) -> dict:
    """Return what was sent, from a JSON body or a form."""
    if "application/json" not in (request.content_type or ""):
        return request.POST.dict()
    try:
        # A page can send half a character ("\\ud800"), which no database can hold, nor (below) a zero byte.
        sent = json.loads(json.dumps(json.loads(request.body or b"{}"), ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise Refused("not_understood", gettext_noop("The request is not understood."), gettext_noop("Reload the page."))
    return {name: value.replace("\x00", "") if isinstance(value, str) else value for name, value in sent.items()}


def passage(text: Text, sent: dict) -> tuple[int, int, str | None]:
    """Return the passage that was sent: by offsets, or (a form for those who cannot select) by its words in a turn.

    Raises Refused("not_understood"), Refused("words_not_found").
    """
    if "turn" in sent and not sent.get("end"):
        return quoted(text, str(sent["turn"]), str(sent.get("quoted", "")).strip())
    words = sent.get("words")
    return *borders(sent.get("start"), sent.get("end")), words if isinstance(words, str) else None


def borders(start: object, end: object) -> tuple[int, int]:
    """Return the offsets that were sent, as numbers or as a form writes them."""
    numbers = [number if type(number) is int else whole_number(str(number)) for number in (start, end)]
    if numbers[0] is None or numbers[1] is None:
        raise Refused("not_understood", gettext_noop("No passage was named."), gettext_noop("Mark at least one word."))
    return numbers[0], numbers[1]


def quoted(text: Text, turn: str, words: str) -> tuple[int, int, None]:
    number = whole_number(turn)
    there = text.turns.filter(n=number).first() if number is not None else None
    if there is None:
        raise Http404
    said = text.body.text[there.start : there.end]
    if not words:
        return there.start, there.end, None
    at = said.find(words)
    if at < 0:
        raise Refused("words_not_found", gettext_noop("These words are not in the turn."), gettext_noop("Copy them from the turn."))
    return there.start + at, there.start + at + len(words), None


def in_vivo_name(words: str) -> str:
    """Return the informant's own words as a code name: one line, at most 60 characters, cut at a word."""
    name = " ".join(words.split()).strip(" .,;:!?…–-")
    return name if len(name) <= 60 else name[:60].rsplit(" ", 1)[0] + "…"


def text_of(request: StudyRequest, key: str) -> Text:
    return get_object_or_404(Text.objects.select_related("source", "body", "study"), study=request.study, key=key)


def coding_of(text: Text, key: str) -> Coding:
    """Return the coding, or say that someone has taken it away: the page that asks has seen it."""
    there = Coding.objects.select_related("code", "coder", "round", "text__source", "text__body").filter(text=text, key=key).first()
    if there is None:
        raise actions.gone()
    return there


def code_of(request: StudyRequest, key: object) -> Code:
    code = Code.objects.filter(study=request.study, key=str(key or "")).first()
    if code is None:
        raise Refused(
            "no_code", gettext_noop("There is no such code; someone may have deleted or merged it."), gettext_noop("Choose another.")
        )
    return code


def round_of(request: StudyRequest, key: object) -> Round | None:
    """Return the round that was named; without a name the last one is meant, which the action finds or makes."""
    return get_object_or_404(Round, study=request.study, key=str(key)) if key else None
