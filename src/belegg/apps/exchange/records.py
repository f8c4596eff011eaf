"""Rows of a study -> records of a study folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from belegg.apps.analysis.models import QuotationCheck, Summary
from belegg.apps.coding.models import Code, CodebookVersion, Coding, Looked, Round
from belegg.apps.exchange.checks import check_parts
from belegg.apps.exchange.documents import document_parts
from belegg.apps.exchange.fieldwork import (
    answer_parts,
    certificate_parts,
    consent_parts,
    contact_parts,
    guide_records,
    interview_parts,
    promise_parts,
)
from belegg.apps.exchange.models import Certificate
from belegg.apps.exchange.naming import name_parts
from belegg.apps.exchange.observations import observation_parts
from belegg.apps.exchange.recordings import named_in as recordings_named_in
from belegg.apps.exchange.recordings import recording_parts
from belegg.apps.fieldwork.models import Interviewer, Observer, Skipped
from belegg.apps.privacy.models import Person, Promise, Proof
from belegg.apps.sources import media
from belegg.apps.sources.models import Answer, Body, Mark, NameDecision, Part, Replacement, Source, SourceCase, Text, Turn
from belegg.apps.study.models import Attribute, AttributeValue, Case, Member, Memo, Question, Study
from belegg.formats.folder import Folder, records
from belegg.method.natural import natural


def folder_of(study: Study) -> Folder:
    """Return the study as records. Bodies and turns are read from the database when they are asked for, one text at a time."""
    texts = list(Text.objects.filter(study=study).select_related("source", "parent", "by"))
    keys = {text.key: text for text in texts}
    return Folder(
        study=records.Study(
            study.key, study.title, study.invented, study.language, tuple(study.languages), study.stance, study.about, study.design
        ),
        sources=sources_of(study),
        texts=tuple(text_record(text) for text in texts),
        bodies=PerText(keys, lambda text: Body.objects.values_list("text", flat=True).get(pk=text.body_id)),
        turns=PerText(keys, turns_of),
        guides=guide_records(study),
        marks=PerText(keys, lambda text: tuple(records.Mark(m.kind, m.at, m.label) for m in Mark.objects.filter(text=text))),
        parts=tuple(
            records.Part(p.text.key, p.start, p.end, p.sha256, p.case.key)
            for p in Part.objects.filter(study=study).select_related("text", "case")
        ),
        people=tuple(
            records.Person(p.key, p.pseudonym, p.role, p.rank, p.unit, p.case.key if p.case else "")
            for p in Person.objects.filter(study=study).select_related("case")
        ),
        **study_parts(study),
        **coding_parts(study),
        **name_parts(study),
        **promise_parts(study),
        **certificate_parts(study),
        **interview_parts(study),
        **answer_parts(study),
        **consent_parts(study),
        **contact_parts(study),
        **check_parts(study),
        **document_parts(study),
        **observation_parts(study),
        **recording_parts(study),
    )


def text_record(text: Text) -> records.Text:
    parent, by = (thing.key if thing else "" for thing in (text.parent, text.by))
    current = "yes" if text.current else "no"
    return records.Text(
        text.key, text.source.key, text.layer, parent, text.body_id, text.language, current, text.made, by, text.why, text.sealed
    )


class PerText(Mapping):
    """Something of each text by its id, read when asked for: all bodies of a national study do not fit into memory at once."""

    def __init__(self, texts: dict[str, Text], find) -> None:
        self.texts, self.find = texts, find

    def __getitem__(self, key: str):
        return self.find(self.texts[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def turns_of(text: Text) -> tuple[records.Turn, ...]:
    rows = Turn.objects.filter(text=text).order_by("n").values_list(
        "n", "head", "start", "end", "speaker", "role", "person__key", "time_start", "time_end"
    )  # fmt: skip
    return tuple(records.Turn(*row[:6], row[6] or "", *row[7:]) for row in rows)


def sources_of(study: Study) -> tuple[records.Source, ...]:
    cases: dict[int, list[str]] = {}
    for source, case in SourceCase.objects.filter(source__study=study).order_by("pk").values_list("source_id", "case__key"):
        cases.setdefault(source, []).append(case)
    return tuple(
        records.Source(
            s.key,
            s.kind,
            s.title,
            s.date,
            s.language,
            tuple(cases.get(s.pk, ())),
            original_name(s),
            s.note,
            s.interview.key if s.interview else "",
            s.observation.key if s.observation else "",
        )
        for s in Source.objects.filter(study=study).select_related("interview", "observation")
    )


def original_name(source: Source) -> str:
    """Return originals/ID.ext, "" where the imported bytes are not in the store (a row may not promise a file that is not there)."""
    if not source.original or not media.path_of(source.original).exists():
        return ""
    return f"originals/{source.key}{source.suffix}"


def in_position(model, study: Study):
    return model.objects.filter(study=study).select_related("parent").order_by("position", "pk")


def study_parts(study: Study) -> dict[str, tuple]:
    members = saved_members(study)
    return {
        "questions": tuple(
            records.Question(q.key, q.parent.key if q.parent else "", q.text, q.declared) for q in in_position(Question, study)
        ),
        "attributes": tuple(
            records.Attribute(a.key, a.name, a.type, tuple(a.choices), a.unit)
            for a in Attribute.objects.filter(study=study).order_by("position", "pk")
        ),
        "cases": tuple(records.Case(c.key, c.name, c.kind, c.parent.key if c.parent else "", c.note) for c in in_position(Case, study)),
        "values": tuple(
            records.Value(v.case.key, v.attribute.key, v.value, v.source, v.date)
            for v in AttributeValue.objects.filter(study=study).select_related("case", "attribute")
        ),
        "members": tuple(records.Member(m.key, m.name) for m in members),
        "memos": tuple(
            records.Memo(m.key, m.kind, m.target, m.by.key, m.time, m.title, m.text)
            for m in Memo.objects.filter(study=study).select_related("by")
        ),
    }


def saved_members(study: Study) -> list[Member]:
    """Return the members that belong to the study's record: whoever is named in it, and whoever has no account.

    Members without an account came from a study folder (or their account is gone). One with an account who has written nothing is a matter
    of this store, not of the study.
    """
    named: set[int] = set()
    for model, field in (
        (Coding, "coder"),
        (Looked, "coder"),
        (Memo, "by"),
        (Promise, "owner"),
        (Proof, "by"),
        (Certificate, "by"),
        (Summary, "by"),
        (CodebookVersion, "by"),
        (Replacement, "by"),
        (NameDecision, "by"),
        (Text, "by"),
        (Answer, "by"),
        (QuotationCheck, "by"),
    ):
        named |= set(model.objects.filter(study=study).values_list(field, flat=True).distinct())
    named |= set(Interviewer.objects.filter(interview__study=study).values_list("member", flat=True).distinct())
    named |= recordings_named_in(study)
    named |= set(Observer.objects.filter(observation__study=study).values_list("member", flat=True).distinct())
    named |= set(Skipped.objects.filter(interview__study=study).values_list("by", flat=True).distinct())
    return [member for member in Member.objects.filter(study=study) if member.user_id is None or member.pk in named]


def coding_parts(study: Study) -> dict[str, tuple]:
    memos: dict[str, list[str]] = {}
    for key, target in Memo.objects.filter(study=study, target__startswith="coding:").values_list("key", "target"):
        memos.setdefault(target.removeprefix("coding:"), []).append(key)
    codings = tuple(codings_of(study, memos))
    keys = {coding.id for coding in codings}
    return {
        "codes": tuple(
            records.Code(
                c.key, c.name, c.parent.key if c.parent else "", c.colour, c.origin, c.source, c.definition, c.include, c.exclude, c.example
            )
            for c in in_position(Code, study)
        ),
        "versions": tuple(
            records.Version(v.number, v.date, v.by.key, v.reason, tuple(code_record(code) for code in v.codes))
            for v in CodebookVersion.objects.filter(study=study).select_related("by")
        ),
        "rounds": tuple(records.Round(r.key, r.name, r.description) for r in Round.objects.filter(study=study).order_by("position", "pk")),
        "codings": codings,
        "looked": tuple(
            records.Looked(k.text.key, k.code.key if k.code else "*", k.coder.key, k.round.key, k.date, k.state)
            for k in Looked.objects.filter(study=study).select_related("text", "code", "coder", "round")
        ),
        "summaries": tuple(
            records.Summary(s.code.key, s.column, s.text, s.by.key, s.time, tuple(key for key in s.codings if key in keys))
            for s in Summary.objects.filter(study=study).select_related("code", "by")
        ),
    }


def codings_of(study: Study, memos: dict[str, list[str]]) -> Iterator[records.Coding]:
    """Yield the codings; the ids they point at are looked up in small maps instead of joined a million times."""
    texts, codes, members, rounds = (
        dict(model.objects.filter(study=study).values_list("pk", "key")) for model in (Text, Code, Member, Round)
    )
    rows = Coding.objects.filter(study=study).values_list(
        "key", "text_id", "start", "end", "sha256", "code_id", "coder_id", "round_id", "time"
    )
    for key, text, start, end, sha256, code, coder, round_, time in rows.iterator(chunk_size=5000):
        on_it = tuple(sorted(memos.get(key, ()), key=natural))
        yield records.Coding(key, texts[text], start, end, sha256, codes[code], members[coder], rounds[round_], time, on_it)


def code_record(code: Mapping) -> records.Code:
    """Return a code of a codebook version. Fields a version was written without are empty."""
    said = {name: code.get(name) or "" for name in records.Code.__slots__}
    return records.Code(**{**said, "id": code.get("id") or code.get("key") or "", "origin": said["origin"] or "inductive"})
