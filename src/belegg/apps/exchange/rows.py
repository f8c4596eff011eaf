"""Records of a study folder -> rows, inside one act. Called by load; the records have been checked before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from belegg.apps.analysis.models import Summary
from belegg.apps.coding.derive import Passages
from belegg.apps.coding.models import Code, CodebookVersion, Coding, Looked, Round, Voice
from belegg.apps.exchange.checks import write_checks
from belegg.apps.exchange.documents import write_documents
from belegg.apps.exchange.fieldwork import (
    write_answers,
    write_certificates,
    write_consents,
    write_contacts,
    write_guides,
    write_interviews,
    write_promises,
)
from belegg.apps.exchange.naming import write_names
from belegg.apps.exchange.observations import write_observations
from belegg.apps.exchange.recordings import Sound, no_sound, write_recordings
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Body, Mark, Part, Source, SourceCase, Text, Turn
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Attribute, AttributeValue, Case, Member, Memo, Question, Study
from belegg.formats.folder import Folder
from belegg.formats.folder.cells import suffix_of
from belegg.formats.folder.checks import current_texts
from belegg.formats.folder.tables import in_tree_order


class Rows:
    """Writes the rows of a folder into a new study, and keeps each by its id for those that point at it."""

    def __init__(self, study: Study, folder: Folder, doing: Act, originals: Mapping[str, str], sound: Sound = no_sound) -> None:
        self.sound = sound
        self.study, self.folder, self.doing, self.originals = study, folder, doing, originals

    def write(self) -> None:
        self.study_rows()
        self.guide_versions = write_guides(self)
        write_promises(self)
        write_consents(self)
        self.observations = write_observations(self)
        write_contacts(self)
        write_certificates(self)
        self.interviews = write_interviews(self)
        write_recordings(self, self.sound)
        self.code_rows()
        self.source_rows()
        self.coding_rows()
        self.summary_rows()
        write_answers(self)
        write_checks(self)
        write_documents(self)
        write_names(self)

    def create(self, things: Iterable) -> dict[str, Any]:
        """Write rows and return {id: row}."""
        made: list[Any] = list(self.doing.create_many(things))
        return {thing.key: thing for thing in made}

    def create_tree(self, records: Iterable, row: Callable) -> dict:
        """Write rows that point at a parent among themselves, one depth at a time."""
        done: dict[str, Any] = {}
        waiting = list(enumerate(records))
        while waiting:
            ready = [(at, record) for at, record in waiting if not record.parent or record.parent in done]
            done |= self.create(row(record, done.get(record.parent), at) for at, record in ready)
            waiting = [(at, record) for at, record in waiting if record.id not in done]
        return done

    def study_rows(self) -> None:
        folder, study = self.folder, self.study
        self.create_tree(
            in_tree_order(folder.questions),
            lambda q, parent, at: Question(study=study, key=q.id, parent=parent, text=q.text, declared=q.declared, position=at),
        )
        attributes = self.create(
            Attribute(study=study, key=a.id, name=a.name, type=a.type, choices=list(a.choices), unit=a.unit, position=at)
            for at, a in enumerate(folder.attributes)
        )
        self.cases = cases = self.create_tree(
            in_tree_order(folder.cases),
            lambda c, parent, at: Case(study=study, key=c.id, parent=parent, name=c.name, kind=c.kind, note=c.note, position=at),
        )
        self.doing.create_many(
            AttributeValue(study=study, case=cases[v.case], attribute=attributes[v.attribute], value=v.value, source=v.source, date=v.date)
            for v in folder.values
        )
        self.members = self.create(Member(study=study, key=m.id, name=m.name) for m in folder.members)
        self.people = self.create(
            Person(study=study, key=p.id, pseudonym=p.pseudonym, role=p.role, rank=p.rank, unit=p.unit, case=cases.get(p.case))
            for p in folder.people
        )
        self.doing.create_many(
            Memo(study=study, key=m.id, kind=m.kind, target=m.target, by=self.members[m.by], time=m.time, title=m.title, text=m.text)
            for m in folder.memos
        )

    def code_rows(self) -> None:
        folder, study = self.folder, self.study
        self.codes = self.create_tree(
            in_tree_order(folder.codes),
            lambda c, parent, at: Code(
                study=study, key=c.id, parent=parent, name=c.name, colour=c.colour, origin=c.origin, source=c.source,
                definition=c.definition, include=c.include, exclude=c.exclude, example=c.example, position=at,
            ),
        )  # fmt: skip
        self.doing.create_many(
            CodebookVersion(
                study=study, number=v.number, date=v.date, by=self.members[v.by], reason=v.reason, codes=[asdict(code) for code in v.codes]
            )
            for v in folder.versions
        )
        self.rounds = self.create(
            Round(study=study, key=r.id, name=r.name, description=r.description, position=at) for at, r in enumerate(folder.rounds)
        )

    def source_rows(self) -> None:
        folder, study, now = self.folder, self.study, timezone.now()
        self.sources = sources = self.create(
            Source(
                study=study, key=s.id, kind=s.kind, title=s.title, date=s.date, language=s.language, note=s.note, created=now, interview=self.interviews.get(s.interview),
                observation=self.observations.get(s.observation),
                original=self.originals.get(s.id, ""), suffix=suffix_of(s.original),
            )
            for s in folder.sources
        )  # fmt: skip
        self.doing.create_many(SourceCase(source=sources[s.id], case=self.cases[case]) for s in folder.sources for case in s.cases)
        # Bodies are not part of the act: written once, never changed; undoing the load leaves them, so that redo finds them.
        bodies = {text.sha256: Body(sha256=text.sha256, text=folder.bodies[text.id]) for text in folder.texts}
        Body.objects.bulk_create(bodies.values(), batch_size=50, ignore_conflicts=True)
        counting = current_texts(folder.texts)
        self.texts = self.create_tree(
            folder.texts,
            lambda t, parent, at: Text(
                study=study, key=t.id, source=sources[t.source], layer=t.layer, parent=parent, body_id=t.sha256,
                length=len(folder.bodies[t.id]), language=t.language, current=t.id in counting, made=t.made,
                by=self.members.get(t.by), why=t.why, sealed=t.sealed,
            ),
        )  # fmt: skip
        self.turns: dict[str, list[Turn]] = {t.id: [self.turn(t.id, row) for row in folder.turns.get(t.id, ())] for t in folder.texts}
        self.doing.create_many(turn for turns in self.turns.values() for turn in turns)
        self.doing.create_many(
            Mark(text=self.texts[t.id], kind=m.kind, at=m.at, label=m.label) for t in folder.texts for m in folder.marks.get(t.id, ())
        )
        self.doing.create_many(
            Part(study=study, text=self.texts[p.text], start=p.start, end=p.end, sha256=p.sha256, case=self.cases[p.case])
            for p in folder.parts
        )

    def turn(self, text: str, t) -> Turn:
        person = self.people.get(t.person)
        return Turn(
            study=self.study, text=self.texts[text], n=t.n, head=t.head, start=t.start, end=t.end, speaker=t.speaker, role=t.role,
            person=person, time_start=t.time_start, time_end=t.time_end,
        )  # fmt: skip

    def coding_rows(self) -> None:
        folder, study = self.folder, self.study
        passages = {key: Passages(folder.bodies[key], turns) for key, turns in self.turns.items()}
        rows, heard = [], []
        for c in folder.codings:
            facts = passages[c.text].facts(c.start, c.end)
            coding = Coding(
                study=study, key=c.id, text=self.texts[c.text], start=c.start, end=c.end, sha256=c.sha256, code=self.codes[c.code],
                coder=self.members[c.coder], round=self.rounds[c.round], time=c.time, turn_first=facts.turn_first,
                turn_last=facts.turn_last, words=facts.words, informant_words=facts.informant_words,
                speaker_id=facts.persons[0] if facts.persons else None,
            )  # fmt: skip
            rows.append(coding)
            heard += [(coding, person) for person in facts.persons[1:]]
        self.doing.create_many(rows)
        self.doing.create_many(Voice(coding=coding, person_id=person) for coding, person in heard)
        self.doing.create_many(
            Looked(
                study=study, text=self.texts[k.text], code=self.codes.get(k.code), coder=self.members[k.coder], round=self.rounds[k.round],
                date=k.date, state=k.state,
            )
            for k in folder.looked
        )  # fmt: skip

    def summary_rows(self) -> None:
        self.doing.create_many(
            Summary(
                study=self.study, code=self.codes[s.code], column=s.column, text=s.text, by=self.members[s.by], time=s.time,
                codings=list(s.codings),
            )
            for s in self.folder.summaries
        )  # fmt: skip
