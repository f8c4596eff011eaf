"""The codings of a study as compact integer arrays: what every matrix is counted from.

One query reads them, and they stay in memory until the study's journal moves on. A row of eight 32-bit integers per coding: a million codings
take 32 MB. Spans are not among them (few questions need them); `spans_in` reads those of some texts.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from threading import Lock
from typing import TypeVar, cast

import numpy as np
from django.db import connection
from django.db.models import BigIntegerField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Coalesce

from belegg.apps.coding.models import Coding, Voice
from belegg.apps.sources.models import Text
from belegg.apps.study.models import JournalHead, Study

# Two numbers travel from the database in one: a row costs less time than its width (a million codings: 0.9 s instead of 1.8 s). Ids must
# stay below two billion for that.
SHIFT = 2**31
FETCH = 20_000


@dataclass(frozen=True)
class Facts:
    """Arrays of equal length, in the order of `id`; values are database ids (`speaker` 0: no informant is heard).

    `voice_row` and `voice_person` are the further informants of a coding: the row it has here, and the person.
    """

    id: np.ndarray
    code: np.ndarray
    text: np.ndarray
    speaker: np.ndarray
    round: np.ndarray
    coder: np.ndarray
    words: np.ndarray
    informant_words: np.ndarray
    voice_row: np.ndarray
    voice_person: np.ndarray

    def __len__(self) -> int:
        return self.id.size

    def rows_of(self, ids: np.ndarray) -> np.ndarray:
        """Return the rows of some ids; -1 for an id that has come since."""
        if not self.id.size:
            return np.full(len(ids), -1)
        at = np.minimum(np.searchsorted(self.id, ids), self.id.size - 1)
        return np.where(self.id[at] == ids, at, -1)


Kept = TypeVar("Kept")


class Shelf:
    """What was last made of a study, kept while its journal stands still. The head's hash is the key: it differs even between copies of a store."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._kept: OrderedDict[int, tuple[str, object]] = OrderedDict()
        self._lock = Lock()

    def get(self, study: Study, make: Callable[[Study], Kept]) -> Kept:
        head = JournalHead.objects.filter(study=study).values_list("number", "hash").first()
        revision = f"{head[0]}:{head[1]}" if head else ""
        with self._lock:
            kept = self._kept.get(study.pk)
            if kept and kept[0] == revision:
                self._kept.move_to_end(study.pk)
                return cast(Kept, kept[1])
            self._kept.pop(study.pk, None)
        made = make(study)  # outside the lock: two readers may both make it, neither waits for another study
        if head and head[1]:
            with self._lock:
                self._kept[study.pk] = (revision, made)
                while len(self._kept) > self.places:
                    self._kept.popitem(last=False)
        return made


SHELF = Shelf(places=3)
SPANS = Shelf(places=3)


def facts_of(study: Study) -> Facts:
    """Return the facts of a study as its journal stands now."""
    return SHELF.get(study, load)


def load(study: Study) -> Facts:
    columns = pairs(
        Coding.objects.filter(study=study).values_list(
            pair("code_id", "text_id"),
            pair("id", Coalesce("speaker_id", 0)),
            pair("round_id", "coder_id"),
            pair("words", "informant_words"),
        )
    )
    order = np.argsort(columns[2], kind="stable") if np.any(columns[2][1:] < columns[2][:-1]) else slice(None)
    columns = columns[:, order]
    earlier = list(Text.objects.filter(study=study, current=False).values_list("pk", flat=True))
    if earlier:  # what waits on an earlier version of a text is counted nowhere
        columns = columns[:, ~np.isin(columns[1], earlier)]
    code, text, id, speaker, round, coder, words, informant_words = columns
    facts = Facts(id, code, text, speaker, round, coder, words, informant_words, *np.empty((2, 0), dtype=np.int32))
    coding, person = pairs(Voice.objects.filter(coding__study=study).order_by("id").values_list(pair("coding_id", "person_id")))
    row = facts.rows_of(coding)
    return replace(facts, voice_row=row[row >= 0], voice_person=person[row >= 0])


def pair(high, low) -> ExpressionWrapper:
    """Two numbers below 2^31 in one."""
    high, low = (F(value) if isinstance(value, str) else value for value in (high, low))
    return ExpressionWrapper(high * SHIFT + low, output_field=BigIntegerField())


def pairs(query: QuerySet) -> np.ndarray:
    """Return the numbers of a query whose columns are all pairs, as 32-bit integers of shape (2 x columns, rows).

    Goes past the ORM's handling of single rows, which takes longer than the database.
    """
    sql, params = query.query.sql_with_params()
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        width = len(cursor.description)
        while rows := cursor.fetchmany(FETCH):
            both = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width).reshape(-1, width).T
            part = np.empty((2 * width, len(rows)), dtype=np.int32)
            part[0::2], part[1::2] = both >> 31, both & (SHIFT - 1)
            parts.append(part)
    return np.concatenate(parts, axis=1) if parts else np.empty((2 * width, 0), dtype=np.int32)


@dataclass(frozen=True)
class Spans:
    """Where the codings stand, row for row beside `Facts`: code points, and turn numbers (0: the text has no turns)."""

    start: np.ndarray
    end: np.ndarray
    turn_first: np.ndarray
    turn_last: np.ndarray


def spans_of(study: Study) -> tuple[Facts, Spans]:
    """Return the facts of a study and the spans beside them."""
    return SPANS.get(study, load_spans)


def load_spans(study: Study) -> tuple[Facts, Spans]:
    facts = facts_of(study)
    query = Coding.objects.filter(study=study).values_list(pair("id", "start"), pair("end", "turn_first"), pair("turn_last", Value(0)))
    id, *columns, _ = pairs(query)
    row = facts.rows_of(id)
    known = row >= 0  # what was coded between the two queries is not among the facts, and belongs to the next revision
    beside = np.zeros((4, len(facts)), dtype=np.int32)
    beside[:, row[known]] = np.array(columns)[:, known]
    return facts, Spans(*beside)


def spans_in(study: Study, text_ids: Iterable[int]) -> np.ndarray:
    """Return (id, start, end) of the codings in a few texts, as an array of shape (3, rows)."""
    found = Coding.objects.filter(study=study, text__in=list(text_ids))
    return pairs(found.values_list(pair("id", "start"), pair("end", Value(0))))[:3]
