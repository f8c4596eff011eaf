"""Editing a text turn by turn: open turns, type, look at what it would do, save.

Only opened turns travel: a field `words-N` (several where the turn was cut), its `speaker-N`, and `joined-N`. So a text of 300,000
characters is edited as quickly as a short one, and the page works without scripts (`?turn=N` opens a turn).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belegg.apps.sources.actions import preview_version
from belegg.apps.sources.actions.versions import Outcome, carried_version
from belegg.apps.sources.carrying import plain_turns
from belegg.apps.sources.models import Text
from belegg.method.anchors import apply_edits
from belegg.method.errors import Refused
from belegg.method.retyping import Piece, Retyped, TurnChange, retyped
from belegg.method.transcript import Turn
from belegg.method.versions import rows_of
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.middleware import STATUS
from belegg.web.base.refusals import in_words
from belegg.web.versions.views import near_changes

FIELD = re.compile(r"words-(\d{1,7})")
# A preview lists so many passages in full; the number is always told.
MOST_LISTED = 200


class Shown(NamedTuple):
    """A turn of the page: as it stands, or open with the pieces it has been given."""

    turn: Turn
    words: str
    pieces: list[Piece]
    joined: bool


class Passage(NamedTuple):
    title: str
    old: str
    new: str
    reason: str = ""


@study_page("edit", room="sources")
def edit(request: StudyRequest, key: str) -> HttpResponse:
    text = get_object_or_404(Text.objects.select_related("study", "source", "body"), study=request.study, key=key)
    if not text.current:
        messages.info(request, _("This is an earlier version; the current one is opened."))
        return redirect("edit_text", request.study.key, Text.objects.get(source=text.source_id, current=True).key)
    turns = plain_turns(text)
    if request.method != "POST":
        return page(request, text, turns, opened(request.GET, text, turns), {})
    changes, renamed = typed(request.POST, turns), labels(request.POST)
    why = request.POST.get("why", "").strip()[:2000]
    if "look" not in request.POST and "save" not in request.POST:
        return page(request, text, turns, with_cut(changes, request.POST, turns), renamed, why)
    try:
        made = retyped(text.body.text, turns, changes, renamed)
        if "save" in request.POST:
            return saved(request, text, made, why)
        return previewed(request, text, made, preview_version(text, made.edits, by=request.member, turns=made.turns), why)
    except Refused as refused:
        status = STATUS.get(refused.code, 422)
        return page(request, text, turns, changes, renamed, why, refused=in_words(refused), status=status)


def opened(given: QueryDict, text: Text, turns: list[Turn]) -> dict[int, TurnChange]:
    """Return the turns the address opens (`?turn=12`), or that the words at a place lie in (`?at=120-140`)."""
    numbers = {int(n) for n in given.getlist("turn") if n.isdecimal() and 0 < int(n) <= len(turns)}
    if found := re.fullmatch(r"(\d{1,9})-(\d{1,9})", given.get("at", "")):
        first, last = int(found[1]), int(found[2])
        numbers |= {turn.n for turn in turns if turn.head < last and first < turn.end}
    return {n: TurnChange((Piece(words_in(text, turns[n - 1]), turns[n - 1].speaker),)) for n in sorted(numbers)[:50]}


def words_in(text: Text, turn: Turn) -> str:
    return text.body.text[turn.start : turn.end]


def typed(posted: QueryDict, turns: list[Turn]) -> dict[int, TurnChange]:
    """Return what was typed into the opened turns."""
    changes = {}
    for name in posted:
        found = FIELD.fullmatch(name)
        if found and 0 < (n := int(found[1])) <= len(turns):
            said = posted.getlist(name)
            speakers = posted.getlist(f"speaker-{n}") or [turns[n - 1].speaker]
            speakers += [speakers[-1]] * (len(said) - len(speakers))
            pieces = tuple(Piece(words.replace("\r\n", "\n"), speaker) for words, speaker in zip(said, speakers, strict=False))
            changes[n] = TurnChange(pieces, bool(posted.get(f"joined-{n}")))
    return changes


def labels(posted: QueryDict) -> dict[str, str]:
    """Return the speakers that are to be called something else everywhere."""
    pairs = zip(posted.getlist("label"), posted.getlist("renamed"), strict=False)
    return {old: new.strip() for old, new in pairs if new.strip() and new.strip() != old}


def with_cut(changes: dict[int, TurnChange], posted: QueryDict, turns: list[Turn]) -> dict[int, TurnChange]:
    """Return the changes with an empty piece more in the turn that is to be cut (scripts cut where the caret stands)."""
    n = posted.get("cut", "")
    if n.isdecimal() and int(n) in changes:
        change = changes[int(n)]
        changes[int(n)] = TurnChange((*change.pieces, Piece("", change.pieces[-1].speaker)), change.joined)
    return changes


def page(
    request: StudyRequest, text: Text, turns: list[Turn], changes: dict[int, TurnChange], renamed: dict[str, str], why: str = "",
    *, refused: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = []
    for turn in turns:
        change = changes.get(turn.n)
        shown.append(Shown(turn, words_in(text, turn), list(change.pieces) if change else [], bool(change and change.joined)))
    speakers = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    context = {
        "text": text,
        "source": text.source,
        "shown": shown,
        "speakers": [(label, renamed.get(label, label)) for label in speakers],
        "language": text.language or text.source.language or request.study.language,
        "why": why,
        "refused": refused,
    }
    return render(request, "versions/edit.html", context, status=status)


def previewed(request: StudyRequest, text: Text, made: Retyped, outcome: Outcome, why: str) -> HttpResponse:
    old, new = text.body.text, apply_edits(text.body.text, made.edits)
    before, after = ([body[turn.head : turn.end] for turn in turns] for body, turns in ((old, plain_turns(text)), (new, made.turns)))
    left = [Passage(each.title, old[slice(*each.old)], "", each.reason) for each in outcome.left]
    changed = [Passage(each.title, old[slice(*each.old)], new[slice(*each.new)]) for each in outcome.changed]
    context = {
        "text": text,
        "source": text.source,
        "rows": near_changes(rows_of([before, after])),
        "reports": [(_(report.label), report) for report in outcome.reports if report.moved or report.left],
        "left": left[:MOST_LISTED],
        "left_count": len(left),
        "changed": changed[:MOST_LISTED],
        "changed_count": len(changed),
        "fields": [(name, value) for name in request.POST for value in request.POST.getlist(name) if is_draft(name)],
        "why": why,
    }
    return render(request, "versions/preview.html", context)


def is_draft(name: str) -> bool:
    return name in ("label", "renamed") or name.startswith(("words-", "speaker-", "joined-"))


def saved(request: StudyRequest, text: Text, made: Retyped, why: str) -> HttpResponse:
    outcome = carried_version(text, made.edits, by=request.member, why=why, turns=made.turns)
    messages.success(request, _("The corrected text is saved as %(key)s.") % {"key": outcome.text.key})
    if left := len(outcome.left):
        said = ngettext("%(n)s mark waits for a decision.", "%(n)s marks wait for a decision.", left) % {"n": left}
        messages.warning(request, said)
        return redirect("waiting_spans", request.study.key, text.source.key)
    return redirect("versions", request.study.key, text.source.key)
