"""Tables that leave the program: codings, quotations, matrices, summaries, co-occurrence, codebook, cases. Written as CSV, XLSX or DOCX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext

from belegg.apps.analysis.checking_models import CheckedQuotation
from belegg.apps.analysis.columns import NO_VALUE, Head
from belegg.apps.analysis.consented import heard_keys, quotable, refusals_of
from belegg.apps.analysis.cooccurring import cooccurrence_of
from belegg.apps.analysis.facts import facts_of
from belegg.apps.analysis.framework import framework_of
from belegg.apps.analysis.ground import ground_of
from belegg.apps.analysis.layout import LONG_COLUMNS, Grid, Layout, grid_of, long_rows
from belegg.apps.analysis.leaving import contents_of
from belegg.apps.analysis.passages import quotations_of
from belegg.apps.analysis.quotations import Asked, find
from belegg.apps.coding.models import Code, Coding
from belegg.apps.privacy.leaving import NOT_SAID, Destination, check_leaving
from belegg.apps.sources.models import Turn
from belegg.apps.sources.queries import texts_in_order
from belegg.apps.sources.search import bodies_of
from belegg.apps.study import order
from belegg.apps.study.attribute_table import wide_table
from belegg.apps.study.models import Study
from belegg.formats.tables import WRITERS, Writer
from belegg.method.errors import Refused, gettext_noop

# Texts whose words are held in memory at a time.
TEXTS_AT_ONCE = 40


@dataclass(frozen=True)
class Wanted:
    """What an export is limited to: a matrix or framework by its layout, quotations by what was asked; and where it goes.

    `without_refused` leaves out the words of those who may not be quoted; without it such an export is refused.
    """

    layout: Layout = field(default_factory=Layout)
    asked: Asked = field(default_factory=Asked)
    without_refused: bool = False
    to: Destination = NOT_SAID


class Sheet(NamedTuple):
    title: str
    columns: list[str]
    rows: Iterable[Sequence[object]]


Make = Callable[[Study, Wanted, str], Sheet]
TABLES: dict[str, Make] = {}


def table(name: str) -> Callable[[Make], Make]:
    def enter(make: Make) -> Make:
        TABLES[name] = make
        return make

    return enter


def export_table(study: Study, name: str, suffix: str, wanted: Wanted | None = None) -> tuple[bytes, Writer]:
    """Return the file and how it was written.

    Raises Refused("unknown_table") or Refused("unknown_suffix"), as `privacy.leaving.check_leaving`, and what the table's own questions raise.
    """
    if name not in TABLES:
        raise Refused(
            "unknown_table",
            gettext_noop("There is no table %(name)s to export."),
            gettext_noop("Choose %(known)s."),
            name=name,
            known=", ".join(sorted(TABLES)),
        )
    writer = writer_of(suffix)
    wanted = wanted or Wanted()
    sheet = TABLES[name](study, wanted, writer.name)
    check_leaving(study, name, contents_of(study, name, wanted), wanted.to)
    return writer.write(sheet.title, sheet.columns, sheet.rows), writer


def writer_of(suffix: str) -> Writer:
    found = next((writer for writer in WRITERS if writer.suffix == "." + suffix.lower().removeprefix(".")), None)
    if found is None:
        raise Refused(
            "unknown_suffix",
            gettext_noop("A table cannot be written as %(suffix)s."),
            gettext_noop("Let the file's name end in %(known)s."),
            suffix=suffix or "?",
            known=", ".join(writer.suffix for writer in WRITERS),
        )
    return found


CODING_COLUMNS = [
    "id", "text", "source", "start", "end", "sha256", "code", "code_name", "coder", "round", "time", "turn", "turn_last", "people", "words",
]  # fmt: skip


TEXT, START, END, HEARD = (CODING_COLUMNS.index(name) for name in ("text", "start", "end", "people"))


@table("codings")
def codings_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    """Every coding of the study with its words, in the order of the texts."""
    rows: Iterable[tuple] = coding_rows(study)
    without = heard_keys(study, leave_out=wanted.without_refused)
    refusals = refusals_of(study, leave_out=wanted.without_refused)
    kept = (row for row in rows if not without & set(row[HEARD].split(";")) and not refusals.by(row[TEXT], row[START], row[END]))
    return Sheet(gettext("Codings"), CODING_COLUMNS, kept)


def coding_rows(study: Study) -> Iterator[tuple]:
    ground, facts = ground_of(study), facts_of(study)
    sources = {source.pk: source.key for source in ground.sources}
    codes = {code.pk: code for code in ground.codes}
    members, rounds = ({pk: key for pk, key, _ in rows} for rows in (ground.members, ground.rounds))
    people = {person.pk: person.key for person in ground.people}
    further: dict[int, list[str]] = {}
    for row, person in zip(facts.voice_row.tolist(), facts.voice_person.tolist(), strict=True):
        further.setdefault(int(facts.id[row]), []).append(people[person])
    found = Coding.objects.filter(study=study).order_by("start", "end", "code_id", "pk").values_list(
        "text_id", "text__key", "text__body_id", "start", "end", "turn_first", "turn_last", "pk", "key", "sha256", "code_id", "coder_id",
        "round_id", "time", "speaker_id",
    )  # fmt: skip
    words = Words()
    for text in texts_in_order(study):
        source = sources[ground.source_of[text]]
        for _, key, body, start, end, first, last, pk, coding, sha256, code, coder, round, time, speaker in found.filter(
            text=text
        ).iterator(chunk_size=5000):
            heard = [people[speaker], *further.get(pk, ())] if speaker else further.get(pk, ())
            yield (
                coding, key, source, start, end, sha256, codes[code].key, codes[code].name, members[coder], rounds[round],
                time.strftime("%Y-%m-%dT%H:%M:%SZ"), first or "", last or "", ";".join(heard), words.of(text, body, start, end, first, last),
            )  # fmt: skip


class Words:
    """The words of passages of one text after the other, speakers' labels left out."""

    def __init__(self) -> None:
        self.text = 0
        self.body = ""
        self.turns: dict[int, tuple[int, int]] = {}

    def of(self, text: int, body: str, start: int, end: int, first: int, last: int) -> str:
        if text != self.text:
            self.text, self.body = text, bodies_of({body})[body]
            self.turns = {n: (a, b) for n, a, b in Turn.objects.filter(text=text).values_list("n", "start", "end")}
        if not first:
            return self.body[start:end]
        spans = (self.turns.get(n, (0, 0)) for n in range(first, last + 1))
        return "\n".join(words for a, b in spans if (words := self.body[max(a, start) : min(b, end)]))


QUOTATION_COLUMNS = [
    "id", "text", "source", "start", "end", "sha256", "code", "code_name", "speaker", "candidates", "turn", "time", "cases", "coder", "round",
    "layer", "citation", "words", "checked", "approved_words",
]  # fmt: skip


@table("quotations")
def quotations_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    """The quotations asked for; a document for reading has words, code and citation only."""
    found = quotable(study, quotations_of(study, find(study, wanted.asked).ids.tolist()), leave_out=wanted.without_refused)
    if kind == "docx":
        columns = [gettext("Words"), gettext("Code"), gettext("Citation")]
        return Sheet(
            gettext("Quotations"), columns, ((q.spoken, q.code.name, ", ".join(p for p in (q.who, q.citation) if p)) for q in found)
        )
    checked = checks_of(study)
    rows = (
        (
            q.key, q.text, q.source.key, q.start, q.end, q.sha256, q.code.key, q.code.name, q.speaker.key if q.speaker else "",
            ";".join(person.key for person in q.candidates), q.turn or "", q.time, ";".join(case.key for case in q.cases), q.coder[0], q.round[0],
            q.layer, q.citation, q.words, *checked.get((q.text, q.start, q.end), NOT_SENT),
        )
        for q in found
    )  # fmt: skip
    return Sheet(gettext("Quotations"), QUOTATION_COLUMNS, rows)


NOT_SENT = ("", "")


def checks_of(study: Study) -> dict[tuple[str, int, int], tuple[str, str]]:
    """Return (verdict or "sent", words as the informant would have them) of the passages that were sent to be checked."""
    return {
        (row.text.key, row.start, row.end): (row.verdict or "sent", row.wording)
        for row in CheckedQuotation.objects.filter(study=study).select_related("text").order_by("pk")
    }


@table("matrix")
def matrix_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    """The matrix as laid out: one row a cell as CSV, the table as shown as XLSX and DOCX."""
    grid = grid_of(study, wanted.layout)
    if kind == "csv":
        return Sheet(gettext("Matrix"), list(LONG_COLUMNS), long_rows(grid))
    return Sheet(gettext("Matrix"), *wide(grid))


# What a cell without a number says, for readers who see no marks.
STATES = {
    "empty": gettext_noop("nobody looked"),
    "none": gettext_noop("none found"),
    "not_asked": gettext_noop("not asked"),
    "skipped": gettext_noop("skipped"),
}


def head_name(head: Head) -> str:
    """Return what a row or column is called; that of cases without a value has no name of its own."""
    return gettext("no value") if head.key == NO_VALUE and not head.name else head.name


def wide(grid: Grid) -> tuple[list[str], list[list[object]]]:
    """Return the grid as it is shown: indented heads, numbers or the state in words, and on whom it rests."""
    columns = ["", *(head_name(head) for head in grid.columns), gettext("Total"), gettext("Informants"), gettext("Sources")]
    rows: list[list[object]] = [
        [
            "  " * line.head.depth + head_name(line.head),
            *(cell.value if cell.state == "evidence" else gettext(STATES[cell.state]) for cell in line.cells),
            line.total.value, line.total.informants, line.total.sources,
        ]
        for line in grid.lines
    ]  # fmt: skip
    total = grid.total
    rows.append([gettext("Total"), *(cell.value for cell in grid.column_totals), total.value, total.informants, total.sources])
    rows.append([gettext("Informants"), *(cell.informants for cell in grid.column_totals), total.informants, "", ""])
    rows.append([gettext("Sources"), *(cell.sources for cell in grid.column_totals), total.sources, "", ""])
    return columns, rows


@table("framework")
def framework_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    """The framework matrix: one row a summary as CSV, the table as shown as XLSX and DOCX."""
    framework = framework_of(study, wanted.layout)
    if kind == "csv":
        rows = (
            (line.head.key, column.key, str(cell.state), cell.text, cell.by, cell.time, ";".join(cell.codings))
            for line in framework.lines
            for column, cell in zip(framework.columns, line.cells, strict=True)
        )
        return Sheet(gettext("Framework matrix"), ["row", "col", "state", "text", "by", "time", "codings"], rows)
    columns = ["", *(head.name for head in framework.columns)]
    shown = ([line.head.name, *(cell.text or ("" if cell.state == "evidence" else gettext(STATES[cell.state])) for cell in line.cells)]
             for line in framework.lines)  # fmt: skip
    return Sheet(gettext("Framework matrix"), columns, shown)


COOCCURRENCE_COLUMNS = ["code", "code_name", "other", "other_name", "codings", "of_codings", "pairs", "sources", "informants"]


@table("cooccurrence")
def cooccurrence_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    """One row for each two codes on the same words: `codings` of the `of_codings` that the first has overlap one of the other."""
    codes, found = cooccurrence_of(study, wanted.layout.selection)
    rows = (
        (
            code.key, code.name, codes[n].key, codes[n].name, int(found.codings[at, n]), int(found.total[at]), int(found.pairs[at, n]),
            int(found.sources[at, n]), int(found.informants[at, n]),
        )
        for at, code in enumerate(codes)
        for n in range(len(codes))
        if n != at and found.codings[at, n]
    )  # fmt: skip
    return Sheet(gettext("Codes on the same words"), COOCCURRENCE_COLUMNS, rows)


CODEBOOK_COLUMNS = ["id", "name", "parent", "colour", "origin", "source", "definition", "include", "exclude", "example"]


@table("codebook")
def codebook_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    codes = order.in_order(Code.objects.filter(study=study).select_related("parent"))
    rows = ([code.parent.key if name == "parent" and code.parent else getattr(code, {"id": "key"}.get(name, name)) or ""
             for name in CODEBOOK_COLUMNS] for code in codes)  # fmt: skip
    return Sheet(gettext("Codebook"), CODEBOOK_COLUMNS, rows)


@table("cases")
def cases_table(study: Study, wanted: Wanted, kind: str) -> Sheet:
    """Cases with the latest value of each attribute."""
    columns, rows = wide_table(study)
    return Sheet(gettext("Cases"), columns, rows)
