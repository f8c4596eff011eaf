"""Paragraphs of a text without speakers: one line each, or many lines where a page's width has cut them (text taken out of a PDF).

The words are never changed; what is found here are spans over them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from belegg.method.chapters import read_heading

__all__ = ["is_cut_to_width", "paragraphs"]

Line = tuple[int, int]

LINE = re.compile(r"\S(?:[^\n]*\S)?")
# Fewer lines show no habit; a page is seldom narrower or wider than this; so many lines must run on in the middle of a sentence.
FEWEST_LINES = 12
NARROWEST, WIDEST = 40, 140
RUN_ON_SHARE = 0.25
# A line shorter than this share of the width ended because its paragraph did. Letters differ in width, so a full line may be somewhat short.
FULL = 0.78
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]\d]*$")
# Bullets, list numbers and the footnotes at the foot of a page begin something of their own.
_BEGINS_ITEM = re.compile(r"[•●▪◦‣·–—*-]\s|\(?\d{1,3}[.)]?\s+\S|[a-zæøå]\)\s")


def is_cut_to_width(body: str, lines: Sequence[Line] | None = None) -> bool:
    """Say whether the lines of `body` end where a page was full, and not where a paragraph ends."""
    lines = _lines(body) if lines is None else lines
    if len(lines) < FEWEST_LINES or not NARROWEST <= _width(lines) <= WIDEST:
        return False
    full = FULL * _width(lines)
    run_on = sum(first[1] - first[0] >= full and _runs_on(body, first, second) for first, second in pairwise(lines))
    return run_on >= RUN_ON_SHARE * len(lines)


def paragraphs(body: str, lines: Sequence[Line] | None = None) -> list[Line]:
    """Return the spans of the paragraphs: the lines themselves, or lines joined where a page's width has cut them."""
    lines = _lines(body) if lines is None else lines
    if not is_cut_to_width(body, lines):
        return list(lines)
    full, usual = FULL * _width(lines), _usual_gap(body, lines)
    found = [lines[0]]
    for before, line in pairwise(lines):
        if _belongs_together(body, before, line, full, usual):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _lines(body: str) -> list[Line]:
    return [match.span() for match in LINE.finditer(body)]


def _width(lines: Sequence[Line]) -> int:
    return sorted(end - start for start, end in lines)[len(lines) * 9 // 10]


def _usual_gap(body: str, lines: Sequence[Line]) -> int:
    """Return how many line ends part two lines inside a sentence: one, or two where the extraction has doubled them."""
    gaps = Counter(body.count("\n", a[1], b[0]) for a, b in pairwise(lines) if _runs_on(body, a, b))
    return gaps.most_common(1)[0][0]


def _runs_on(body: str, before: Line, line: Line) -> bool:
    return body[line[0]].islower() and not _ENDS_SENTENCE.search(body, max(before[0], before[1] - 8), before[1])


def _belongs_together(body: str, before: Line, line: Line, full: float, usual: int) -> bool:
    if body.count("\n", before[1], line[0]) > usual or read_heading(body[slice(*before)]) or read_heading(body[slice(*line)]):
        return False
    is_full = before[1] - before[0] >= full
    if _BEGINS_ITEM.match(body, *line):
        return is_full and not _ENDS_SENTENCE.search(body, *before) and not _BEGINS_ITEM.match(body, *before)
    return is_full or _runs_on(body, before, line)
