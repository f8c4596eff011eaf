"""What is left of names anywhere in a study: in texts, memos, summaries, codes, titles, file names, the journal and what would be exported.

Every column of words of every table of the study is looked at, so that a table that comes later is not forgotten.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from belegg.apps.exchange.models import KeptFile
from belegg.apps.exchange.save import FORM
from belegg.apps.sources.finding_names import Knowledge, knowledge, look_through
from belegg.apps.sources.models import Body, Layer, Source, Text
from belegg.apps.study.models import Case, JournalEntry, JournalPayload, Keyed, Member, Study
from belegg.apps.study.rules import check_may
from belegg.method.names import CERTAIN, LIKELY, Finding

AROUND = 40
# Tables looked at in a way of their own, or that hold no words of people: names of members are names of those who work on the study.
_APART = {
    "sources.Body", "sources.Text", "sources.Turn", "study.JournalEntry", "study.JournalPayload", "study.JournalHead", "study.Step",
    "study.Member", "study.User", "exchange.KeptFile",
}  # fmt: skip
# Columns that are ids, states and fingerprints, not words.
_NO_WORDS = {
    "key",
    "sha256",
    "original",
    "suffix",
    "layer",
    "language",
    "colour",
    "kind",
    "state",
    "type",
    "rule",
    "use",
    "column",
    "target",
}


class Leftover(NamedTuple):
    """Words that may give somebody away. `kind` says what they stand in, `thing` which one ("memo:m-3"), `field` in which part of it."""

    kind: str
    thing: str
    field: str
    title: str
    start: int
    end: int
    words: str
    before: str
    after: str
    rule: str
    certainty: str


class Place(NamedTuple):
    """Some words of the study that are looked through."""

    kind: str
    thing: str
    field: str
    title: str
    words: str


def leftovers(study: Study, *, by: Member, everything: bool = False) -> Iterator[Leftover]:
    """Yield what is left, place by place; `everything` adds what is uncertain and capital words nobody knows.

    Names of people are looked for only by who may see identities (`finding_names.Knowledge.blind`).
    """
    check_may(by, "edit")
    knows = knowledge(study, by)
    for place in places(study):
        for finding in findings(place.words, knows, everything):
            yield leftover(place, finding)


def findings(words: str, knows: Knowledge, everything: bool) -> list[Finding]:
    found = look_through(words, knows, guess=everything)
    return found if everything else [one for one in found if one.certainty in (CERTAIN, LIKELY)]


def leftover(place: Place, one: Finding) -> Leftover:
    words = place.words
    return Leftover(
        place.kind, place.thing, place.field, place.title, one.start, one.end, words[one.start : one.end],
        words[max(0, one.start - AROUND) : one.start], words[one.end : one.end + AROUND], one.rule, one.certainty,
    )  # fmt: skip


def places(study: Study, *, with_texts: bool = True, with_journal: bool = True) -> Iterator[Place]:
    """Yield all words of a study. Case names are left out where readers may know the organisation (`finding_names.of_places`)."""
    if with_texts:
        yield from in_texts(study)
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if model.__module__.startswith("belegg.") and model._meta.label not in _APART:
            yield from in_rows(model, study)
    yield from in_files(study)
    if with_journal:
        yield from in_journal(study)


def in_texts(study: Study) -> Iterator[Place]:
    """Yield the texts in use; of those before them only that they are kept, for they are what was pseudonymised."""
    for text in Text.objects.filter(study=study, current=True).select_related("source").order_by("pk"):
        body = Body.objects.values_list("text", flat=True).get(pk=text.body_id)
        yield Place("text", f"text:{text.key}", "words", text.source.title, body)


def in_rows(model: Any, study: Study) -> Iterator[Place]:
    names = [field.name for field in model._meta.concrete_fields if has_words(field)]
    rows = rows_of(model, study)
    if not names or rows is None:
        return
    kind = model._meta.model_name
    for row in rows.only("pk", *names, *(["key"] if issubclass(model, Keyed) else [])).order_by("pk"):
        thing = f"{kind}:{row.key if isinstance(row, Keyed | Study) else row.pk}"
        for name in names:
            if words := as_words(getattr(row, name)):
                yield Place(kind, thing, name, called(row) or thing, words)


def called(row: Any) -> str:
    """Return what a row is called by people: its title or name, else its id."""
    for name in ("title", "name", "pseudonym", "path", "key"):
        if said := getattr(row, name, ""):
            return str(said)[:80]
    return ""


def has_words(field: models.Field) -> bool:
    textual = isinstance(field, models.CharField | models.TextField | models.JSONField) and not isinstance(field, models.SlugField)
    return textual and not field.choices and field.name not in _NO_WORDS


def rows_of(model: Any, study: Study) -> Any:
    """Return the rows of a study in a table; None where the table belongs to no study."""
    if model is Study:
        return Study.objects.filter(pk=study.pk)
    if model is Case:
        return Case.objects.filter(study=study)
    fields = {field.name: field for field in model._meta.concrete_fields if field.is_relation}
    if "study" in fields:
        return model._default_manager.filter(study=study)
    for name, field in fields.items():
        if any(other.name == "study" for other in field.related_model._meta.concrete_fields):
            return model._default_manager.filter(**{f"{name}__study": study})
    return None


def as_words(value: object) -> str:
    """Return a value as words; an underscore parts words here, as it does in file names."""
    if isinstance(value, str):
        return value.replace("_", " ")
    return json.dumps(value, ensure_ascii=False).replace("_", " ") if value else ""


def in_files(study: Study) -> Iterator[Place]:
    """Yield the names and words of files that are kept as they came and would be exported so."""
    for kept in KeptFile.objects.filter(study=study).order_by("pk"):
        path = kept.path.removeprefix(FORM)
        yield Place("file", f"keptfile:{kept.pk}", "path", path, path.replace("_", " ").replace("/", " / "))
        data = bytes(kept.data)
        if b"\x00" not in data[:4096]:
            yield Place("file", f"keptfile:{kept.pk}", "data", path, data.decode("utf-8", "replace"))


def in_journal(study: Study) -> Iterator[Place]:
    """Yield what the entries of the journal keep: facts, reasons, and the rows before and after."""
    entries = JournalEntry.objects.filter(study=study).order_by("number").values_list("pk", "number")
    for pk, number in entries.iterator(chunk_size=500):
        payload = JournalPayload.objects.filter(pk=pk).first()
        if payload is None:
            continue
        title = f"#{number}"
        yield Place("journal", f"journal:{number}", "facts", title, spoken(json.loads(bytes(payload.facts))))
        yield Place("journal", f"journal:{number}", "tables", title, spoken(json.loads(zlib.decompress(bytes(payload.tables)))))


def spoken(value: object) -> str:
    """Return the strings in a value of JSON, one a line; keys of tables and long fingerprints are no words."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if not (len(one) >= 32 and " " not in one):
                found.append(one)
        elif isinstance(one, dict):
            waiting += [inner for name, inner in one.items() if name != "columns"]
        elif isinstance(one, list):
            waiting += one
    return "\n".join(reversed(found))


class KeptVersion(NamedTuple):
    """A text that is pseudonymised, whose words as they were said are still kept: earlier versions, and the imported file."""

    text: str
    source: str
    title: str
    earlier: int
    original: bool


def kept_versions(study: Study) -> list[KeptVersion]:
    """Return the pseudonymised texts that are not sealed: what was replaced in them is still in the store."""
    found = []
    for text in Text.objects.filter(study=study, current=True, layer=Layer.PSEUDONYMISED, sealed__isnull=True).select_related("source"):
        source: Source = text.source
        earlier = Text.objects.filter(source=source).exclude(pk=text.pk).exclude(layer=Layer.PSEUDONYMISED).count()
        if earlier or source.original:
            found.append(KeptVersion(text.key, source.key, source.title, earlier, bool(source.original)))
    return found
