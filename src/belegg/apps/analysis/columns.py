"""The columns of a matrix: cases, sources, informants, or the values of an attribute; and which codings and texts belong to which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from belegg.apps.analysis.facts import Facts
from belegg.apps.analysis.ground import AttributeRow, Ground
from belegg.apps.analysis.selection import Places, Positions, pk_of
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural

COLUMN_KINDS = ("cases", "sources", "informants", "attribute")
# The column of what has no value; no value is written like this.
NO_VALUE = "?"
# More different numbers than this are gathered in groups unless values are asked for.
MOST_VALUES = 8


class Head(NamedTuple):
    """What stands at the head of a row or column. `case` is the case whose attributes it can be sorted by."""

    key: str
    name: str
    depth: int = 0
    note: str = ""
    colour: str = ""
    case: int | None = None
    has_below: bool = False


@dataclass(frozen=True)
class Columns:
    """`column` and `row` list which row of the facts belongs to which column; `texts` are pairs (text, column) with the texts' numbers."""

    kind: str
    heads: list[Head]
    row: np.ndarray
    column: np.ndarray
    texts: list[tuple[int, int]]


def columns_of(kind: str, ground: Ground, facts: Facts, places: Places, rows: np.ndarray, fitting: np.ndarray, bins: str = "") -> Columns:
    """Return the columns of a kind ("attribute:KEY" for the values of an attribute) over the chosen `rows` and the `fitting` places."""
    name, _, key = kind.partition(":")
    if name == "informants":
        return _informants(ground, facts, places, rows, fitting)
    if name == "cases":
        heads, of_place = _cases(ground, places)
    elif name == "sources":
        heads, of_place = _sources(ground, places)
    elif name == "attribute":
        heads, of_place = _values(ground, places, key, bins)
    else:
        raise Refused(
            "matrix_axes",
            gettext_noop("A matrix has no columns of %(kind)s."),
            gettext_noop("Choose cases, sources, informants or attribute:ID."),
            kind=kind,
        )
    sizes = np.array([len(columns) for columns in of_place], dtype=np.int64)
    flat = np.fromiter((column for columns in of_place for column in columns), dtype=np.int64, count=int(sizes.sum()))
    first = np.cumsum(sizes) - sizes
    times = sizes[places.of[rows]]
    row = np.repeat(rows, times)
    within = np.arange(row.size) - np.repeat(np.cumsum(times) - times, times)
    column = flat[first[places.of[row]] + within] if row.size else np.empty(0, dtype=np.int64)
    texts = [(places.text[place], column) for place, columns in enumerate(of_place) if fitting[place] for column in columns]
    return Columns(name, heads, row, column, [pair for pair in texts if pair[0] in ground.current])


def _cases(ground: Ground, places: Places) -> tuple[list[Head], list[list[int]]]:
    """Cases in tree order; what belongs to a department belongs to its municipality too."""
    depth = ground.case_depth
    parents = {case.parent for case in ground.cases}
    heads = [Head(case.key, case.name, depth[case.pk], case.kind, case=case.pk, has_below=case.pk in parents) for case in ground.cases]
    number = {case.pk: at for at, case in enumerate(ground.cases)}
    return heads, [sorted({number[above] for case in cases for above in ground.above[case]}) for cases in places.cases]


def _sources(ground: Ground, places: Places) -> tuple[list[Head], list[list[int]]]:
    heads = [
        Head(source.key, source.title, note=source.kind, case=next(iter(ground.cases_of.get(source.pk, ())), None))
        for source in ground.sources
    ]
    number = {source.pk: at for at, source in enumerate(ground.sources)}
    return heads, [[number[ground.source_of[text]]] for text in places.text]


def _informants(ground: Ground, facts: Facts, places: Places, rows: np.ndarray, fitting: np.ndarray) -> Columns:
    """Everyone heard in a coding counts it; codings in which no informant is heard are in no column."""
    positions = Positions(person.pk for person in ground.people)
    row, person = with_voices(facts, rows)
    column = positions.of(person)
    known = column >= 0
    number = {person.pk: at for at, person in enumerate(ground.people)}
    fitting_texts = {text for place, text in enumerate(places.text) if fitting[place]}
    texts = [
        (text, number[person]) for text, person in ground.heard if text in ground.current and text in fitting_texts and person in number
    ]
    heads = [Head(person.key, person.name, case=person.case) for person in ground.people]
    return Columns("informants", heads, row[known], column[known], texts)


def with_voices(facts: Facts, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (row, person) for everyone heard in these rows; person 0 where no informant is."""
    if not facts.voice_row.size:
        return rows, facts.speaker[rows]
    chosen = np.zeros(len(facts), dtype=bool)
    chosen[rows] = True
    further = chosen[facts.voice_row]
    return np.concatenate([rows, facts.voice_row[further]]), np.concatenate([facts.speaker[rows], facts.voice_person[further]])


def _values(ground: Ground, places: Places, key: str, bins: str) -> tuple[list[Head], list[list[int]]]:
    pk_of(ground.attributes, key)
    attribute = next(row for row in ground.attributes if row.key == key)
    found = [{ground.value(case, attribute.pk) for case in cases} - {""} for cases in places.cases]
    group, order = grouping(attribute, {value for values in found for value in values}, bins)
    groups = [{group(value) for value in values} or {(NO_VALUE, "")} for values in found]
    heads = sorted({one for each in groups for one in each} - {(NO_VALUE, "")}, key=lambda one: order(one[0]))
    if any((NO_VALUE, "") in each for each in groups):
        heads.append((NO_VALUE, ""))
    number = {one: at for at, one in enumerate(heads)}
    return [Head(value, name) for value, name in heads], [sorted(number[one] for one in each) for each in groups]


Group = Callable[[str], tuple[str, str]]


def grouping(attribute: AttributeRow, values: set[str], bins: str) -> tuple[Group, Callable[[str], Any]]:
    """Return how a value becomes a column (id, name), and how columns are ordered.

    `bins`: "" (numbers in up to four groups of equal size where there are many, dates by year), "values", or borders such as "10000,50000".
    """
    if attribute.type == "number" and bins != "values":
        borders = sorted({float(part) for part in bins.replace(";", ",").split(",") if _is_number(part)})
        if not borders and len(values) > MOST_VALUES:
            numbers = sorted(float(value) for value in values if _is_number(value))
            borders = sorted({numbers[len(numbers) * quarter // 4] for quarter in (1, 2, 3)})
        if borders:
            return (lambda value: _between(value, borders)), (lambda key: [_number(border) for border in key.split("..")])
    if attribute.type == "number":
        return (lambda value: (value, value)), _number
    if attribute.type == "date" and bins != "values":
        return (lambda value: (value[:4], value[:4])), str
    choices = attribute.choices or ["yes", "no"]
    return (lambda value: (value, value)), (lambda key: (choices.index(key) if key in choices else len(choices), natural(key)))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float:
    return float(text) if _is_number(text) else float("-inf")


def _between(value: str, borders: list[float]) -> tuple[str, str]:
    """Return the group of a number: the lower border belongs to it, the upper one to the next."""
    if not _is_number(value):
        return (value, value)
    at = int(np.searchsorted(borders, float(value), side="right"))
    low, high = (
        f"{border:g}" if abs(border) < 1e6 else f"{border:.0f}" for border in (borders[max(at - 1, 0)], borders[min(at, len(borders) - 1)])
    )
    if at == 0:
        return (f"..{high}", f"< {high}")
    return (f"{low}..", f"≥ {low}") if at == len(borders) else (f"{low}..{high}", f"{low} – {high}")
