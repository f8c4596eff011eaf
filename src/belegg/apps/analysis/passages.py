"""The words of codings, ready to be read: who speaks in them, what stands around them, and how they are cited.

What is shown are words only. A passage over several turns holds the labels of their speakers ("Informant 1 [00:00:31]: "); these become a
change of speaker. The hash is that of the passage as it stands in the text, labels included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext as _

from belegg.apps.analysis.facts import facts_of
from belegg.apps.analysis.ground import CaseRow, CodeRow, Ground, PersonRow, SourceRow, ground_of
from belegg.apps.analysis.selection import places_of
from belegg.apps.coding.models import Coding
from belegg.apps.sources.models import Layer, Mark, SourceKind, SpeakerRole, Text, Turn
from belegg.apps.sources.search import bodies_of
from belegg.apps.study.models import Study
from belegg.apps.study.rows import chunks
from belegg.method.recording_times import format_time

# Characters of context on either side, and how few there must be before the turn beside it is shown too.
AROUND = 180
FEW = 40
AT_ONCE = 400


class Said(NamedTuple):
    """Words of one turn. `speaker` is a pseudonym or, where nobody is known, the turn's label."""

    n: int
    speaker: str
    role: str
    words: str


class Line(NamedTuple):
    """One turn as it is shown: `pieces` are (words, whether they are quoted)."""

    n: int
    speaker: str
    role: str
    pieces: list[tuple[str, bool]]


class TurnRow(NamedTuple):
    n: int
    start: int
    end: int
    speaker: str
    role: str
    person: int | None
    time_start: int | None


class CodingRow(NamedTuple):
    pk: int
    key: str
    text: int
    start: int
    end: int
    sha256: str
    code: int
    coder: int
    round: int
    time: datetime
    turn_first: int
    turn_last: int


@dataclass(frozen=True)
class Quotation:
    """A coding with its words. `speaker` is who is heard; if that is not one known person, `candidates` are those it may be."""

    key: str
    text: str
    language: str
    layer: str
    start: int
    end: int
    sha256: str
    source: SourceRow
    code: CodeRow
    coder: tuple[str, str]
    round: tuple[str, str]
    coded: datetime
    cases: list[CaseRow]
    said: list[Said]
    before: list[Said]
    after: list[Said]
    speaker: PersonRow | None
    candidates: list[PersonRow]
    at: int | None
    page: str

    @property
    def is_publishable(self) -> bool:
        """Tell whether names have been replaced in the version these words are from; documents are published as they are."""
        return self.layer == Layer.PSEUDONYMISED or self.source.kind == SourceKind.DOCUMENT

    @property
    def words(self) -> str:
        return "\n".join(piece.words for piece in self.said)

    @property
    def voices(self) -> list[str]:
        """Return the words turn by turn; where more than one speaks, each turn begins with who it is."""
        several = len({piece.speaker for piece in self.said}) > 1
        return [f"{piece.speaker}: {piece.words}" if several and piece.speaker else piece.words for piece in self.said]

    @property
    def spoken(self) -> str:
        return "\n".join(self.voices)

    @property
    def turn(self) -> int | None:
        return self.said[0].n or None if self.said else None

    @property
    def turn_last(self) -> int | None:
        return self.said[-1].n or None if self.said else None

    @property
    def time(self) -> str:
        """Return when it was said in the recording, "00:04:10", or ""."""
        return "" if self.at is None else format_time(self.at // 1000 * 1000)

    @property
    def who(self) -> str:
        """Return who is heard, in words."""
        return self.speaker.name if self.speaker else ", ".join(dict.fromkeys(piece.speaker for piece in self.said if piece.speaker))

    @property
    def lines(self) -> list[Line]:
        """Return the quotation with what is around it, turn by turn."""
        lines: list[Line] = []
        for quoted, pieces in ((False, self.before), (True, self.said), (False, self.after)):
            for piece in pieces:
                if not lines or lines[-1].n != piece.n:
                    lines.append(Line(piece.n, piece.speaker, piece.role, []))
                lines[-1].pieces.append((piece.words, quoted))
        return lines

    @cached_property
    def citation(self) -> str:
        """Return "Interview 3, turns 12–14, 00:04:10": what finds the passage again."""
        return cited(self.source.title, self.turn, self.turn_last, time=self.time, page=self.page)

    @property
    def to_copy(self) -> str:
        """Return words and citation as they are put into a text."""
        words = " / ".join(" ".join(turn.split()) for turn in self.voices)
        return f"“{words}” ({', '.join(part for part in (self.who, self.citation) if part)})"


def cited(title: str, turn: int | None, turn_last: int | None = None, *, time: str = "", page: str = "") -> str:
    parts = [title]
    if page:
        parts.append(_("p. %(page)s") % {"page": page})
    if turn and turn_last and turn != turn_last:
        parts.append(_("turns %(first)s–%(last)s") % {"first": turn, "last": turn_last})
    elif turn:
        parts.append(_("turn %(turn)s") % {"turn": turn})
    return ", ".join([*parts, time] if time else parts)


def quotations_of(study: Study, ids: Iterable[int]) -> Iterator[Quotation]:
    """Yield the codings with these ids, in their order; the number of queries does not depend on how many a page shows."""
    ground = ground_of(study)
    cases = cases_of(study, ground)
    for part in chunks([int(pk) for pk in ids], AT_ONCE):
        rows = {
            row.pk: row for row in (CodingRow(*values) for values in Coding.objects.filter(study=study, pk__in=part).values_list(*COLUMNS))
        }
        reader = Reader(study, ground, [rows[pk] for pk in part if pk in rows])
        yield from (reader.quotation(rows[pk], cases(pk)) for pk in part if pk in rows)


COLUMNS = [{"text": "text_id", "code": "code_id", "coder": "coder_id", "round": "round_id"}.get(name, name) for name in CodingRow._fields]


def cases_of(study: Study, ground: Ground) -> Callable[[int], list[CaseRow]]:
    """Return a function from the id of a coding to its cases; a part of a source may belong to another case than the source."""
    facts = facts_of(study)
    places = places_of(ground, facts)
    known = {case.pk: case for case in ground.cases}

    def cases(pk: int) -> list[CaseRow]:
        row = int(facts.rows_of(np.array([pk]))[0])
        return [known[case] for case in places.cases[places.of[row]]] if row >= 0 else []

    return cases


class Reader:
    """Texts, turns and page numbers for some codings, read at once."""

    def __init__(self, study: Study, ground: Ground, rows: Sequence[CodingRow]) -> None:
        self.ground = ground
        texts = {row.text for row in rows}
        self.texts = {pk: rest for pk, *rest in Text.objects.filter(pk__in=texts).values_list("pk", "key", "body_id", "language", "layer")}
        self.bodies = bodies_of({sha for _, sha, *_ in self.texts.values()})
        self.turns = turns_around(rows)
        self.pages: dict[int, tuple[list[int], list[str]]] = {}
        for text, at, label in (
            Mark.objects.filter(text__in=texts, kind="page").order_by("text_id", "at").values_list("text_id", "at", "label")
        ):
            places, labels = self.pages.setdefault(text, ([], []))
            places.append(at)
            labels.append(label)
        self.sources = {source.pk: source for source in ground.sources}
        self.codes = {code.pk: code for code in ground.codes}
        self.people = {person.pk: person for person in ground.people}
        self.members = {pk: (key, name) for pk, key, name in ground.members}
        self.rounds = {pk: (key, name) for pk, key, name in ground.rounds}

    def quotation(self, row: CodingRow, cases: list[CaseRow]) -> Quotation:
        key, sha, language, layer = self.texts[row.text]
        body, turns = self.bodies[sha], self.turns.get(row.text, {})
        inside = [
            turn
            for n in range(row.turn_first, row.turn_last + 1)
            if n and (turn := turns.get(n)) and said_in(body, turn, row.start, row.end)
        ]
        said = [self.said(turn, body[max(row.start, turn.start) : min(row.end, turn.end)]) for turn in inside]
        if not row.turn_first:
            said = [Said(0, "", "", body[row.start : row.end])]
        speaker, candidates = self.heard(row.text, inside)
        return Quotation(
            key=row.key,
            text=key,
            language=language or self.ground.study.language,
            layer=layer,
            start=row.start,
            end=row.end,
            sha256=row.sha256,
            source=self.sources[self.ground.source_of[row.text]],
            code=self.codes[row.code],
            coder=self.members[row.coder],
            round=self.rounds[row.round],
            coded=row.time,
            cases=cases,
            said=said,
            before=self.before(body, row, inside, turns),
            after=self.after(body, row, inside, turns),
            speaker=speaker,
            candidates=candidates,
            at=next((turn.time_start for turn in inside if turn.time_start is not None), None),
            page=self.page(row),
        )

    def said(self, turn: TurnRow, words: str) -> Said:
        person = self.people.get(turn.person or 0)
        return Said(turn.n, person.name if person else turn.speaker, turn.role, words)

    def heard(self, text: int, turns: list[TurnRow]) -> tuple[PersonRow | None, list[PersonRow]]:
        """Return (the one who is heard, those it may be). An informant's turn that nobody is named for may be anyone's who speaks in the text."""
        persons = dict.fromkeys(turn.person for turn in turns if turn.person and turn.role != SpeakerRole.INTERVIEWER)
        if any(turn.role == SpeakerRole.INFORMANT and not turn.person for turn in turns):
            in_text = [person.pk for person in self.ground.people if (text, person.pk) in self.ground.heard]
            persons = dict.fromkeys([*persons, *in_text])
        elif len(persons) == 1:
            return self.people.get(next(iter(persons)) or 0), []
        return None, [self.people[pk] for pk in persons if pk in self.people]

    def before(self, body: str, row: CodingRow, inside: list[TurnRow], turns: dict[int, TurnRow]) -> list[Said]:
        first = inside[0] if inside else None
        begin = first.start if first else 0
        here = tail(body[begin : max(begin, row.start)])
        pieces = [self.said(first, here) if first else Said(0, "", "", here)] if here else []
        if (
            len(here) < FEW
            and (turn := turns.get((first.n if first else row.turn_first) - 1))
            and (words := tail(body[turn.start : turn.end]))
        ):
            pieces.insert(0, self.said(turn, words))
        return pieces

    def after(self, body: str, row: CodingRow, inside: list[TurnRow], turns: dict[int, TurnRow]) -> list[Said]:
        last = inside[-1] if inside else None
        end = last.end if last else (len(body) if not row.turn_first else row.end)
        here = head(body[min(end, row.end) : end])
        pieces = [self.said(last, here) if last else Said(0, "", "", here)] if here else []
        if (
            len(here) < FEW
            and (turn := turns.get((last.n if last else row.turn_last) + 1))
            and (words := head(body[turn.start : turn.end]))
        ):
            pieces.append(self.said(turn, words))
        return pieces

    def page(self, row: CodingRow) -> str:
        places, labels = self.pages.get(row.text, ([], []))
        at = bisect_right(places, row.start)
        return labels[at - 1] if at else ""


def turns_around(rows: Iterable[CodingRow]) -> dict[int, dict[int, TurnRow]]:
    """Return text -> n -> turn for the turns of these codings and the one before and after each, in one query."""
    bounds: dict[int, tuple[int, int]] = {}
    for row in rows:
        if row.turn_first:
            low, high = bounds.get(row.text, (row.turn_first, row.turn_last))
            bounds[row.text] = (min(low, row.turn_first), max(high, row.turn_last))
    if not bounds:
        return {}
    wanted = Q()
    for text, (low, high) in bounds.items():
        wanted |= Q(text=text, n__range=(low - 1, high + 1))
    found: dict[int, dict[int, TurnRow]] = {}
    columns = ("text_id", "n", "start", "end", "speaker", "role", "person_id", "time_start")
    for text, *values in Turn.objects.filter(wanted).values_list(*columns):
        found.setdefault(text, {})[values[0]] = TurnRow(*values)
    return found


def said_in(body: str, turn: TurnRow, start: int, end: int) -> bool:
    """Tell whether a passage holds words of a turn, and not only its label or the white space after it."""
    return bool(body[max(start, turn.start) : min(end, turn.end)].strip()) if start < turn.end and turn.start < end else False


def tail(words: str) -> str:
    """Return the last words in one line, with the space before what follows them."""
    line = " ".join(words[-2 * AROUND :].split())
    if not line:
        return ""
    space = " " if words[-1].isspace() else ""
    if len(words) <= 2 * AROUND and len(line) <= AROUND:
        return line + space
    return "… " + line[-AROUND:].partition(" ")[2] + space


def head(words: str) -> str:
    """Return the first words in one line, with the space after what they follow."""
    line = " ".join(words[: 2 * AROUND].split())
    if not line:
        return ""
    space = " " if words[0].isspace() else ""
    if len(words) <= 2 * AROUND and len(line) <= AROUND:
        return space + line
    return space + line[:AROUND].rpartition(" ")[0] + " …"
