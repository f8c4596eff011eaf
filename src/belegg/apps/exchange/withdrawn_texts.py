"""Carrying a withdrawal out in the texts. Versions keep their ids, dates and reasons; words are replaced where they stand, so that no earlier one is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from belegg.apps.coding.dependants import drop
from belegg.apps.coding.models import Coding
from belegg.apps.exchange.withdrawal_plan import Plan
from belegg.apps.sources import media
from belegg.apps.sources.actions.add import keep_body
from belegg.apps.sources.actions.delete import take_away
from belegg.apps.sources.dependants import AFTER_TURNS_CHANGED, ON_SEALED
from belegg.apps.sources.models import Body, Mark, Replacement, Source, Text, Turn
from belegg.apps.study.journal import Act
from belegg.apps.study.whole import relations_to
from belegg.method.anchors import passage_hash
from belegg.method.withdrawing import Cut, cut_text, label_without, moved, place_after

# Rows are moved out of the way before they get their places, so that no two stand at one place in between.
_ASIDE = 1_000_000_000


def delete_sources(doing: Act, plan: Plan) -> list[dict]:
    """Delete the texts in which only the person speaks; return what went, with its hashes."""
    gone = []
    for source in plan.alone:
        shas = list(Text.objects.filter(source=source).order_by("pk").values_list("body_id", flat=True))
        gone.append({"source": source.key, "texts": shas, "original": source.original})
        drop_original(source)
        take_away(doing, source)
        drop_bodies(set(shas))
    return gone


def cut_sources(doing: Act, plan: Plan) -> list[dict]:
    """Take the person's words (or, to anonymise, their name and the versions before) out of the texts of several; return what changed, with hashes."""
    changed = []
    for source in plan.joint:
        texts = list(Text.objects.filter(source=source).select_related("body", "source").order_by("pk"))
        before = {text.key: text.body_id for text in texts}
        emptied = {text.pk for text in plan.emptied}
        for text in texts:
            if text.pk in emptied:
                empty(doing, text)
            elif text.pk in plan.cuts:
                cut_version(doing, plan, text, plan.cuts[text.pk])
        if plan.policy == "anonymise":
            seal(doing, source)
        changed.append({"source": source.key, "texts": [before[text.key] for text in texts], "original": source.original})
        drop_original(source)
        drop_bodies(set(before.values()))
    return changed


def seal(doing: Act, source: Source) -> None:
    for forget in ON_SEALED:
        forget(doing, source)
    Text.objects.filter(source=source, sealed=None).update(sealed=timezone.now())


def cut_words(doing: Act, plan: Plan, source: Source, spans: Callable[[str], list[tuple[int, int]]]) -> None:
    """Replace words others say (a name) in every version of a text; the imported file, which has them too, goes."""
    before = set()
    for text in Text.objects.filter(source=source).select_related("body", "source").order_by("pk"):
        cuts = [Cut(start, end, plan.mark) for start, end in spans(text.body.text)]
        if cuts:
            before.add(text.body_id)
            cut_version(doing, plan, text, cuts)
    source.refresh_from_db()
    drop_original(source)
    drop_bodies(before)


def cut_version(doing: Act, plan: Plan, text: Text, cuts: list[Cut]) -> None:
    """Replace the words of one version in place and move what hangs on it."""
    old = text.body.text
    new = cut_text(old, cuts)
    own = list(Turn.objects.filter(text=text, person=plan.person))
    place_turns(plan, text, cuts, old)
    place_marks(text, cuts)
    for model, begin, end, at in spans_on_texts():
        place_rows(doing, model, (begin, end, at), text, cuts, new)
    Text.objects.filter(pk=text.pk).update(body=keep_body(new), length=len(new))
    for turn in own if plan.policy == "delete" else ():
        Turn.objects.filter(pk=turn.pk).update(person=None, role="", speaker=plan.label[:120])
    text.refresh_from_db()
    for renew in AFTER_TURNS_CHANGED:
        renew(doing, text)


def place_turns(plan: Plan, text: Text, cuts: list[Cut], old: str) -> None:
    by_head = {cut.start: cut for cut in cuts}
    for turn in Turn.objects.filter(text=text):
        head = place_after(cuts, turn.head, begins=False)
        cut = by_head.get(turn.head) if turn.person_id == plan.person.pk else None
        if cut is None:
            start, end = place_after(cuts, turn.start, begins=True), place_after(cuts, turn.end, begins=False)
        else:
            start = head + len(label_without(old[turn.head : turn.start], turn.speaker, plan.label))
            end = head + len(cut.text) if cut.end == turn.end else start + turn.end - turn.start
        Turn.objects.filter(pk=turn.pk).update(head=head, start=start, end=end)
    Turn.objects.filter(text=text, person=plan.person).update(speaker=plan.label[:120])


def place_marks(text: Text, cuts: list[Cut]) -> None:
    for mark in Mark.objects.filter(text=text):
        Mark.objects.filter(pk=mark.pk).update(at=place_after(cuts, mark.at, begins=False))


def spans_on_texts() -> list[tuple[Any, str, str, str]]:
    """Return (model, begin, end, text) of every table whose rows lie on words of a text."""
    found: list[tuple[Any, str, str, str]] = []
    for relation in relations_to(Text):
        model: Any = relation.related_model
        names = {field.name for field in model._meta.concrete_fields}
        if model is not Turn and relation.field.name == "text" and {"start", "end"} <= names:
            found.append((model, "start", "end", "text"))
    return [*found, (Replacement, "was_start", "was_end", "was")]


def place_rows(doing: Act, model: Any, columns: tuple[str, str, str], text: Text, cuts: list[Cut], new: str) -> None:
    """Move rows to where their words lie now; those of which no word is left go, and of two that come to lie on the same words one."""
    begin, end, at = columns
    rows = list(model.objects.filter(**{at: text}).order_by("pk"))
    old, places, gone, taken = text.body.text, {}, [], set()
    once = [
        model._meta.get_field(name).attname
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and begin in rule.fields
        for name in rule.fields
        if name not in (begin, end)
    ]
    for row in rows:
        span = moved(old, cuts, getattr(row, begin), getattr(row, end))
        touched = span is None or (new[span[0] : span[1]] != old[getattr(row, begin) : getattr(row, end)])
        same = (span, *(getattr(row, name) for name in once)) if once else None
        if span is None or (touched and model in (Replacement,)) or (same is not None and same in taken):
            gone.append(row)
            continue
        taken.add(same)
        places[row.pk] = (span, touched)
    take_rows(doing, model, gone)
    model.objects.filter(**{at: text}).update(**{begin: F(begin) + _ASIDE, end: F(end) + _ASIDE})
    hashed = {row.pk for row in rows if getattr(row, "sha256", "") == passage_hash(old[getattr(row, begin) : getattr(row, end)])}
    for pk, (span, touched) in places.items():
        values: dict[str, object] = {begin: span[0], end: span[1]}
        if touched and pk in hashed:
            values["sha256"] = passage_hash(new[span[0] : span[1]])
        model.objects.filter(pk=pk).update(**values)


def take_rows(doing: Act, model: Any, rows: list) -> None:
    if model is Coding:
        drop(doing, doing.study, rows)
    else:
        doing.delete_many(rows)


def empty(doing: Act, text: Text) -> None:
    """Take all words from a version that is not in use, with what still lies on them."""
    for model, _, _, at in spans_on_texts():
        take_rows(doing, model, list(model.objects.filter(**{at: text})))
    for model in (Turn, Mark):
        model._default_manager.filter(text=text).delete()
    Text.objects.filter(pk=text.pk).update(body=keep_body(""), length=0, sealed=timezone.now())


def drop_bodies(shas: set[str]) -> None:
    """Delete the characters no text stands on any more."""
    used = set(Text.objects.filter(body__in=shas).values_list("body_id", flat=True))
    Body.objects.filter(pk__in=shas - used).delete()


def drop_original(source: Source) -> None:
    """Let the imported file go, also where other sources of the study came from it: it has the words. From the disk when the act is done."""
    sha = source.original
    if not sha:
        return
    Source.objects.filter(study=source.study_id, original=sha).update(original="", suffix="")
    if not Source.objects.filter(original=sha).exists():
        transaction.on_commit(lambda: media.path_of(sha).unlink(missing_ok=True))
