"""The CSV files of a study folder: which record each row is, and the fixed order of the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, NamedTuple

from belegg.formats.folder import records
from belegg.formats.folder.cells import Bad, Kind
from belegg.method.errors import gettext_noop
from belegg.method.natural import natural

# A summary or a note may be longer than the 128 KB the csv module allows a cell.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Fault:
    """Something wrong in a study folder: the file, the line (0: unknown or the whole file), perhaps the field, and one sentence."""

    file: str
    line: int
    why: str
    params: tuple[tuple[str, object], ...] = ()
    field: str = ""

    @classmethod
    def of(cls, file: str, line: int, why: str, *, at: str = "", **params: object) -> Fault:
        return cls(file, line, why, tuple(params.items()), at)

    def sentence(self, translate=lambda message: message) -> str:
        where = ", ".join(part for part in (self.file, f"line {self.line}" if self.line else "", self.field) if part)
        why = translate(self.why) % dict(self.params) if self.params else translate(self.why)
        return f"{where}: {why}"


class Rows(NamedTuple):
    """The rows of a file that could be read, with their lines, and what is wrong with the others."""

    records: tuple
    lines: tuple[int, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Table:
    """One CSV file. `order` is the sort key of its rows, or "tree", or None for the order they have."""

    path: str
    part: str  # the field of records.Folder
    record: type
    order: Callable[[Any], Any] | str | None = None

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return {field.name: field.metadata["kind"] for field in fields(self.record)}

    def at(self, path: str) -> Table:
        """Return the same table as the file `path` (turns and marks have a file per text)."""
        return Table(path, self.part, self.record, self.order)

    def read(self, data: bytes) -> Rows:
        """Read the file. A row with a fault is left out and named; nothing is guessed."""
        try:
            source = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return Rows((), (), (Fault.of(self.path, 0, gettext_noop("It is not UTF-8 text.")),))
        reader = csv.reader(io.StringIO(source, newline=""), strict=True)
        found, lines, faults = [], [], []
        try:
            head = next(reader, [])
            if wrong := self._check_head(head):
                return Rows((), (), tuple(wrong))
            for row in reader:
                line = reader.line_num
                if not row:
                    continue
                wrong = []
                record = self._record(head, row, line, wrong)
                faults += wrong
                if not wrong:
                    found.append(record)
                    lines.append(line)
        except csv.Error as error:
            faults.append(Fault.of(self.path, reader.line_num, gettext_noop("The row can't be read (%(error)s)."), error=str(error)))
        return Rows(tuple(found), tuple(lines), tuple(faults))

    def _check_head(self, head: list[str]) -> list[Fault]:
        known = ", ".join(self.kinds)
        faults = [
            Fault.of(self.path, 1, gettext_noop("The column “%(name)s” is not known here (known: %(known)s)."), name=name[:60], known=known)
            for name in head
            if name not in self.kinds
        ]
        faults += [
            Fault.of(self.path, 1, gettext_noop("The column “%(name)s” is missing."), name=name)
            for name, kind in self.kinds.items()
            if kind.needed and name not in head
        ]
        if len(set(head)) < len(head):
            faults.append(Fault.of(self.path, 1, gettext_noop("A column stands there twice.")))
        return faults

    def _record(self, head: list[str], row: list[str], line: int, faults: list[Fault]) -> Any:
        if len(row) != len(head):
            faults.append(
                Fault.of(
                    self.path, line, gettext_noop("The row has %(found)s cells instead of %(wanted)s."), found=len(row), wanted=len(head)
                )
            )
            return None
        cells = dict(zip(head, row, strict=True))
        values = []
        for name, kind in self.kinds.items():
            try:
                values.append(kind.read(cells.get(name, "")))
            except Bad as bad:
                faults.append(Fault.of(self.path, line, bad.why, at=name, **bad.params))
        return None if faults else self.record(*values)

    def write(self, rows: Iterable) -> bytes | None:
        """Return the file, or None where there are no rows (a table without rows has no file)."""
        rows = list(rows)
        if not rows:
            return None
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.kinds)
        writer.writerows(self._cells(self.arrange(rows)))
        return out.getvalue().encode("utf-8")

    def arrange(self, rows: list) -> list:
        if self.order == "tree":
            return in_tree_order(rows)
        return sorted(rows, key=self.order) if callable(self.order) else rows

    def _cells(self, rows: list) -> Iterator[list[str]]:
        columns = [(name, kind.write) for name, kind in self.kinds.items()]
        for row in rows:
            yield [write(getattr(row, name)) for name, write in columns]


def in_tree_order(things: Iterable) -> list:
    """Return things with parents before their children, siblings as they come. Nothing is lost: what hangs on nothing comes last."""
    things = list(things)
    children: dict[str, list] = {}
    for thing in things:
        children.setdefault(thing.parent, []).append(thing)
    ordered, waiting, seen = [], list(reversed(children.get("", []))), set()
    while waiting:
        thing = waiting.pop()
        ordered.append(thing)
        seen.add(thing.id)
        waiting += reversed(children.get(thing.id, []))
    return ordered + [thing for thing in things if thing.id not in seen]


def by_id(row) -> list:
    return natural(row.id)


def value_order(value: records.Value) -> tuple:
    return natural(value.case), natural(value.attribute), str(value.date or "")


def coding_order(coding: records.Coding) -> tuple:
    return (
        natural(coding.text), coding.start, coding.end, natural(coding.code), natural(coding.coder), natural(coding.round),
        natural(coding.id),
    )  # fmt: skip


def looked_order(looked: records.Looked) -> tuple:
    return natural(looked.text), natural(looked.code), natural(looked.coder), natural(looked.round)


def summary_order(summary: records.Summary) -> tuple:
    return summary.time, natural(summary.code), natural(summary.column)


def part_order(part: records.Part) -> tuple:
    return natural(part.text), part.start, part.end, natural(part.case)


def answer_order(row: records.Answer) -> tuple:
    return natural(row.text), row.start, row.end, natural(row.guide), natural(row.question)


def replacement_order(row: records.Replacement) -> tuple:
    return natural(row.text), row.start, row.end, row.time, row.sha256


# Rounds keep their own order: it is the order of the work.
TABLES = (
    Table("cases.csv", "cases", records.Case, "tree"),
    Table("attributes.csv", "values", records.Value, value_order),
    Table("members.csv", "members", records.Member, by_id),
    Table("fieldwork/people.csv", "people", records.Person, by_id),
    Table("sources.csv", "sources", records.Source, by_id),
    Table("texts.csv", "texts", records.Text, by_id),
    Table("parts.csv", "parts", records.Part, part_order),
    Table("rounds.csv", "rounds", records.Round),
    Table("codings.csv", "codings", records.Coding, coding_order),
    Table("looked.csv", "looked", records.Looked, looked_order),
    Table("summaries.csv", "summaries", records.Summary, summary_order),
    Table("fieldwork/traits.csv", "traits", records.Trait, lambda trait: (natural(trait.person), trait.name)),
    Table("fieldwork/contacts.csv", "contacts", records.Contact, by_id),
    Table("fieldwork/interviews.csv", "interviews", records.Interview, by_id),
    Table("documents.csv", "documents", records.Document, by_id),
    Table("fieldwork/observations.csv", "observations", records.Observation, by_id),
    Table("fieldwork/skipped.csv", "skipped", records.Skipped, lambda row: (natural(row.interview), natural(row.question))),
    Table("fieldwork/answers.csv", "answers", records.Answer, answer_order),
    Table("fieldwork/elicits.csv", "elicits", records.Elicits, lambda row: (natural(row.code), natural(row.guide), natural(row.question))),
    Table("fieldwork/recordings.csv", "recordings", records.Recording, by_id),
    Table("fieldwork/passes.csv", "passes", records.Pass, lambda row: (row.date, natural(row.recording), natural(row.by), row.note)),
    Table("fieldwork/letters.csv", "letters", records.Letter, by_id),
    Table("fieldwork/consents.csv", "consents", records.Consent, lambda row: (natural(row.person), row.scope)),
    Table("fieldwork/quotation-checks.csv", "checks", records.QuotationCheck, by_id),
    Table("fieldwork/checked-quotations.csv", "checked", records.CheckedQuotation, lambda row: (natural(row.check), row.n)),
    Table("fieldwork/promises.csv", "promises", records.Promise, by_id),
    Table("fieldwork/proofs.csv", "proofs", records.Proof, lambda proof: (proof.time, natural(proof.promise), proof.method)),
    Table("fieldwork/dates.csv", "dates", records.StudyDate, lambda row: row.event),
    Table("fieldwork/certificates.csv", "certificates", records.Certificate, by_id),
    Table("replacements.csv", "replacements", records.Replacement, replacement_order),
    Table("name-decisions.csv", "name_decisions", records.NameDecision, lambda row: (natural(row.text), row.start, row.end)),
    Table("wordlist.csv", "wordlist", records.ListedWord, by_id),
)
TURNS = Table("texts/{}.turns.csv", "turns", records.Turn, lambda turn: turn.n)
MARKS = Table("texts/{}.marks.csv", "marks", records.Mark, lambda mark: (mark.at, mark.kind))
