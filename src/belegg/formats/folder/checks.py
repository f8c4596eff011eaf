"""What must hold between the files of a study folder: ids are known and unique, spans lie on their words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from belegg.formats.folder.records import Folder, Text
from belegg.formats.folder.tables import Fault
from belegg.method.errors import gettext_noop

UNKNOWN = gettext_noop("There is no %(kind)s “%(id)s”.")
_TARGET = re.compile(r"[a-z]+:[a-z0-9_-]{1,60}")
# The file in which the ids of each kind stand.
HOME = {
    "case": "cases.csv", "attribute": "study.toml", "question": "study.toml", "member": "members.csv",
    "person": "fieldwork/people.csv", "code": "codebook.toml", "source": "sources.csv", "text": "texts.csv",
    "certificate": "fieldwork/certificates.csv", "promise": "fieldwork/promises.csv", "letter": "fieldwork/letters.csv", "contact": "fieldwork/contacts.csv",
    "check": "fieldwork/quotation-checks.csv", "observation": "fieldwork/observations.csv", "document": "documents.csv",
    "interview": "fieldwork/interviews.csv", "recording": "fieldwork/recordings.csv", "guide": "fieldwork/guides",
    "round": "rounds.csv", "coding": "codings.csv", "memo": "memos.toml",
}  # fmt: skip
COLUMNS = ("case", "source", "person")


def check(folder: Folder, lines: Mapping[str, tuple[int, ...]], broken: Collection[str] = ()) -> list[Fault]:
    """Return the faults between files. Ids of a file in `broken` (it has faults of its own) are taken on trust, not reported once more."""
    checker = Checker(folder, lines, broken)
    checker.references()
    checker.uniqueness()
    checker.trees()
    checker.versions()
    checker.spans()
    for text in folder.texts:
        checker.turns(text.id)
    checker.memos()
    return checker.faults


class Checker:
    """Holds the ids of the folder and collects faults."""

    def __init__(self, folder: Folder, lines: Mapping[str, tuple[int, ...]], broken: Collection[str]) -> None:
        self.folder, self.lines, self.broken = folder, lines, broken
        self.faults: list[Fault] = []
        things: dict[str, tuple[Any, ...]] = {
            "case": folder.cases, "attribute": folder.attributes, "question": folder.questions, "member": folder.members,
            "person": folder.people, "code": folder.codes, "source": folder.sources, "text": folder.texts, "round": folder.rounds,
            "coding": folder.codings, "memo": folder.memos, "promise": folder.promises, "letter": folder.letters,
            "certificate": folder.certificates, "contact": folder.contacts, "check": folder.checks, "observation": folder.observations, "document": folder.documents,
            "interview": folder.interviews, "recording": folder.recordings, "guide": tuple(folder.guides.values()),
        }  # fmt: skip
        self.things = things
        self.ids = {kind: {thing.id for thing in found} for kind, found in things.items()}

    def fault(self, file: str, line: int, why: str, at: str = "", **params: object) -> None:
        self.faults.append(Fault.of(file, line, why, at=at, **params))

    def rows(self, path: str, records: Iterable) -> Iterator[tuple[int, Any]]:
        """Return each record with its line; records of a TOML file have none."""
        records = tuple(records)
        return zip(self.lines.get(path) or (0,) * len(records), records, strict=True)

    def known(self, kind: str, key: str, file: str, line: int, at: str) -> bool:
        """Note an id that names nothing."""
        if not key or key in self.ids[kind]:
            return True
        if HOME[kind] not in self.broken:
            self.fault(file, line, UNKNOWN, at, kind=kind, id=key)
        return False

    def references(self) -> None:
        folder = self.folder
        single = [
            ("cases.csv", folder.cases, {"parent": "case"}),
            ("attributes.csv", folder.values, {"case": "case", "attribute": "attribute"}),
            ("fieldwork/people.csv", folder.people, {"case": "case"}),
            ("sources.csv", folder.sources, {"interview": "interview", "observation": "observation"}),
            ("texts.csv", folder.texts, {"source": "source", "parent": "text", "by": "member"}),
            ("parts.csv", folder.parts, {"text": "text", "case": "case"}),
            ("fieldwork/answers.csv", folder.answers, {"text": "text", "by": "member"}),
            ("fieldwork/elicits.csv", folder.elicits, {"code": "code"}),
            ("codings.csv", folder.codings, {"text": "text", "code": "code", "coder": "member", "round": "round"}),
            ("looked.csv", folder.looked, {"text": "text", "coder": "member", "round": "round"}),
            ("summaries.csv", folder.summaries, {"code": "code", "by": "member"}),
            ("codebook.toml", folder.codes, {"parent": "code"}),
            ("codebook.toml", folder.versions, {"by": "member"}),
            ("study.toml", folder.questions, {"parent": "question"}),
            ("memos.toml", folder.memos, {"by": "member"}),
            ("fieldwork/traits.csv", folder.traits, {"person": "person"}),
            ("name-decisions.csv", folder.name_decisions, {"text": "text", "person": "person", "by": "member"}),
            ("fieldwork/contacts.csv", folder.contacts, {"person": "person", "case": "case", "tip_from": "person", "event": "observation"}),
            ("fieldwork/interviews.csv", folder.interviews, {"follows": "interview", "guide": "guide"}),
            ("documents.csv", folder.documents, {"case": "case", "source": "source"}),
            ("fieldwork/observations.csv", folder.observations, {"case": "case"}),
            ("fieldwork/skipped.csv", folder.skipped, {"interview": "interview", "by": "member"}),
            (
                "fieldwork/recordings.csv",
                folder.recordings,
                {"interview": "interview", "source": "source", "by": "member", "deleted_by": "member"},
            ),
            ("fieldwork/passes.csv", folder.passes, {"recording": "recording", "by": "member"}),
            ("fieldwork/consents.csv", folder.consents, {"person": "person", "letter": "letter"}),
            ("fieldwork/quotation-checks.csv", folder.checks, {"person": "person", "by": "member"}),
            ("fieldwork/checked-quotations.csv", folder.checked, {"check": "check", "text": "text"}),
            ("fieldwork/promises.csv", folder.promises, {"owner": "member"}),
            ("fieldwork/proofs.csv", folder.proofs, {"promise": "promise", "by": "member"}),
            ("fieldwork/certificates.csv", folder.certificates, {"by": "member"}),
            ("replacements.csv", folder.replacements, {"text": "text", "was": "text", "person": "person", "by": "member"}),
        ]
        for path, records, fields in single:
            for line, record in self.rows(path, records):
                for name, kind in fields.items():
                    self.known(kind, getattr(record, name), path, line, where(path, record, name))
        self.lists_of_ids()

    def lists_of_ids(self) -> None:
        folder = self.folder
        for line, source in self.rows("sources.csv", folder.sources):
            for case in source.cases:
                self.known("case", case, "sources.csv", line, "cases")
            if len(set(source.cases)) < len(source.cases):
                self.fault("sources.csv", line, gettext_noop("A case stands there twice."), "cases")
        guides = {version.guide for version in folder.guides.values()}
        for path, records in (("fieldwork/answers.csv", folder.answers), ("fieldwork/elicits.csv", folder.elicits)):
            for line, row in self.rows(path, records):
                if row.guide not in guides:
                    self.fault(path, line, UNKNOWN, "guide", kind="guide", id=row.guide)
        for line, interview in self.rows("fieldwork/interviews.csv", folder.interviews):
            for kind, name in (("person", "participants"), ("member", "interviewers")):
                for key in getattr(interview, name):
                    self.known(kind, key, "fieldwork/interviews.csv", line, name)
        for line, seen in self.rows("fieldwork/observations.csv", folder.observations):
            for kind, name in (("person", "people"), ("member", "observers")):
                for key in getattr(seen, name):
                    self.known(kind, key, "fieldwork/observations.csv", line, name)
        for line, looked in self.rows("looked.csv", folder.looked):
            if looked.code != "*":
                self.known("code", looked.code, "looked.csv", line, "code")
        for line, summary in self.rows("summaries.csv", folder.summaries):
            kind, _, key = summary.column.partition(":")
            if kind in COLUMNS and key:
                self.known(kind, key, "summaries.csv", line, "column")
            else:
                self.fault("summaries.csv", line, gettext_noop("A column is case:ID, source:ID or person:ID."), "column")
            for coding in summary.codings:
                self.known("coding", coding, "summaries.csv", line, "codings")

    def uniqueness(self) -> None:
        folder = self.folder
        for kind, things in self.things.items():
            self.once(HOME[kind], things, lambda thing: thing.id, gettext_noop("The id “%(key)s” stands there twice."))
        twice = gettext_noop("The same stands there already (%(key)s).")
        self.once("attributes.csv", folder.values, lambda v: (v.case, v.attribute, str(v.date or "")), twice)
        self.once("codings.csv", folder.codings, lambda c: (c.text, c.start, c.end, c.code, c.coder, c.round), twice)
        self.once("looked.csv", folder.looked, lambda row: (row.text, row.code, row.coder, row.round), twice)
        self.once("summaries.csv", folder.summaries, lambda s: (s.code, s.column), twice)
        self.once("fieldwork/answers.csv", folder.answers, lambda row: (row.text, row.start, row.end, row.guide, row.question), twice)
        self.once("fieldwork/elicits.csv", folder.elicits, lambda row: (row.code, row.guide, row.question), twice)
        self.once("fieldwork/skipped.csv", folder.skipped, lambda row: (row.interview, row.question), twice)
        self.once("fieldwork/consents.csv", folder.consents, lambda row: (row.person, row.scope), twice)
        self.once("fieldwork/checked-quotations.csv", folder.checked, lambda row: (row.check, row.n), twice)
        self.once("fieldwork/dates.csv", folder.dates, lambda row: row.event, twice)
        self.once("fieldwork/traits.csv", folder.traits, lambda trait: (trait.person, trait.name), twice)
        self.once("wordlist.csv", folder.wordlist, lambda word: (word.id,), twice)
        self.once("wordlist.csv", folder.wordlist, lambda word: (word.sha256,), twice)
        self.once("name-decisions.csv", folder.name_decisions, lambda row: (row.text, row.start, row.end), twice)
        self.once("codebook.toml", folder.versions, lambda v: (v.number,), gettext_noop("Version %(key)s stands there twice."))

    def once(self, path: str, records: Iterable, key: Callable, why: str) -> None:
        seen = set()
        for line, record in self.rows(path, records):
            found = key(record)
            if found in seen:
                shown = found if isinstance(found, str) else ", ".join(str(part) for part in found)
                self.fault(path, line, why, key=shown)
            seen.add(found)

    def trees(self) -> None:
        """Note parents that lead back to their own child."""
        for kind in ("case", "code", "question", "text"):
            parents = {thing.id: thing.parent for thing in self.things[kind]}
            for line, thing in self.rows(HOME[kind], self.things[kind]):
                if leads_back(thing.id, parents):
                    self.fault(
                        HOME[kind], line, gettext_noop("“%(id)s” lies below itself."), where(HOME[kind], thing, "parent"), id=thing.id
                    )
        source_of = {text.id: text.source for text in self.folder.texts}
        for line, text in self.rows("texts.csv", self.folder.texts):
            if text.parent and source_of.get(text.parent, text.source) != text.source:
                self.fault("texts.csv", line, gettext_noop("The text and its parent belong to different sources."), "parent")

    def versions(self) -> None:
        """Note sources of whose texts two would count, or none."""
        counting = current_texts(self.folder.texts)
        seen: dict[str, int] = {text.source: 0 for text in self.folder.texts}
        for line, text in self.rows("texts.csv", self.folder.texts):
            if text.id in counting:
                seen[text.source] += 1
                if seen[text.source] == 2:
                    why = gettext_noop("Two texts of “%(source)s” are said to be the current one.")
                    self.fault("texts.csv", line, why, "current", source=text.source)
        for source, count in seen.items():
            if not count and "texts.csv" not in self.broken:
                why = gettext_noop("No text of “%(source)s” is said to be the current one.")
                self.fault("texts.csv", 0, why, "current", source=source)

    def spans(self) -> None:
        """Hold every passage against its hash. Texts that could not be read have been reported already."""
        for path, records in (
            ("codings.csv", self.folder.codings),
            ("parts.csv", self.folder.parts),
            ("fieldwork/answers.csv", self.folder.answers),
        ):
            for line, row in self.rows(path, records):
                body = self.folder.bodies.get(row.text)
                if body is None:
                    continue
                if not row.start < row.end <= len(body):
                    why = gettext_noop("The passage %(start)s-%(end)s does not lie in the text “%(text)s” of %(length)s characters.")
                    self.fault(path, line, why, start=row.start, end=row.end, text=row.text, length=len(body))
                elif hashlib.sha256(body[row.start : row.end].encode("utf-8")).hexdigest() != row.sha256:
                    self.fault(path, line, gettext_noop("The SHA-256 is not that of the words at this place."), "sha256")

    def turns(self, text: str) -> None:
        """Note turns that overlap, lie outside the text, or leave words out; and marks outside it."""
        path, body = f"texts/{text}.turns.csv", self.folder.bodies.get(text)
        if body is None:
            return
        done, n = 0, 0
        for line, turn in sorted(self.rows(path, self.folder.turns.get(text, ())), key=lambda row: row[1].n):
            self.known("person", turn.person, path, line, "person")
            n += 1
            if turn.n != n:
                self.fault(path, line, gettext_noop("Turns are numbered 1, 2, 3 …; here is %(n)s."), "n", n=turn.n)
                return
            if not done <= turn.head <= turn.start <= turn.end <= len(body):
                self.fault(path, line, gettext_noop("The turn overlaps the one before or does not lie in the text."))
                return
            if not body[done : turn.head].isspace() and turn.head > done:
                self.fault(path, line, gettext_noop("Words before this turn belong to no turn."))
            done = turn.end
        if body[done:].strip() and path not in self.broken:
            self.fault(path, 0, gettext_noop("Words after the last turn belong to no turn."))
        path = f"texts/{text}.marks.csv"
        for line, mark in self.rows(path, self.folder.marks.get(text, ())):
            if mark.at > len(body):
                self.fault(path, line, gettext_noop("The mark does not lie in the text."), "at")

    def memos(self) -> None:
        """Note memos on nothing, and memos that a coding names but that are not on it."""
        targets = {memo.id: memo.target for memo in self.folder.memos}
        for memo in self.folder.memos:
            kind, _, key = memo.target.partition(":")
            if memo.target != "study" and not _TARGET.fullmatch(memo.target):
                self.fault("memos.toml", 0, gettext_noop("A target is “study” or kind:ID, such as case:ID."), f"memo {memo.id}, target")
            elif kind in self.ids:
                self.known(kind, key, "memos.toml", 0, f"memo {memo.id}, target")
        for line, coding in self.rows("codings.csv", self.folder.codings):
            for memo in coding.memo:
                if self.known("memo", memo, "codings.csv", line, "memo") and targets.get(memo, "") not in ("", f"coding:{coding.id}"):
                    self.fault("codings.csv", line, gettext_noop("The memo “%(id)s” is not on this coding."), "memo", id=memo)


def current_texts(texts: Iterable[Text]) -> set[str]:
    """Return the ids of the texts that count: those said to be current which no other version was made from."""
    texts = list(texts)
    replaced = {text.parent for text in texts}
    return {text.id for text in texts if text.current == "yes" and text.id not in replaced}


def where(path: str, record: object, name: str) -> str:
    """Return how a field is named in a fault; entries of a TOML file are named by their id, since they have no line."""
    if not path.endswith(".toml"):
        return name
    kind = type(record).__name__.lower()
    return f"{kind} {getattr(record, 'id', getattr(record, 'number', ''))}, {name}"


def leads_back(start: str, parents: Mapping[str, str]) -> bool:
    seen, at = set(), parents.get(start, "")
    while at and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False
