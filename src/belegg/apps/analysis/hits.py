"""Code the hits of a search: many passages, one act."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from belegg.apps.analysis.consented import quotable_turns
from belegg.apps.analysis.leaving import words_of
from belegg.apps.analysis.passages import cited
from belegg.apps.analysis.searching import Found, TurnRow
from belegg.apps.coding.actions import Passage, mark_passages, mark_passages_with_new_code
from belegg.apps.coding.models import Code, Coding, Round
from belegg.apps.privacy.leaving import NOT_SAID, Destination, check_leaving
from belegg.apps.sources.models import Text, Turn
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may
from belegg.method.anchors import Span, check_span, grow_to_sentences, trim
from belegg.method.errors import Refused, gettext_noop

# How much round a hit is coded: the words found, their sentence, or what the speaker says in one go.
UNITS = ("words", "sentence", "turn")


class Place(NamedTuple):
    """A hit: text id, start, end."""

    text: str
    start: int
    end: int


class Coded(NamedTuple):
    """`made` are the new codings; `passages` is how many different ones the hits stand in."""

    made: list[Coding]
    passages: int


def code_hits(places: Iterable[Place], code: Code | str, unit: str = "words", *, by: Member, round: Round | None = None) -> Coded:
    """Put the passages in which hits stand under a code, in one act; two hits in one sentence or turn are one passage.

    A `code` given by its name is new and is made in the same act.
    Raises Refused("no_hits"), ("unit_unknown"), ("not_found"), ("span-outside") and what `mark_passages` and
    `mark_passages_with_new_code` raise.
    """
    check_may(by, "code")
    passages = passages_for(list(places), unit, by=by)
    if isinstance(code, str):
        made = mark_passages_with_new_code(passages, code, by=by, round=round)
    else:
        made = mark_passages(passages, code, by=by, round=round)
    return Coded(made, len(passages))


def all_places(found: Found, seen: int) -> list[Place]:
    """Return every hit of a search, on all its pages; `seen` is how many there were when someone decided to code them.

    Raises Refused("hits_uncounted") or Refused("hits_changed").
    """
    if found.hits is None:
        raise Refused(
            "hits_uncounted",
            gettext_noop("Hits in %(n)d turns are too many to be coded at once."),
            gettext_noop("Narrow the search by words, case or kind of source, or tick hits page by page."),
            n=len(found.turns),
        )
    if found.hits != seen:
        raise Refused(
            "hits_changed",
            gettext_noop("The search has %(now)d hits now, and had %(seen)d when you looked."),
            gettext_noop("Look at the hits, then code them."),
            now=found.hits,
            seen=seen,
        )
    return [Place(hit.text, hit.start, hit.end) for hit in found.hits_in(found.turns)]


def passages_for(places: list[Place], unit: str, *, by: Member) -> list[Passage]:
    """Return the passages in the order of the hits, each once."""
    if not places:
        raise Refused("no_hits", gettext_noop("No hit is chosen."), gettext_noop("Tick the hits that are to be coded."))
    if unit not in UNITS:
        raise Refused(
            "unit_unknown", gettext_noop("Hits cannot be coded by %(unit)s."), gettext_noop("Choose words, sentence or turn."), unit=unit
        )
    texts = {
        text.key: text
        for text in Text.objects.filter(study=by.study, key__in={place.text for place in places}).select_related("body", "source")
    }
    turns: dict[int, list[Span]] = {}
    for pk, start, end in Turn.objects.filter(text__in=texts.values()).order_by("text_id", "start").values_list("text_id", "start", "end"):
        turns.setdefault(pk, []).append(Span(start, end))
    found = {}
    for place in places:
        text = texts.get(place.text)
        if text is None:
            raise Refused("not_found", gettext_noop("The text %(key)s is not in this study."), gettext_noop("Search anew."), key=place.text)
        check_span(text.body.text, place.start, place.end)
        start, end = grown(text.body.text, Span(place.start, place.end), turns.get(text.pk, []), unit)
        found[text.pk, start, end] = Passage(text, start, end)
    return list(found.values())


def grown(body: str, place: Span, turns: list[Span], unit: str) -> Span:
    """Return the passage round a hit, inside its turn: a sentence never begins with the speaker's label. A hit is in one turn."""
    at = bisect_right(turns, place.start, key=lambda turn: turn.start) - 1
    if unit == "words" or at < 0 or place.start >= turns[at].end:
        return place
    turn = turns[at]
    if unit == "turn":
        return trim(body, turn)
    sentence = grow_to_sentences(body[turn.start : turn.end], Span(place.start - turn.start, min(place.end, turn.end) - turn.start))
    return Span(turn.start + sentence.start, turn.start + sentence.end)


HIT_COLUMNS = ["text", "source", "turn", "start", "end", "speaker", "role", "time", "left", "hit", "right", "citation"]


def hit_rows(found: Found, *, leave_out: bool = False, to: Destination = NOT_SAID) -> Iterator[tuple]:
    """Yield every hit of a search as a row of a table, on all its pages.

    Raises Refused("consent_missing") as `consented.quotable` does, and as `privacy.leaving.check_leaving`.
    """
    turns = quotable_turns(found.study, found.turns, leave_out=leave_out)
    check_leaving(found.study, "hits", words_of(found.study, {turn.text for turn in turns}), to)
    return rows_of(found, turns)


def rows_of(found: Found, turns: list[TurnRow]) -> Iterator[tuple]:
    for hit in found.hits_in(turns):
        yield (
            hit.text, hit.source, hit.turn, hit.start, hit.end, hit.speaker, hit.role, hit.time, hit.left, hit.hit, hit.right,
            cited(hit.title, hit.turn, time=hit.time),
        )  # fmt: skip
