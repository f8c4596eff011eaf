"""The search index: which turns hold which words. Kept in step inside the act that changes turns; `search` asks it.

Each row is a piece of a turn: its words as they stand (without case), then marks that begin with § for study, role and stemmer. Pieces are
short enough that PostgreSQL keeps every position (it forgets beyond 256 per word and 16,383 per row), and they overlap, so that no
phrase of up to OVERLAP + 1 words falls between two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

from belegg.apps.sources.models import Text, Turn
from belegg.apps.study import journal
from belegg.apps.study.models import Study
from belegg.apps.study.rows import chunks
from belegg.method.words import STEMMERS, TOKEN, stems_of

SHIFT = 20
PIECE, OVERLAP = 236, 15
# Longer "words" (a picture in base64 that got into a text) are cut: PostgreSQL refuses lexemes of 2 KB.
LONGEST = 120
# Turns of more characters are cut into words bit by bit.
MUCH = 1_000_000
# Rows written in one call.
AT_ONCE = 5000
NO_ROLE = "none"
# Texts whose turns are indexed later, by `together`.
WAITING: ContextVar[set[int] | None] = ContextVar("texts waiting to be indexed", default=None)


def stemmer_of(language: str) -> str:
    """Return the name of the stemmer for a language, "" where words are taken as they stand."""
    return STEMMERS.get(language.replace("_", "-").split("-", 1)[0].lower(), "")


def marks_of(study_id: int, role: str, stemmer: str) -> list[str]:
    """Return the marks of a row; no word of a text can be one, since § is no letter."""
    return [f"§s{study_id}", f"§r{role or NO_ROLE}", f"§l{stemmer}"]


@contextmanager
def together() -> Iterator[None]:
    """Index the turns that come inside in one go at the end; stands inside the transaction that brings them.

    What stands in the database then is what is indexed: an act that was rolled back meanwhile leaves nothing. Twenty interviews take a third
    of the time this way: SQLite writes out what it has indexed at the beginning of every act, and words come again from text to text.
    """
    waiting: set[int] = set()
    token = WAITING.set(waiting)
    try:
        yield
    finally:
        WAITING.reset(token)
    turns = by_text(Turn.objects.filter(text__in=waiting).order_by("id").values("id", "text_id", "start", "end", "role"))
    drop_turns([turn["id"] for of_text in turns.values() for turn in of_text])
    index_texts(turns)


@journal.derived_from("sources.Turn")
def refresh_turns(kind: str, rows: list[dict]) -> None:
    """Index turns that came and drop those that went. Turns whose text is not there yet (undo brings them back first) wait for it."""
    waiting = WAITING.get()
    if kind == "deleted":
        drop_turns([row["id"] for row in rows])
    elif waiting is not None:
        waiting.update(row["text_id"] for row in rows)
    else:
        index_texts(by_text(rows))


def by_text(turns: Iterable[Mapping[str, Any]]) -> dict[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = {}
    for turn in turns:
        found.setdefault(turn["text_id"], []).append(turn)
    return found


def index_texts(turns: Mapping[int, Iterable[Mapping[str, Any]]]) -> None:
    """Index turns, by the number of their text. Earlier versions of a text are not searched."""
    forms: dict[tuple[int, str], set[str]] = {}
    for text in Text.objects.filter(pk__in=list(turns), current=True).select_related("body", "study"):
        stemmer = stemmer_of(text.language or text.study.language)
        forms.setdefault((text.study_id, stemmer), set()).update(write_turns(text, turns[text.pk], stemmer))
    for (study_id, stemmer), known in forms.items():
        write_vocabulary(study_id, stemmer, sorted(known))


@journal.derived_from("sources.Text")
def refresh_texts(kind: str, rows: list[dict]) -> None:
    """Index a text anew when its language changed, when it became the current version or ceased to be, or when undo brought it back."""
    for row in rows:
        of_text = Turn.objects.filter(text_id=row["id"])
        turns = list(of_text.order_by("id").values("id", "start", "end", "role")) if has_turns(row["id"]) else []
        if turns:
            drop_turns([turn["id"] for turn in turns])
            if kind == "created":
                index_texts({row["id"]: turns})


def has_turns(text_id: int) -> bool:
    """Say whether a text has turns; asked at every import, of a text that has none yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sources_turn WHERE text_id = %s LIMIT 1", [text_id])
        return cursor.fetchone() is not None


def write_turns(text: Text, turns: Iterable[Mapping[str, Any]], stemmer: str) -> set[str]:
    """Index turns of one text, each a mapping with id, start, end and role; return the word forms in them."""
    body, known = text.body.text, set()
    rows: list[tuple[int, list[str]]] = []
    for turn in turns:
        marks = marks_of(text.study_id, turn["role"], stemmer)
        for n, piece in enumerate(pieces(body[turn["start"] : turn["end"]])):
            known.update(piece)
            rows.append(((turn["id"] << SHIFT) + n, [*piece, *marks]))
            if len(rows) >= AT_ONCE:
                write_rows(rows)
                rows.clear()
    write_rows(rows)
    return known


def pieces(words: str) -> Iterator[list[str]]:
    """Yield the word forms of a turn, cut into pieces. A turn may be a whole file of 50 MB in one line: then its words are not all held at once."""
    if len(words) <= MUCH:
        yield from cut(forms_of(words))
        return
    waiting: list[str] = []
    for found in TOKEN.finditer(words):
        waiting.append(found[0].casefold()[:LONGEST])
        if len(waiting) == PIECE + OVERLAP:
            yield waiting
            waiting = waiting[PIECE:]
    yield waiting  # at the least the overlap once more, which does no harm


def forms_of(words: str) -> list[str]:
    """Return the words without case, none longer than an index takes."""
    forms = TOKEN.findall(words.casefold())
    return [form[:LONGEST] for form in forms] if forms and max(map(len, forms)) > LONGEST else forms


def cut(forms: list[str]) -> Iterator[list[str]]:
    """Yield pieces of a list. No words, no piece; and no piece that holds only what the one before overlaps."""
    last = max(1, len(forms) - OVERLAP)
    for at in range(0, last if forms else 0, PIECE):
        yield forms[at : at + PIECE + OVERLAP]


def write_rows(rows: list[tuple[int, list[str]]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO sources_words (rowid, words) VALUES (%s, %s)", [(at, " ".join(words)) for at, words in rows])
            return
        for part in chunks(rows, 1000):
            places = ",".join(["(%s, %s::tsvector)"] * len(part))
            values = [value for at, words in part for value in (at, lexemes(words))]
            cursor.execute(f"INSERT INTO sources_words (id, words) VALUES {places}", values)


def lexemes(words: list[str]) -> str:
    """Return a tsvector as PostgreSQL writes it, so that no parser or dictionary of its own comes between."""
    positions: dict[str, list[str]] = {}
    for at, word in enumerate(words, 1):
        positions.setdefault(word, []).append(str(at))
    return " ".join(f"'{word}':{','.join(places)}" for word, places in positions.items())


def write_vocabulary(study_id: int, stemmer: str, forms: list[str]) -> None:
    """Note which stem each word form has, so that a search for a stem finds its forms."""
    language = next((language for language, name in STEMMERS.items() if name == stemmer), "")
    stems = stems_of(forms, language)
    # A word that is its own stem need not be noted: search.forms_with_stem thinks of it.
    rows = [(study_id, stemmer, form, stem[:LONGEST]) for form, stem in zip(forms, stems, strict=True) if form != stem]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT OR IGNORE INTO sources_vocabulary (study_id, stemmer, form, stem) VALUES (%s, %s, %s, %s)", rows)
            return
        for part in chunks(rows, 5000):
            cursor.execute(
                "INSERT INTO sources_vocabulary (study_id, stemmer, form, stem)"
                " SELECT %s, %s, form, stem FROM unnest(%s::text[], %s::text[]) AS given (form, stem) ON CONFLICT DO NOTHING",
                [study_id, stemmer, [row[2] for row in part], [row[3] for row in part]],
            )


def drop_turns(ids: list[int]) -> None:
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        for first, last in runs(ids):
            bounds = [first << SHIFT, (last + 1 << SHIFT) - 1]
            cursor.execute(f"DELETE FROM sources_words WHERE {column} BETWEEN %s AND %s", bounds)


def runs(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Return runs of consecutive numbers as (first, last): the turns of a text mostly are one."""
    ids = sorted(ids)
    begin = 0
    for at in range(1, len(ids) + 1):
        if at == len(ids) or ids[at] != ids[at - 1] + 1:
            yield ids[begin], ids[at - 1]
            begin = at


def rebuild(study: Study) -> None:
    """Index all turns of a study anew; words that stand in no text any more leave the vocabulary."""
    drop_turns(list(Turn.objects.filter(study=study).values_list("id", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sources_vocabulary WHERE study_id = %s", [study.pk])
    for texts in chunks(list(Text.objects.filter(study=study).order_by("pk").values_list("pk", flat=True)), 20):
        index_texts(by_text(Turn.objects.filter(text__in=texts).order_by("id").values("id", "text_id", "start", "end", "role")))
