"""Which codes are used on the same words, in a study."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from belegg.apps.analysis.facts import spans_of
from belegg.apps.analysis.ground import CodeRow, ground_of
from belegg.apps.analysis.selection import Positions, Selection, places_of, selected
from belegg.apps.study.models import Study
from belegg.method.cooccurrence import Cooccurrence, cooccurrence


class Neighbour(NamedTuple):
    """`codings` of the code asked about overlap one of `code`; `share` of all it has."""

    code: CodeRow
    codings: int
    pairs: int
    sources: int
    share: float


def cooccurrence_of(study: Study, selection: Selection | None = None) -> tuple[list[CodeRow], Cooccurrence]:
    """Return the codes in tree order, and how often the codings of each two overlap."""
    ground = ground_of(study)
    facts, spans = spans_of(study)
    rows = np.flatnonzero(selected(ground, facts, places_of(ground, facts), selection or Selection()))
    source_of = Positions(source.pk for source in ground.sources).of(
        np.array([ground.source_of[text] for text in sorted(ground.source_of)], dtype=int)
    )
    text = Positions(sorted(ground.source_of)).of(facts.text[rows])
    found = cooccurrence(
        text, spans.start[rows], spans.end[rows], Positions(code.pk for code in ground.codes).of(facts.code[rows]), len(ground.codes),
        source=source_of[text] if rows.size else text, informant=Positions(person.pk for person in ground.people).of(facts.speaker[rows]),
    )  # fmt: skip
    return ground.codes, found


def neighbours(study: Study, code: str, *, limit: int = 10, selection: Selection | None = None) -> list[Neighbour]:
    """Return the codes that stand most often on the words of a code, the most frequent first."""
    codes, found = cooccurrence_of(study, selection)
    at = next((n for n, row in enumerate(codes) if row.key == code), None)
    if at is None:
        return []
    total = int(found.total[at])
    others = sorted((n for n in range(len(codes)) if n != at and found.codings[at, n]), key=lambda n: -found.codings[at, n])
    return [
        Neighbour(
            codes[n], int(found.codings[at, n]), int(found.pairs[at, n]), int(found.sources[at, n]), int(found.codings[at, n]) / total
        )
        for n in others[:limit]
    ]
