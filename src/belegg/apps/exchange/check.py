"""Look for faults in the store: words that are not where they were coded, bytes that are missing, a journal that has been changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection

from belegg.apps.analysis.models import CheckedQuotation, Summary
from belegg.apps.coding.models import Code, Coding, Round
from belegg.apps.exchange.snapshot import snapshot
from belegg.apps.privacy.models import Person
from belegg.apps.recordings.listening import faults_of as recording_faults
from belegg.apps.sources import media
from belegg.apps.sources.models import Answer, Body, Part, Source, Text
from belegg.apps.study import journal
from belegg.apps.study.models import Case, Memo, Study

TARGETS: dict[str, type[Any]] = {
    "case": Case,
    "source": Source,
    "text": Text,
    "code": Code,
    "coding": Coding,
    "person": Person,
    "round": Round,
}


def faults() -> list[dict]:
    """Return what is wrong in the store, as {kind, study, thing, why}; empty when nothing is."""
    with snapshot():
        found = list(database_faults())
        if found:  # what a damaged database says of its rows means nothing
            return found
        found += body_faults()
        for study in Study.objects.order_by("key"):
            found += [fault("journal", study, "journal", why) for why in journal.faults(study)]
            found += passage_faults(study)
            found += original_faults(study)
            found += version_faults(study)
            found += [fault("recording", study, f"recording:{key}", why) for key, why in recording_faults(study)]
            found += orphan_faults(study)
        return found


def fault(kind: str, study: Study | None, thing: str, why: str) -> dict:
    return {"kind": kind, "study": study.key if study else None, "thing": thing, "why": why}


def database_faults() -> Iterator[dict]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for (said,) in cursor.execute("PRAGMA integrity_check").fetchall():
            if said != "ok":
                yield fault("database", None, "database", said)
        for table, row, parent, _ in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield fault("orphan", None, f"{table}:{row}", f"It points at a row of {parent} that is not there.")


def body_faults() -> Iterator[dict]:
    """Texts whose characters are not those their hash names."""
    for sha256, text in Body.objects.values_list("sha256", "text").iterator(chunk_size=50):
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != sha256:
            key = Text.objects.filter(body_id=sha256).values_list("key", flat=True).first()
            yield fault(
                "text",
                None,
                f"text:{key or sha256[:12]}",
                "Its characters have been changed: they don't have the SHA-256 they are kept under.",
            )


def passage_faults(study: Study) -> Iterator[dict]:
    """Codings, parts, answers and checked quotations that do not lie on the words they were put on."""
    for text in Text.objects.filter(study=study).order_by("pk"):
        body = Body.objects.values_list("text", flat=True).get(pk=text.body_id)
        if len(body) != text.length:
            yield fault("text", study, f"text:{text.key}", "Its length is not the one noted.")
        codings = Coding.objects.filter(text=text).values_list("key", "start", "end", "sha256")
        spans: list[Any] = [(f"coding:{key}", *span) for key, *span in codings.iterator(chunk_size=5000)]
        spans += [(f"part:{pk}", *span) for pk, *span in Part.objects.filter(text=text).values_list("pk", "start", "end", "sha256")]
        answers = Answer.objects.filter(text=text).values_list("pk", "start", "end", "sha256")
        spans += [(f"answer:{pk}", *span) for pk, *span in answers]
        checked = CheckedQuotation.objects.filter(text=text).values_list("pk", "start", "end", "sha256")
        spans += [(f"checked:{pk}", *span) for pk, *span in checked]
        for thing, start, end, sha256 in spans:
            if not 0 <= start < end <= len(body) or hashlib.sha256(body[start:end].encode("utf-8")).hexdigest() != sha256:
                yield fault("passage", study, thing, f"The words at {start}-{end} of {text.key} are not those its SHA-256 names.")


def version_faults(study: Study) -> Iterator[dict]:
    """Sources of whose texts none counts, versions made from another source's words, and sealed texts whose way back is still there."""
    texts = list(Text.objects.filter(study=study).select_related("source", "parent").order_by("pk"))
    for source in {text.source for text in texts} - {text.source for text in texts if text.current}:
        yield fault("version", study, f"source:{source.key}", "None of its texts is the current one.")
    for text in texts:
        if text.parent and text.parent.source_id != text.source_id:
            yield fault("version", study, f"text:{text.key}", "It was made from a text of another source.")
        if (
            text.current
            and text.sealed
            and (text.source.original or any(t.length for t in texts if t.source == text.source and not t.sealed))
        ):
            yield fault("version", study, f"text:{text.key}", "It is sealed, but its words from before are still in the store.")


def original_faults(study: Study) -> Iterator[dict]:
    for key, sha256 in Source.objects.filter(study=study).exclude(original="").values_list("key", "original"):
        path = media.path_of(sha256)
        if not path.exists():
            yield fault("original", study, f"source:{key}", "Its imported file is missing.")
        elif hash_of(path) != sha256:
            yield fault("original", study, f"source:{key}", "Its imported file has been changed.")


def hash_of(path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def orphan_faults(study: Study) -> Iterator[dict]:
    """Things named by id (which the database can't hold together itself) that are not there."""
    memos = list(Memo.objects.filter(study=study).exclude(target="study").values_list("key", "target"))
    # A summary also names codings. Those that have been taken away stay named, so that undo finds them again: no fault.
    summaries = list(Summary.objects.filter(study=study).values_list("pk", "column"))
    named = {target for _, target in memos} | {column for _, column in summaries}
    there = {
        f"{kind}:{key}" for kind, model in TARGETS.items() if any(name.startswith(kind + ":") for name in named)
        for key in model.objects.filter(study=study).values_list("key", flat=True)
    }  # fmt: skip
    for key, target in memos:
        if target.partition(":")[0] in TARGETS and target not in there:
            yield fault("orphan", study, f"memo:{key}", f"It is on {target}, which is not there.")
    for pk, column in summaries:
        if column not in there:
            yield fault("orphan", study, f"summary:{pk}", f"It names {column}, which is not there.")
    for key in Coding.objects.filter(study=study).exclude(text__study=study).values_list("key", flat=True):
        yield fault("orphan", study, f"coding:{key}", "Its text belongs to another study.")
