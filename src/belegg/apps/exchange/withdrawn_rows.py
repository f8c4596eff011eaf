"""Carrying a withdrawal out in everything that is written about or quotes a person: memos, summaries, definitions, kept files, waiting imports, the word list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from belegg.apps.analysis.models import Summary
from belegg.apps.exchange.leftovers import _APART, rows_of
from belegg.apps.exchange.models import KeptFile
from belegg.apps.exchange.save import FORM
from belegg.apps.exchange.withdrawal_plan import Found, Plan
from belegg.apps.exchange.withdrawn_texts import cut_words
from belegg.apps.fieldwork.models import Participation
from belegg.apps.sources import staging
from belegg.apps.sources.models import ListedWord, NameDecision, Replacement, Text
from belegg.apps.sources.preparation import Choices, prepare
from belegg.apps.sources.sealed_words import word_of
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Keyed, Memo, Study
from belegg.method.errors import Refused
from belegg.method.withdrawing import cited, names_pattern

Spans = Callable[[str], list[tuple[int, int]]]


def remove_elsewhere(doing: Act, plan: Plan, found: list[Found], decisions: Mapping[str, str]) -> dict[str, int]:
    """Take out the quotations (unless they were decided to stay), and the names that were decided to go. Return how many places, by kind."""
    counts = {"quotes": 0, "names": 0, "kept": 0}
    for one in found:
        if decided(one, decisions) == "keep":
            counts["kept"] += 1
        elif take_out(doing, plan, one):
            counts[one.kind] += 1
    return counts


def decided(one: Found, decisions: Mapping[str, str]) -> str:
    return decisions.get(f"{one.key}:{one.kind}") or one.default


def take_out(doing: Act, plan: Plan, one: Found) -> bool:
    """Replace what was found; False where it has gone meanwhile with what it stood in."""
    pattern = names_pattern(plan.names)

    def spans(words: str) -> list[tuple[int, int]]:
        if one.kind == "quotes":
            return cited(words, plan.known)
        return [found.span() for found in pattern.finditer(words)] if pattern else []

    kind, _, key = one.thing.partition(":")
    if kind == "text":
        cut_words(doing, plan, Text.objects.select_related("source").get(study=plan.study, key=key).source, spans)
    elif kind == "keptfile":
        take_out_of_file(doing, int(key), spans, plan.mark)
    elif (row := row_of(plan.study, kind, key)) is not None:
        doing.update(row, **{one.field: limited(row, one.field, without(getattr(row, one.field), spans, plan.mark))})
    else:
        return False
    return True


def row_of(study: Study, kind: str, key: str) -> Any:
    for model in apps.get_models():
        if model.__module__.startswith("belegg.") and model._meta.label not in _APART and model._meta.model_name == kind:
            rows = rows_of(model, study)
            keyed = issubclass(model, Keyed | Study)
            return rows.filter(**({"key": key} if keyed else {"pk": key})).first() if rows is not None else None
    return None


def without(value: Any, spans: Spans, mark: str) -> Any:
    """Return a value, text or JSON, with the marked stretches replaced."""
    if isinstance(value, str):
        for start, end in reversed(spans(value.replace("_", " "))):
            value = value[:start] + mark + value[end:]
        return value
    if isinstance(value, list):
        return [without(one, spans, mark) for one in value]
    if isinstance(value, dict):
        return {name: without(one, spans, mark) for name, one in value.items()}
    return value


def limited(row: models.Model, name: str, value: Any) -> Any:
    longest = getattr(row._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value


def take_out_of_file(doing: Act, pk: int, spans: Spans, mark: str) -> None:
    """Change the words of a kept file."""
    kept = KeptFile.objects.filter(pk=pk).first()
    if kept is not None and not kept.path.startswith(FORM):
        words = bytes(kept.data).decode("utf-8", "replace")
        name = kept.path.rpartition("/")[2]
        doing.update(
            kept, data=without(words, spans, mark).encode(), path=(kept.path.removesuffix(name) + without(name, spans, mark))[:500]
        )


def drop_forms(doing: Act, study: Study) -> int:
    """Let go the other forms of our own files: they say the words as they were loaded. They are written anew in our own form."""
    return doing.delete_many(KeptFile.objects.filter(study=study, path__startswith=FORM))


def drop_about_person(doing: Act, plan: Plan) -> dict[str, int]:
    """Delete what is written about the person as such, their part in interviews, and the log's ties to them."""
    person = plan.person
    parts = list(Participation.objects.filter(person=person).select_related("interview"))
    alone = [part.interview for part in parts if not Participation.objects.filter(interview=part.interview).exclude(person=person).exists()]
    summaries = list(Summary.objects.filter(study=plan.study, column=f"person:{person.key}")) if plan.policy == "delete" else []
    memos = list(Memo.objects.filter(study=plan.study, target=f"person:{person.key}"))
    for interview in alone:
        doing.update(interview, place="", note="")
    doing.delete_many(parts)
    doing.delete_many(summaries)
    doing.delete_many(memos)
    decisions = list(NameDecision.objects.filter(person=person))
    doing.delete_many(decisions)
    Replacement.objects.filter(person=person).update(person=None)
    return {"participations": len(parts), "summaries": len(summaries), "memos": len(memos), "listed_words": drop_listed(doing, plan)}


def drop_listed(doing: Act, plan: Plan) -> int:
    """Take their names off the word list."""
    names = {name.casefold() for name in plan.names}
    try:
        theirs = [
            row for row in ListedWord.objects.filter(study=plan.study) if (word_of(plan.study, bytes(row.sealed)) or "").casefold() in names
        ]
    except Refused:  # without the master key nobody can read the list, here or elsewhere
        return 0
    doing.delete_many(theirs)
    return len(theirs)


def staged_with(plan: Plan) -> list[Path]:
    """Return the folders of uploaded files that wait to be imported and hold words of the person."""
    pattern = names_pattern(plan.names)
    originals = {source.original for source in [*plan.alone, *plan.joint]} - {""}
    found = []
    for folder in sorted((Path(settings.MEDIA_ROOT) / "staged" / str(plan.study.pk)).glob("*/*")):
        record = staging.read_record(folder)
        if record is None:
            continue
        data = (folder / "bytes").read_bytes()
        try:
            words = [new.document.body for new in prepare(plan.study, record["name"], data, Choices.of_json(record["suggested"])).news]
        except Exception:  # a file that can't be read any more is looked at as it lies
            words = [data.decode("utf-8", "replace")]
        said = "\n".join([record["name"], *words])
        if folder.name in originals or cited(said, plan.known) or (pattern and pattern.search(said)):
            found.append(folder)
    return found
