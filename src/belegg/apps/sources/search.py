"""Ask the search index: which turns satisfy a query, and where exactly the words stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import NamedTuple

from django.db import connection

from belegg.apps.privacy.models import Person
from belegg.apps.sources.index import LONGEST, NO_ROLE, OVERLAP, SHIFT, stemmer_of
from belegg.apps.sources.models import Body, Text, Turn
from belegg.apps.study.models import Study
from belegg.apps.study.rows import chunks
from belegg.method.search_query import SearchQuery, Term, parse
from belegg.method.words import STEMMERS, find, stem

# "co-produksjon" is looked up as every pair of forms of its parts; beyond so many, only as typed.
MOST_PHRASES = 400


class Found(NamedTuple):
    """`count` turns satisfy the query; `turns` are the ids of those of the page asked for, in the order in which texts were brought in."""

    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    turns: list[int]


class Hit(NamedTuple):
    """A place of a wanted term: `[start, end)` of the text, in turn `turn`."""

    text: Text
    turn: Turn
    start: int
    end: int


class Dialect(NamedTuple):
    """How a database writes what is looked for."""

    select: str
    quote: str
    both: str
    either: str
    follows: str
    begins: str

    def all_of(self, parts: Iterable[str]) -> str:
        return self.both.join(parts)

    def any_of(self, parts: Iterable[str]) -> str:
        return "(" + self.either.join(parts) + ")"

    def phrase(self, words: Iterable[str], prefix: bool = False) -> str:
        """Return the words in sequence; with `prefix` the last is the beginning of one. Words hold letters, digits and § only."""
        if self.follows == " ":
            return self.quote + " ".join(words) + self.quote + (self.begins if prefix else "")
        return "(" + self.follows.join(self.quote + word + self.quote for word in words) + (self.begins if prefix else "") + ")"


FTS5 = Dialect(f"SELECT DISTINCT rowid >> {SHIFT} AS turn FROM sources_words WHERE sources_words MATCH %s", '"', " AND ", " OR ", " ", "*")
TSVECTOR = Dialect(f"SELECT DISTINCT id >> {SHIFT} AS turn FROM sources_words WHERE words @@ %s::tsquery", "'", " & ", " | ", " <-> ", ":*")


def search_turns(
    study: Study, query: SearchQuery | str, *, limit: int = 200, offset: int = 0, roles: Collection[str] | None = None,
    texts: Collection[int] | None = None,
) -> Found:  # fmt: skip
    """Return the turns in which every wanted term occurs and no excluded one; only of these roles and texts (ids) where given.

    Phrases of more than sixteen words are looked up by their first sixteen. Raises what search_query.parse raises.
    """
    query = parse(query) if isinstance(query, str) else query
    stemmers = sorted({stemmer_of(language) for language in languages_of(study)})
    chosen = []
    for term in sorted(query.terms, key=lambda term: term.excluded):
        expression = expression_for(study, term, stemmers, roles)
        if expression:
            chosen.append((expression, term.excluded))
        elif not term.excluded:
            return Found(0, [])
    return ask(chosen, limit, offset, texts)


def ask(chosen: list[tuple[str, bool]], limit: int, offset: int, texts: Collection[int] | None) -> Found:
    """Combine the sets of turns in the database and return count and page."""
    select = dialect().select
    joined = " ".join((("EXCEPT " if excluded else "INTERSECT ") if at else "") + select for at, (_, excluded) in enumerate(chosen))
    values: list = [expression for expression, _ in chosen]
    turns = f"SELECT turn FROM ({joined}) AS terms"
    if texts is not None:
        places = ",".join(["%s"] * len(texts)) or "NULL"
        turns += f" WHERE turn IN (SELECT id FROM sources_turn WHERE text_id IN ({places}))"
        values += list(texts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({turns}) AS chosen", values)
        count = cursor.fetchone()[0]
        if not count:
            return Found(0, [])
        cursor.execute(f"{turns} ORDER BY turn LIMIT %s OFFSET %s", [*values, limit, offset])
        return Found(count, [turn for (turn,) in cursor.fetchall()])


def dialect() -> Dialect:
    return FTS5 if connection.vendor == "sqlite" else TSVECTOR


def languages_of(study: Study) -> set[str]:
    return {study.language, *Text.objects.filter(study=study).order_by().values_list("language", flat=True).distinct()} - {""}


def expression_for(study: Study, term: Term, stemmers: Iterable[str], roles: Collection[str] | None) -> str:
    """Return what the database looks for, "" where no word of the study can match."""
    write = dialect()
    by_stemmer = []
    for stemmer in stemmers:
        if phrases := phrases_for(study, term, stemmer):
            forms = write.any_of(write.phrase(phrase, term.prefix) for phrase in phrases)
            by_stemmer.append("(" + write.all_of([forms, write.phrase([f"§l{stemmer}"])]) + ")")
    if not by_stemmer or (roles is not None and not roles):
        return ""
    among = [] if roles is None else [write.any_of(write.phrase([f"§r{role or NO_ROLE}"]) for role in sorted(roles))]
    return write.all_of([write.any_of(by_stemmer), *among, write.phrase([f"§s{study.pk}"])])


def phrases_for(study: Study, term: Term, stemmer: str) -> list[tuple[str, ...]]:
    """Return the sequences of word forms that match a term in texts of one stemmer."""
    words = tuple(word.casefold()[:LONGEST] for word in term.words[: OVERLAP + 1])
    if term.exact or term.prefix:
        return [words]
    forms = [forms_with_stem(study, stemmer, word) for word in words]
    number = 1
    for alternatives in forms:
        number *= len(alternatives)
    return list(product(*forms)) if number <= MOST_PHRASES else [words]


def forms_with_stem(study: Study, stemmer: str, word: str) -> list[str]:
    """Return the word forms of the study that have the same stem. A form that is its own stem does not stand in the vocabulary."""
    language = next((language for language, name in STEMMERS.items() if name == stemmer), "")
    wanted = stem(word, language)[:LONGEST]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT form FROM sources_vocabulary WHERE study_id = %s AND stemmer = %s AND stem = %s ORDER BY form",
            [study.pk, stemmer, wanted],
        )
        noted = [form for (form,) in cursor.fetchall()]
    return [wanted, *noted] if stem(wanted, language)[:LONGEST] == wanted else noted


def hits_in(turn_ids: Collection[int], query: SearchQuery | str) -> list[Hit]:
    """Return where the wanted terms stand in these turns, in the order of the ids and then of the words."""
    query = parse(query) if isinstance(query, str) else query
    turns = turns_with_texts(turn_ids)
    bodies = bodies_of({turn.text.body_id for turn in turns.values()})
    hits = []
    for pk in turn_ids:
        if turn := turns.get(pk):
            text, words = turn.text, bodies[turn.text.body_id][turn.start : turn.end]
            places = find(words, query, text.language or text.study.language)
            hits += [Hit(text, turn, turn.start + place.start, turn.start + place.end) for place in places]
    return hits


def turns_with_texts(turn_ids: Collection[int]) -> dict[int, Turn]:
    """Return turns by id; those of one text share it, with its source and study, since making an object anew per turn takes longer than finding them."""
    turns: dict[int, Turn] = {}
    for part in chunks(list(turn_ids)):
        turns |= {turn.pk: turn for turn in Turn.objects.filter(pk__in=part)}
    texts: dict[int, Text] = {}
    for part in chunks(list({turn.text_id for turn in turns.values()})):
        texts |= Text.objects.select_related("source", "study").in_bulk(part)
    people: dict[int, Person] = {}
    for part in chunks(list({turn.person_id for turn in turns.values() if turn.person_id})):
        people |= Person.objects.in_bulk(part)
    for turn in turns.values():
        turn.text, turn.person = texts[turn.text_id], people.get(turn.person_id or 0)
    return turns


def bodies_of(hashes: Collection[str]) -> dict[str, str]:
    """Return bodies by hash, each read once however many of its turns are shown."""
    return {sha: text for part in chunks(list(hashes)) for sha, text in Body.objects.filter(pk__in=part).values_list("pk", "text")}
