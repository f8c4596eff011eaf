"""Search as a person sees it: hits in context, sorted by source, with counts; memos and codes that fit beside them.

`apps.sources.search` asks the index which turns satisfy a query. A hit never crosses a turn: all wanted words stand in one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from belegg.apps.analysis.ground import CodeRow, Ground, PartRow, ground_of
from belegg.apps.analysis.selection import pk_of
from belegg.apps.sources.models import SpeakerRole, Text, Turn
from belegg.apps.sources.search import bodies_of, search_turns
from belegg.apps.study.models import Memo, Study
from belegg.apps.study.rows import chunks
from belegg.method.anchors import Span
from belegg.method.recording_times import format_time
from belegg.method.search_query import SearchQuery, parse
from belegg.method.words import find, fold_word, kwic

# Everyone but who asks the questions.
WITHOUT_INTERVIEWERS = frozenset(role for role in SpeakerRole.values if role != SpeakerRole.INTERVIEWER)
# Characters on either side of a hit.
WIDTH = 90
# Words are looked at one by one to count hits; beyond so many turns only the turns are counted.
MOST_COUNTED = 2000
# More turns than a person pages through; a search that finds more should be narrowed.
MOST_TURNS = 100_000
AT_ONCE = 10_000


class Where(NamedTuple):
    """Where is looked. `roles` None: everyone; `case` takes in the cases below it."""

    roles: frozenset[str] | None = None
    case: str = ""
    kind: str = ""


class Hit(NamedTuple):
    """A place of a wanted word, `[start, end)` of the text, with what stands around it in its turn."""

    text: str
    language: str
    source: str
    title: str
    turn: int
    start: int
    end: int
    left: str
    hit: str
    right: str
    speaker: str
    role: str
    time: str

    @property
    def address(self) -> str:
        return f"{self.text}:{self.start}-{self.end}"


class MemoHit(NamedTuple):
    memo: Memo
    left: str
    hit: str
    right: str


class TurnRow(NamedTuple):
    pk: int
    text: int
    n: int
    start: int
    end: int
    speaker: str
    role: str
    person: int | None
    time: int | None


@dataclass
class Found:
    """What a search found: turns in the order of the sources, and how to read the hits in some of them.

    `hits` is None where there are too many turns to count them; `elsewhere` are turns with hits that `where.roles` left out.
    """

    study: Study
    query: SearchQuery
    turns: list[TurnRow]
    texts: int
    elsewhere: int
    hits: int | None = None
    codes: list[CodeRow] = field(default_factory=list)

    def hits_in(self, turns: list[TurnRow]) -> list[Hit]:
        return list(hits_in(self.study, self.query, turns))


def search(study: Study, words: str, where: Where | None = None) -> Found:
    """Return what is found in the newest version of every text.

    Raises Refused("search-…") or Refused("not_found").
    """
    where, query, ground = where or Where(), parse(words), ground_of(study)
    turns = in_source_order(ground, turns_with(study, ground, query, where))
    elsewhere = 0
    if where.roles is not None and (others := frozenset(SpeakerRole.values) - where.roles):
        elsewhere = count_turns_with(study, ground, query, where._replace(roles=others))
    found = Found(study, query, turns, len({turn.text for turn in turns}), elsewhere, codes=codes_named(ground, query))
    if len(turns) <= MOST_COUNTED:
        found.hits = sum(len(places) for _, _, places in places_in(study, query, turns))
    return found


def turns_with(study: Study, ground: Ground, query: SearchQuery, where: Where) -> list[TurnRow]:
    turns = rows_of(search_turns(study, query, limit=MOST_TURNS, roles=where.roles, texts=texts_of(ground, where)).turns)
    if not where.case:
        return turns
    family = cases_below(ground, where.case)
    return [turn for turn in turns if turn.text in ground.source_of and in_case(ground, turn, family)]


def count_turns_with(study: Study, ground: Ground, query: SearchQuery, where: Where) -> int:
    """Count without reading the turns, unless it takes their places to say which case they tell of."""
    if where.case:
        return len(turns_with(study, ground, query, where))
    return search_turns(study, query, limit=1, roles=where.roles, texts=texts_of(ground, where)).count


def texts_of(ground: Ground, where: Where) -> Collection[int] | None:
    """Return the texts to look in, None for all there are."""
    texts = ground.current
    if where.kind:
        kinds = {source.pk: source.kind for source in ground.sources}
        texts = {text for text in texts if kinds[ground.source_of[text]] == where.kind}
    if where.case:
        family = cases_below(ground, where.case)
        with_parts = {part.text for part in ground.parts if part.case in family}
        texts = {text for text in texts if text in with_parts or family.intersection(ground.cases_of.get(ground.source_of[text], ()))}
    return None if len(texts) == len(ground.source_of) else texts


def cases_below(ground: Ground, key: str) -> set[int]:
    """Return a case and those below it. Raises Refused("not_found")."""
    case = pk_of(ground.cases, key)
    return {pk for pk, above in ground.above.items() if case in above}


def in_case(ground: Ground, turn: TurnRow, family: set[int]) -> bool:
    """Tell whether a turn tells of a case: wholly inside parts that belong to other cases than its source it does not, as in matrices."""
    parts: list[PartRow] = [part for part in ground.parts if part.text == turn.text and part.start < turn.end and turn.start < part.end]
    if any(part.case in family for part in parts):
        return True
    inside = any(part.start <= turn.start and turn.end <= part.end for part in parts)
    return not inside and bool(family.intersection(ground.cases_of.get(ground.source_of[turn.text], ())))


def rows_of(ids: list[int]) -> list[TurnRow]:
    columns = ("pk", "text_id", "n", "start", "end", "speaker", "role", "person_id", "time_start")
    return [TurnRow(*row) for part in chunks(ids, AT_ONCE) for row in Turn.objects.filter(pk__in=part).values_list(*columns)]


def in_source_order(ground: Ground, turns: Iterable[TurnRow]) -> list[TurnRow]:
    """Sort turns. A text that came between two queries is left for the next search."""
    place = {source.pk: at for at, source in enumerate(ground.sources)}
    known = (turn for turn in turns if turn.text in ground.source_of)
    return sorted(known, key=lambda turn: (place[ground.source_of[turn.text]], turn.text, turn.n))


def places_in(study: Study, query: SearchQuery, turns: list[TurnRow]) -> Iterator[tuple[TurnRow, str, list[Span]]]:
    """Yield (turn, its words, where in them the wanted words stand)."""
    texts: dict[int, tuple[str, str]] = {}
    for part in chunks(list({turn.text for turn in turns})):
        texts |= {pk: (sha, language) for pk, sha, language in Text.objects.filter(pk__in=part).values_list("pk", "body_id", "language")}
    bodies = bodies_of({sha for sha, _ in texts.values()})
    for turn in turns:
        if turn.text in texts:
            sha, language = texts[turn.text]
            words = bodies[sha][turn.start : turn.end]
            yield turn, words, find(words, query, language or study.language)


def hits_in(study: Study, query: SearchQuery, turns: list[TurnRow]) -> Iterator[Hit]:
    """Yield the hits in these turns, in their order."""
    ground = ground_of(study)
    sources = {source.pk: source for source in ground.sources}
    people = {person.pk: person.name for person in ground.people}
    texts: dict[int, tuple[str, str]] = {}
    for part in chunks(list({turn.text for turn in turns})):
        texts |= {
            pk: (key, language or study.language)
            for pk, key, language in Text.objects.filter(pk__in=part).values_list("pk", "key", "language")
        }
    for turn, words, places in places_in(study, query, turns):
        source = sources[ground.source_of[turn.text]]
        for place in places:
            around = kwic(words, place, WIDTH)
            yield Hit(
                *texts[turn.text], source.key, source.title, turn.n, turn.start + place.start, turn.start + place.end,
                around.left, around.hit, around.right, people.get(turn.person or 0, turn.speaker), turn.role,
                "" if turn.time is None else format_time(turn.time // 1000 * 1000),
            )  # fmt: skip


def codes_named(ground: Ground, query: SearchQuery) -> list[CodeRow]:
    """Return codes in whose names one of the wanted words stands, whole or as a part of a word, in the order of the codebook."""
    wanted = [" ".join(fold_word(word) for word in term.words) for term in query.wanted]
    return [code for code in ground.codes if any(words in " ".join(code.name.casefold().split()) for words in wanted)]


def memos_with(study: Study, words: str) -> list[MemoHit]:
    """Return the memos in whose title or text the wanted words stand, newest first."""
    query, found = parse(words), []
    for memo in Memo.objects.filter(study=study).select_related("by").order_by("-time", "-pk"):
        body = f"{memo.title}\n{memo.text}"
        if places := find(body, query, study.language):
            in_text = [place for place in places if place.start > len(memo.title)]
            found.append(
                MemoHit(memo, *kwic(memo.text, shifted(in_text[0], len(memo.title) + 1), WIDTH)) if in_text else MemoHit(memo, "", "", "")
            )
    return found


def shifted(place: Span, by: int) -> Span:
    return Span(place.start - by, place.end - by)
