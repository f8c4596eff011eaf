"""Which codings are meant: the filters that matrix, quotations and exports share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from belegg.apps.analysis.facts import Facts, spans_in
from belegg.apps.analysis.ground import Ground
from belegg.method.errors import Refused, gettext_noop


@dataclass(frozen=True)
class Selection:
    """Ids of what is wanted, "" for all. `interviewer` also counts passages in which only the interviewer speaks, and the interviewer's words."""

    round: str = ""
    coder: str = ""
    case: str = ""
    speaker: str = ""
    kind: str = ""
    attribute: str = ""
    value: str = ""
    interviewer: bool = False


@dataclass(frozen=True)
class Places:
    """Where codings lie, as cases see it: each text is a place, and each part of a text that belongs to a case of its own is another.

    A coding wholly inside a part belongs to the part's case *instead of* to the source's cases: what an informant in Fjordvik tells of
    Havstrand is evidence on Havstrand and would be counted against the wrong case otherwise. A coding that reaches out of the part belongs
    to the source's cases; one inside two parts to both of theirs.
    """

    of: np.ndarray  # per row of the facts
    text: list[int]
    cases: list[tuple[int, ...]]  # own cases, not those above


# Ids up to this are looked up in a table (16 MB at most), beyond it by bisection, which takes ten times as long.
LARGEST_TABLE = 4_000_000


class Positions:
    """The position of each id in a list, for whole arrays."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = np.fromiter(ids, dtype=np.int64)
        self.order = np.argsort(self.ids, kind="stable")
        self.sorted = self.ids[self.order]
        self.highest = int(self.ids.max(initial=0))

    def of(self, ids: np.ndarray) -> np.ndarray:
        """Return positions; -1 for an id that is not in the list (also for 0, "nobody")."""
        if not self.ids.size:
            return np.full(len(ids), -1, dtype=np.int64)
        if self.highest < LARGEST_TABLE:
            table = np.full(self.highest + 2, -1, dtype=np.int64)
            table[self.ids] = np.arange(self.ids.size)
            return table[np.minimum(ids, self.highest + 1)]
        at = np.minimum(np.searchsorted(self.sorted, ids), self.ids.size - 1)
        return np.where(self.sorted[at] == ids, self.order[at], -1)


def places_of(ground: Ground, facts: Facts) -> Places:
    texts = sorted(ground.source_of)
    of = Positions(texts).of(facts.text)
    known = [tuple(ground.cases_of.get(ground.source_of[text], ())) for text in texts]
    places = Places(of, list(texts), known)
    if ground.parts:
        _move_into_parts(ground, facts, places)
    return places


def _move_into_parts(ground: Ground, facts: Facts, places: Places) -> None:
    numbers: dict[tuple[int, tuple[int, ...]], int] = {}

    def number(text: int, cases: tuple[int, ...]) -> int:
        if (text, cases) not in numbers:
            numbers[text, cases] = len(places.text)
            places.text.append(text)
            places.cases.append(cases)
        return numbers[text, cases]

    for part in ground.parts:
        number(part.text, (part.case,))
    ids, starts, ends = spans_in(ground.study, {part.text for part in ground.parts})
    rows = facts.rows_of(ids)
    inside: dict[int, list[int]] = {}
    for part in ground.parts:
        for row in rows[(rows >= 0) & (starts >= part.start) & (ends <= part.end)]:
            if facts.text[row] == part.text:
                inside.setdefault(int(row), []).append(part.case)
    for row, cases in inside.items():
        places.of[row] = number(int(facts.text[row]), tuple(dict.fromkeys(cases)))


def selected(ground: Ground, facts: Facts, places: Places, selection: Selection) -> np.ndarray:
    """Return for each row whether it is meant.

    Raises Refused("not_found") for an id the study does not have.
    """
    chosen = np.ones(len(facts), dtype=bool)
    if selection.round:
        chosen &= facts.round == pk_of(ground.rounds, selection.round)
    if selection.coder:
        chosen &= facts.coder == pk_of(ground.members, selection.coder)
    if selection.speaker:
        person = pk_of(ground.people, selection.speaker)
        heard = facts.speaker == person
        heard[facts.voice_row[facts.voice_person == person]] = True
        chosen &= heard
    if not selection.interviewer:
        chosen &= (facts.informant_words > 0) | (facts.words == 0)
    fitting = places_selected(ground, places, selection)
    return chosen & fitting[places.of] if not fitting.all() else chosen


def places_selected(ground: Ground, places: Places, selection: Selection) -> np.ndarray:
    """Return for each place whether its case, attribute and kind of source are meant."""
    fitting = np.ones(len(places.text), dtype=bool)
    if selection.case:
        case = pk_of(ground.cases, selection.case)
        fitting &= [any(case in ground.above[own] for own in cases) for cases in places.cases]
    if selection.attribute and selection.value:
        attribute = pk_of(ground.attributes, selection.attribute)
        fitting &= [any(ground.value(case, attribute) == selection.value for case in cases) for cases in places.cases]
    if selection.kind:
        kinds = {source.pk: source.kind for source in ground.sources}
        fitting &= [kinds[ground.source_of[text]] == selection.kind for text in places.text]
    return fitting


def pk_of(rows: Iterable, key: str) -> int:
    """Return the id in the database of a row with this key.

    Raises Refused("not_found").
    """
    for row in rows:
        if row[1] == key:
            return row[0]
    raise Refused("not_found", gettext_noop("There is no %(key)s in this study."), gettext_noop("Choose it from the list."), key=key)
