"""Quotations as tables, each with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from belegg.apps.analysis.passages import Quotation

# English in every language of the interface: scripts read these.
COLUMNS = [
    "id", "text", "start", "end", "sha256", "code", "code_name", "coder", "round", "speaker", "candidates", "source", "source_title",
    "cases", "turn", "turn_last", "time", "page", "coded", "words", "citation",
]  # fmt: skip


def rows(quotations: Iterable[Quotation]) -> Iterator[list[object]]:
    for one in quotations:
        yield [
            one.key, one.text, one.start, one.end, one.sha256, one.code.key, one.code.name, one.coder[0], one.round[0],
            one.speaker.key if one.speaker else "", ";".join(person.key for person in one.candidates), one.source.key, one.source.title,
            ";".join(case.key for case in one.cases), one.turn, one.turn_last, one.time, one.page,
            one.coded.strftime("%Y-%m-%dT%H:%M:%SZ"), spoken(one), one.citation,
        ]  # fmt: skip


def page_columns() -> list[str]:
    """Return the heads of the table on paper: it is for reading, so it holds words, code and citation only."""
    return [_("Code"), _("Words"), _("Citation")]


def page_rows(quotations: Iterable[Quotation]) -> Iterator[list[object]]:
    for one in quotations:
        yield [one.code.name, spoken(one), ", ".join(part for part in (one.who, one.citation) if part)]


def spoken(one: Quotation) -> str:
    """Return the words; where more than one speaks, each turn begins with who it is."""
    if len({piece.speaker for piece in one.said}) < 2:
        return one.words
    return "\n".join(f"{piece.speaker}: {piece.words}" if piece.speaker else piece.words for piece in one.said)
