"""Rows that hang on a text come along to its next version: exactly, or they stay and wait for a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from belegg.apps.sources.dependants import SAME, Carry, Left, Place, Report
from belegg.apps.sources.models import Mark, Text, Turn
from belegg.apps.study.journal import Act
from belegg.method.anchors import Edit, Span, passage_hash
from belegg.method.editing import carry_marks
from belegg.method.transcript import Turn as PlainTurn


def carry_rows(
    doing: Act,
    old: Text,
    new: Text,
    carry: Carry,
    rows: Iterable[Any],
    *,
    kind: str,
    label: str,
    title: Callable[[Any], str],
    once: Sequence[str] = (),
    values: Callable[[Any, Span], dict[str, object]] = lambda row, span: {},
) -> Report:
    """Move rows with text, start, end and sha256 to the new version, in the act; those without an exact place stay where they are.

    `once` are the columns that, with the span, no two rows may share; `values` are further columns to set on a moved row.
    """
    rows = list(rows)
    spans = [Span(row.start, row.end) for row in rows]
    carried = carry(spans)
    left = [
        Left(kind, named(rows[each.number]), title(rows[each.number]), each.old, each.reason, each.between) for each in carried.undecided
    ]
    changes, changed, taken = [], [], set()
    for number, span in sorted(carried.moved.items()):
        row = rows[number]
        place = (span, *(getattr(row, column) for column in once)) if once else (span, number)
        if place in taken:
            left.append(Left(kind, named(row), title(row), spans[number], SAME, span))
            continue
        taken.add(place)
        sha = passage_hash(new.body.text[span.start : span.end])
        if sha != row.sha256:
            changed.append(Place(kind, named(row), title(row), spans[number], span))
        changes.append((row, {"text_id": new.pk, "start": span.start, "end": span.end, "sha256": sha, **values(row, span)}))
    doing.update_each(changes)
    return Report(label, len(changes), tuple(changed), tuple(sorted(left, key=lambda each: each.old)))


def named(row: Any) -> str:
    """Return what a row is called: its id, or its number where it has none."""
    return str(getattr(row, "key", row.pk))


def plain_turns(text: Text) -> list[PlainTurn]:
    """Return the turns of a text as plain ones; `person` is the number of the person's row."""
    rows = Turn.objects.filter(text=text).order_by("n").values_list(
        "n", "head", "start", "end", "speaker", "role", "person_id", "time_start", "time_end"
    )  # fmt: skip
    return [PlainTurn(*row[:6], str(row[6] or ""), *row[7:]) for row in rows]


def write_turns(doing: Act, new: Text, turns: Iterable[PlainTurn]) -> None:
    """Write the turns of a new version, plain ones as `plain_turns` gives them."""
    doing.create_rows(
        Turn,
        [
            [
                new.study_id, new.pk, turn.n, turn.head, turn.start, turn.end, turn.speaker[:120], turn.role,
                int(turn.person) if turn.person else None, turn.time_start, turn.time_end,
            ]
            for turn in turns
        ],
    )  # fmt: skip


def write_marks(doing: Act, old: Text, new: Text, edits: Sequence[Edit]) -> None:
    """Give the new version the marks of the old one (page numbers), each at its place."""
    marks = list(Mark.objects.filter(text=old).order_by("pk"))
    places = carry_marks(edits, [mark.at for mark in marks])
    doing.create_many(Mark(text=new, kind=mark.kind, at=at, label=mark.label) for mark, at in zip(marks, places, strict=True))
