"""Sealing a text: an owner gives up the way back to the names. The earlier versions' words and the imported file go for good."""

from __future__ import annotations

import json
import zlib

from django.db import transaction
from django.utils import timezone

from belegg.apps.sources import index, media
from belegg.apps.sources.actions.add import keep_body
from belegg.apps.sources.dependants import ON_SEALED, SPAN_KINDS
from belegg.apps.sources.models import Body, Layer, Mark, Source, Text, Turn
from belegg.apps.sources.rules import check_current
from belegg.apps.study import journal
from belegg.apps.study.models import JournalPayload, Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop


def seal_text(text: Text, *, by: Member, why: str) -> Text:
    """Seal a pseudonymised text. This can't be undone: what stood before is destroyed, here and in what the journal keeps of it.

    The earlier versions keep their ids, dates and reasons, so that what cites them still leads somewhere; their words are gone.
    Raises Refused("no_reason"), Refused("not_current"), Refused("not_pseudonymised"), Refused("sealed_already"), Refused("spans_undecided").
    """
    check_may(by, "own")
    check_same_study(by, text)
    if not why.strip():
        raise Refused("no_reason", gettext_noop("Sealing needs a reason."), gettext_noop("Write why the way back is given up."))
    params = {"title": text.source.title, "text": text.key}
    with journal.act(text.study, by=by, verb="text.seal", about=f"text:{text.key}", why=why.strip(), **params) as doing:
        check_current(text)
        check_may_be_sealed(text)
        doing.record = True  # none of this is kept in images: they would be the way back
        source = Source.objects.get(pk=text.source_id)
        for forget in ON_SEALED:
            forget(doing, source)
        doing.tables.clear()
        now = timezone.now()
        empty_earlier(source, text, now)
        Text.objects.filter(pk=text.pk).update(sealed=now)
        drop_original(source)
        index.rebuild(text.study)  # words that stand in no text any more leave the vocabulary
    text.sealed = now
    return text


def check_may_be_sealed(text: Text) -> None:
    """Refuse a text that is not pseudonymised, one that is sealed, and one with work that waits for a decision."""
    if text.sealed is not None:
        raise Refused("sealed_already", gettext_noop("This text is sealed already."))
    if text.layer != Layer.PSEUDONYMISED:
        raise Refused(
            "not_pseudonymised",
            gettext_noop("Only a pseudonymised text can be sealed."),
            gettext_noop("Replace the names in it first."),
        )
    waiting = waiting_on(text.source)
    if waiting:
        raise Refused(
            "spans_undecided",
            gettext_noop("%(count)s codings or other marks still lie on an earlier version of this text, whose words would be gone."),
            gettext_noop("Decide on each of them first."),
            count=waiting,
        )


def waiting_on(source: Source) -> int:
    """Return how many rows on a source wait for a decision."""
    return sum(kind.waiting(source.study).filter(text__source=source).count() for kind in SPAN_KINDS.values())


def empty_earlier(source: Source, text: Text, now) -> None:
    """Take the words from the earlier versions of a text."""
    earlier = list(Text.objects.filter(source=source).exclude(pk=text.pk))
    pks = [version.pk for version in earlier]
    erase_images(source.study, set(pks))
    for model in (Turn, Mark):
        model._default_manager.filter(text__in=pks).delete()
    Text.objects.filter(pk__in=pks).update(body=keep_body(""), length=0, sealed=now)
    for sha in {version.body_id for version in earlier} - {text.body_id}:
        if not Text.objects.filter(body_id=sha).exists():
            Body.objects.filter(pk=sha).delete()


def erase_images(study: Study, texts: set[int]) -> None:
    """Erase what the journal keeps of acts on the turns of these texts. The chain of the journal holds without it."""
    gone = []
    for pk, tables in JournalPayload.objects.filter(entry__study=study).values_list("pk", "tables").iterator(chunk_size=500):
        packed = zlib.decompress(bytes(tables))
        if b'"sources.Turn"' in packed and touches(packed, texts):
            gone.append(pk)
    JournalPayload.objects.filter(pk__in=gone).delete()


def touches(packed: bytes, texts: set[int]) -> bool:
    table = json.loads(packed)["sources.Turn"]
    at = table["columns"].index("text_id")
    rows = [*table["created"], *table["deleted"], *(row for pair in table["updated"] for row in pair)]
    return any(row[at] in texts for row in rows)


def drop_original(source: Source) -> None:
    """Let the imported file go; it is taken from the disk when the act is done, unless another source came from the same."""
    sha = source.original
    if not sha:
        return
    Source.objects.filter(pk=source.pk).update(original="", suffix="")
    if not Source.objects.filter(original=sha).exists():
        transaction.on_commit(lambda: media.path_of(sha).unlink(missing_ok=True))
