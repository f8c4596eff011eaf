"""Is the study whole after rows have been put back? Undo and redo restore rows that stand as they were left, but others may have built on them
since: a memo on a code that would go, a name that is taken now, a case that would stand below itself. Then they refuse and say who.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from belegg.apps.study.models import Keyed, Memo, Study
from belegg.apps.study.rows import chunks

# Columns that name a thing as "kind:id" instead of pointing at its row. The floors above enter theirs when they start.
NAMING: list[tuple[type[models.Model], str]] = [(Memo, "target")]


class InTheWay(Exception):
    """A row because of which others can't be put back; `built_on` says that it stands on what would go."""

    def __init__(self, model: type[models.Model], pk: Any, built_on: bool = False) -> None:
        super().__init__(model.__name__, pk)
        self.model, self.pk, self.built_on = model, pk, built_on


def relations_to(model: type[models.Model]) -> list[Any]:
    """Return the relations that point at a model and hold its rows, also those that have no name on its side (related_name "+")."""
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete and getattr(field, "on_delete", None) is models.PROTECT]


def named_by(study: Study, targets: Iterable[str]) -> Iterator[tuple[type[models.Model], Any]]:
    """Yield (model, key of the row) of what names one of these things ("case:bergen")."""
    for part in chunks(sorted(set(targets))):
        for model, field in NAMING:
            for pk in model._default_manager.filter(study=study, **{f"{field}__in": part}).values_list("pk", flat=True):
                yield model, pk


def missing(study: Study, targets: Iterable[str]) -> set[str]:
    """Return those of these names that are of nothing in the study. A kind this version does not know is let be."""
    kinds: dict[str, set[str]] = {}
    for target in targets:
        kind, colon, key = target.partition(":")
        if colon:
            kinds.setdefault(kind, set()).add(key)
    known: dict[str, Any] = {model._meta.model_name or "": model for model in apps.get_models() if issubclass(model, Keyed)}
    gone: set[str] = set()
    for kind, keys in kinds.items():
        if kind in known:
            there = {
                key
                for part in chunks(sorted(keys))
                for key in known[kind].objects.filter(study=study, key__in=part).values_list("key", flat=True)
            }
            gone |= {f"{kind}:{key}" for key in keys - there}
    return gone


def check_whole(study: Study, tables: dict[str, dict]) -> None:
    """Look at the rows that have come, changed and gone (as an act collects them). Raises InTheWay where they leave the study with a hole."""
    for label, table in tables.items():
        model: Any = apps.get_model(label)
        come = [dict(zip(table["columns"], row, strict=True)) for row in [*table["created"], *(after for _, after in table["updated"])]]
        gone = [dict(zip(table["columns"], row, strict=True)) for row in table["deleted"]]
        _check_none_points_at(model, gone)
        _check_points_at_something(model, come)
        _check_names(study, model, come, gone)
        _check_once(study, model, come)
        _check_tree(study, model, come)


def _check_none_points_at(model: Any, gone: list[dict]) -> None:
    pks = [row[model._meta.pk.attname] for row in gone]
    for relation in relations_to(model) if pks else ():
        for part in chunks(pks):
            left = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": part}).values_list("pk", flat=True)
            if (pk := left.first()) is not None:
                raise InTheWay(relation.related_model, pk, built_on=True)


def _check_points_at_something(model: Any, come: list[dict]) -> None:
    for field in model._meta.concrete_fields if come else ():
        if isinstance(field, models.ForeignKey):
            other: Any = field.related_model
            wanted = {row[field.attname] for row in come} - {None}
            for part in chunks(sorted(wanted)):
                for pk in set(part) - set(other._default_manager.filter(pk__in=part).values_list("pk", flat=True)):
                    raise InTheWay(other, pk)


def _check_names(study: Study, model: Any, come: list[dict], gone: list[dict]) -> None:
    """Nothing may name what has gone, and what has come may name only what is there."""
    if gone and issubclass(model, Keyed):
        for other, pk in named_by(study, missing(study, {f"{model._meta.model_name}:{row['key']}" for row in gone})):
            raise InTheWay(other, pk, built_on=True)
    for naming, field in NAMING:
        if naming is model and (left := missing(study, {row[field] for row in come})):
            raise InTheWay(model, next(row[model._meta.pk.attname] for row in come if row[field] in left))


def _check_once(study: Study, model: Any, come: list[dict]) -> None:
    """Two things may not bear the same name (`ONCE` of the model), whatever the case of its letters."""
    fields = getattr(model, "ONCE", ())
    if not (fields and come):
        return
    pk_name = model._meta.pk.attname
    bearers: dict[tuple, Any] = {}
    fresh = {row[pk_name] for row in come}
    for row in model._default_manager.filter(study=study).order_by("pk").values(pk_name, *fields):
        name = tuple(value.casefold() if isinstance(value, str) else value for value in (row[field] for field in fields))
        other = bearers.setdefault(name, row[pk_name])
        if other != row[pk_name] and fresh & {other, row[pk_name]}:
            raise InTheWay(model, other if row[pk_name] in fresh else row[pk_name])


def _check_tree(study: Study, model: Any, come: list[dict]) -> None:
    """Nothing may stand below itself."""
    if not come or "parent_id" not in come[0] or not issubclass(model, Keyed):
        return
    parents = dict(model._default_manager.filter(study=study).values_list("pk", "parent_id"))
    for row in come:
        seen, below, at = {row["id"]}, row["id"], parents.get(row["id"])
        while at is not None:
            if at in seen:
                raise InTheWay(model, below)
            seen.add(at)
            below, at = at, parents.get(at)


def in_the_way(tables: dict[str, dict], *, forward: bool) -> InTheWay | None:
    """Return what has taken the place of a row that an undo (or, forward, a redo) would put back."""
    for label, table in tables.items():
        model: Any = apps.get_model(label)
        own = {row[0] for row in [*table["created"], *table["deleted"], *(after for _, after in table["updated"])]}
        for row in [*table["created" if forward else "deleted"], *(pair[1 if forward else 0] for pair in table["updated"])]:
            values = dict(zip(table["columns"], row, strict=True))
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.UniqueConstraint):
                    same = {model._meta.get_field(name).attname: values[model._meta.get_field(name).attname] for name in constraint.fields}
                    found = model._default_manager.filter(**same).exclude(pk__in=own) if None not in same.values() else ()
                    if found and (thing := found.filter(constraint.condition or models.Q()).first()):
                        return InTheWay(model, thing.pk)
    return None
