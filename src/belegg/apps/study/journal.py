"""The journal: one mechanism for audit, undo and conflict.

Every write of a study goes through `act`. It holds the writers' lock of the study, collects the before and after images of the rows it
changes, and closes with one journal entry in the same transaction. `undo` and `redo` restore images where the rows still stand as the act left
them, and say what has changed since where they do not.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from belegg.apps.study.chain import commit, link
from belegg.apps.study.chain import faults as faults
from belegg.apps.study.models import JournalEntry, JournalHead, JournalPayload, Member, Step, StepState, Study
from belegg.apps.study.rows import Row, chunks, coalesced, insert_rows, pk_at, update_rows
from belegg.apps.study.rules import check_may
from belegg.apps.study.whole import InTheWay, check_whole, in_the_way
from belegg.method.errors import Refused, gettext_noop

Thing = TypeVar("Thing", bound=models.Model)
# Tables derived from others (a search index) are kept current inside the act that changes their rows: model label -> refresh(kind, rows).
DERIVED: dict[str, Callable[[str, list[dict]], None]] = {}


def derived_from(label: str):
    """Register `refresh(kind, rows)` for a model: called with kind "created" or "deleted" and rows as dicts of column values."""

    def register(refresh):
        DERIVED[label] = refresh
        return refresh

    return register


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def image(thing: models.Model) -> Row:
    """Return the row as a list of plain values in the order of `columns`."""
    return json.loads(json.dumps([getattr(thing, name) for name in columns(type(thing))], cls=ImageEncoder))


class ImageEncoder(DjangoJSONEncoder):
    """JSON of row images: times to the microsecond, as the database keeps them (DjangoJSONEncoder cuts them to milliseconds)."""

    def default(self, o):
        if isinstance(o, datetime):
            return o.isoformat()
        if isinstance(o, (bytes, memoryview)):
            return bytes(o).hex()
        return super().default(o)


class Act:
    """Collects the changes of one act. Use its verbs instead of `save` and `delete`; they write at once and keep the images."""

    def __init__(self, study: Study, by: Member, verb: str, about: str, params: dict, why: str) -> None:
        self.study, self.by, self.verb, self.about, self.why = study, by, verb, about, why
        self.params = params
        self.tables: dict[str, dict] = {}
        self.entry: JournalEntry | None = None
        self.record = False  # note the act even where no row changed (an export, a beginning)

    def _table(self, model: type[models.Model]) -> dict:
        label = model._meta.label
        if label not in self.tables:
            self.tables[label] = {"columns": columns(model), "created": [], "updated": [], "deleted": []}
        return self.tables[label]

    def create(self, thing: Thing) -> Thing:
        thing.save(force_insert=True)
        self._note_created(type(thing), [image(thing)])
        return thing

    def create_many(self, things: Iterable[Thing]) -> list[Thing]:
        things = list(things)
        if things:
            model = type(things[0])
            model._default_manager.bulk_create(things, batch_size=2000)
            self._note_created(model, [image(thing) for thing in things])
        return things

    def create_rows(self, model: type[models.Model], rows: list[Row]) -> list[Row]:
        """Create rows without instances (see rows.insert_rows) and return them with their keys."""
        return self._note_created(model, insert_rows(model, rows))

    def _note_created(self, model: type[models.Model], rows: list[Row]) -> list[Row]:
        self._table(model)["created"].extend(rows)
        refresh(model, "created", rows)
        return rows

    def update(self, thing: Thing, **values) -> Thing:
        """Set fields of one row. Nothing is written or kept where nothing differs."""
        before = image(thing)
        for name, value in values.items():
            setattr(thing, name, value)
        after = image(thing)
        if before != after:
            thing.save(update_fields=list(values))
            self._updated(type(thing), [(before, after)])
        return thing

    def update_many(self, things: Iterable[models.Model], **values) -> int:
        """Set the same values on many rows of one model."""
        things = list(things)
        if not things:
            return 0
        model = type(things[0])
        pairs = []
        for thing in things:
            before = image(thing)
            for name, value in values.items():
                setattr(thing, name, value)
            pairs.append((before, image(thing)))
        for part in chunks([thing.pk for thing in things]):
            model._default_manager.filter(pk__in=part).update(**values)
        self._updated(model, pairs)
        return len(pairs)

    def update_each(self, changes: Iterable[tuple[models.Model, dict[str, object]]]) -> int:
        """Set values of their own on many rows of one model; every row changes the same fields. Rows that stay as they are are left out."""
        pairs, changed, names = [], [], []
        for thing, values in changes:
            before, names = image(thing), list(values)
            for name, value in values.items():
                setattr(thing, name, value)
            after = image(thing)
            if before != after:
                pairs.append((before, after))
                changed.append(thing)
        if changed:
            update_rows(changed, names)
            self._updated(type(changed[0]), pairs)
        return len(changed)

    def _updated(self, model: type[models.Model], pairs: list[tuple[Row, Row]]) -> None:
        self._table(model)["updated"].extend(pairs)
        refresh(model, "deleted", [before for before, _ in pairs])
        refresh(model, "created", [after for _, after in pairs])

    def delete(self, thing: models.Model) -> None:
        self.delete_many([thing])

    def delete_many(self, things: Iterable[models.Model]) -> int:
        """Delete rows. Rows that point at them must have been deleted or changed before, in the same act."""
        things = list(things)
        if not things:
            return 0
        model = type(things[0])
        rows = [image(thing) for thing in things]
        refresh(model, "deleted", rows)
        delete_rows(model, [thing.pk for thing in things])
        self._table(model)["deleted"].extend(rows)
        return len(rows)


def delete_rows(model: type[models.Model], pks: list) -> None:
    # _raw_delete: no collecting of related rows. Foreign keys still hold: the database refuses at commit.
    for part in chunks(pks):
        queryset = model._default_manager.filter(pk__in=part)
        queryset._raw_delete(queryset.db)


def refresh(model: type[models.Model], kind: str, rows: list[Row]) -> None:
    if rows and (derived := DERIVED.get(model._meta.label)):
        names = columns(model)
        derived(kind, [dict(zip(names, row, strict=True)) for row in rows])


@contextmanager
def act(study: Study, *, by: Member, verb: str, about: str = "", why: str = "", **params) -> Iterator[Act]:
    """Open an act: one transaction, one journal entry, one step of undo.

    `verb` is "noun.verb" (docs/reference/journal.md lists them), `about` "kind:key" of the thing, `params` small facts for the journal page.
    Nothing is noted when nothing changed (unless `record` is set on the act). May be nested in an outer transaction, not in another act.
    """
    with transaction.atomic():
        head = lock(study)
        doing = Act(study, by, verb, about, params, why)
        yield doing
        doing.tables = coalesced(doing.tables)
        changed = any(table[kind] for table in doing.tables.values() for kind in ("created", "updated", "deleted"))
        if changed or doing.record:
            doing.entry = entry = note(head, doing)
            if changed:
                undone = Step.objects.filter(member=by, state=StepState.UNDONE)
                undone._raw_delete(undone.db)  # nothing hangs on a step
                Step.objects.create(entry=entry, member=by)


def lock(study: Study) -> JournalHead:
    """Take the study's writers' lock until the end of the transaction (SQLite: the IMMEDIATE transaction holds it already)."""
    heads = JournalHead.objects.select_for_update()
    if (head := heads.filter(study=study).first()) is None:
        JournalHead.objects.get_or_create(study=study)
        head = heads.get(study=study)
    return head


def note(head: JournalHead, doing: Act, undoes: JournalEntry | None = None) -> JournalEntry:
    """Write the entry and its payload, and move the head of the chain."""
    facts = packed({"params": doing.params, "why": doing.why})
    tables = zlib.compress(packed(doing.tables), 1)
    salt = secrets.token_bytes(16)
    time = timezone.now()
    commitment = commit(salt, facts, tables)
    number = head.number + 1
    entry = JournalEntry(
        study=doing.study, number=number, time=time, by=doing.by, verb=doing.verb, about=doing.about, undoes=undoes,
        commitment=commitment, previous=head.hash, hash="",
    )  # fmt: skip
    entry.hash = link(entry, doing.by.key)
    entry.save(force_insert=True)
    JournalPayload.objects.create(entry=entry, salt=salt, facts=facts, tables=tables)
    JournalHead.objects.filter(pk=head.pk).update(number=F("number") + 1, hash=entry.hash)
    head.number, head.hash = number, entry.hash
    return entry


def packed(value: dict) -> bytes:
    return json.dumps(value, cls=ImageEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def facts(entry: JournalEntry) -> dict:
    """Return {params, why} of an entry; empty ones where the payload has been erased. Cheap: does not read the images."""
    found = JournalPayload.objects.filter(entry=entry).values_list("facts", flat=True).first()
    return json.loads(bytes(found)) if found else {"params": {}, "why": ""}


def images(entry: JournalEntry) -> dict | None:
    """Return {model label: {columns, created, updated: [[before, after]], deleted}} of an entry, or None where it has been erased."""
    found = JournalPayload.objects.filter(entry=entry).values_list("tables", flat=True).first()
    return json.loads(zlib.decompress(bytes(found))) if found else None


# ---- undo and redo


def next_undo(member: Member) -> JournalEntry | None:
    """Return the act that Undo would take back."""
    step = Step.objects.filter(member=member, state=StepState.DONE).select_related("entry").order_by("-entry_id").first()
    return step.entry if step else None


def next_redo(member: Member) -> JournalEntry | None:
    """Return the act that Redo would do again."""
    step = Step.objects.filter(member=member, state=StepState.UNDONE).select_related("entry").order_by("entry_id").first()
    return step.entry if step else None


def undo(member: Member, entry: JournalEntry | None = None) -> JournalEntry:
    """Take back the member's last act (or `entry`, one of the member's acts) and return it.

    Raises Refused("nothing_to_undo") or Refused("changed_since"); in the second case the step is set aside, so that the next undo goes on to the act before.
    """
    check_may(member, "code")  # who only reads by now writes nothing, also not backwards
    entry = entry or next_undo(member)
    if entry is None or not Step.objects.filter(entry=entry, member=member, state=StepState.DONE).exists():
        raise Refused("nothing_to_undo", gettext_noop("There is nothing to undo."))
    return _turn(member, entry, forward=False)


def redo(member: Member) -> JournalEntry:
    """Do the member's last undone act again and return it. Raises as `undo` does."""
    check_may(member, "code")
    entry = next_redo(member)
    if entry is None:
        raise Refused("nothing_to_redo", gettext_noop("There is nothing to redo."))
    return _turn(member, entry, forward=True)


def _turn(member: Member, entry: JournalEntry, *, forward: bool) -> JournalEntry:
    try:
        with transaction.atomic():
            head = lock(entry.study)
            tables = images(entry)
            if tables is None:
                raise Refused("erased", gettext_noop("This can't be undone: what it changed has been erased."))
            doing = Act(
                entry.study, member, "undo" if not forward else "redo", entry.about, {"verb": entry.verb, **facts(entry)["params"]}, ""
            )
            restore(tables, doing, forward=forward, after=entry)
            note(head, doing, undoes=entry)
            Step.objects.filter(entry=entry).update(state=StepState.DONE if forward else StepState.UNDONE)
    except Refused:
        Step.objects.filter(entry=entry).update(state=StepState.STUCK)
        raise
    except (InTheWay, IntegrityError) as error:
        Step.objects.filter(entry=entry).update(state=StepState.STUCK)
        # The database itself refuses where what should come back has its place taken: the same passage coded anew, an id given away.
        found = error if isinstance(error, InTheWay) else in_the_way(images(entry) or {}, forward=forward)
        if found is None:
            raise
        _refuse_changed(found.model, found.pk, entry, found.built_on)
    return entry


def restore(tables: dict, doing: Act, *, forward: bool, after: JournalEntry) -> None:
    """Put the rows of `tables` back to how they were before the act (or, forward, after it)."""
    plan = [(apps.get_model(label), table) for label, table in tables.items()]
    for model, table in plan:
        gone = table["deleted" if forward else "created"]
        changed = [(a, b) if forward else (b, a) for a, b in table["updated"]]
        _check_as_left(model, table["columns"], gone + [now for now, _ in changed], after)
    for model, table in plan:
        names = table["columns"]
        come = table["created" if forward else "deleted"]
        _check_free(model, names, come, after)
        changed = [(a, b) if forward else (b, a) for a, b in table["updated"]]
        doing.delete_many([_thing(model, names, row) for row in table["deleted" if forward else "created"]])
        by_fields: dict[tuple[str, ...], list[tuple[models.Model, dict[str, object]]]] = {}
        for now, then in changed:
            differing = tuple(name for name, value, old in zip(names, then, now, strict=True) if value != old)
            after_it = _thing(model, names, then)
            by_fields.setdefault(differing, []).append((_thing(model, names, now), {name: getattr(after_it, name) for name in differing}))
        for rows_changed in by_fields.values():
            doing.update_each(rows_changed)
        doing.create_many([_thing(model, names, row) for row in come])
    check_whole(doing.study, doing.tables)


def _thing(model: type[models.Model], names: list[str], row: Row) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _value(fields[name], value) for name, value in zip(names, row, strict=True) if name in fields})


def _value(field: models.Field, value):
    if isinstance(field, models.BinaryField) and value is not None:
        return bytes.fromhex(value)
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _check_as_left(model: type[models.Model], names: list[str], rows: list[Row], after: JournalEntry) -> None:
    """Refuse unless every row stands in the database as the image says."""
    at = names.index(model._meta.pk.attname)
    for part in chunks(rows):
        now = {thing.pk: image(thing) for thing in model._default_manager.filter(pk__in=[row[at] for row in part])}
        for row in part:
            if now.get(row[at]) != row:
                _refuse_changed(model, row[at], after)


def _check_free(model: type[models.Model], names: list[str], rows: list[Row], after: JournalEntry) -> None:
    at = names.index(model._meta.pk.attname)
    for part in chunks([row[at] for row in rows]):
        taken = model._default_manager.filter(pk__in=part).first()
        if taken:
            _refuse_changed(model, taken.pk, after)


def _refuse_changed(model: type[models.Model], pk, after: JournalEntry, built_on: bool = False) -> None:
    changed = gettext_noop("This can't be undone or redone: it has been changed since, by %(who)s.")
    built = gettext_noop("This can't be undone or redone: more has been built on it since, by %(who)s.")
    who = changed_by(model, pk, after) or gettext_noop("someone")
    raise Refused("changed_since", built if built_on else changed, gettext_noop("The journal shows what happened."), who=who)


def changed_by(model: type[models.Model], pk, after: JournalEntry) -> str:
    """Return the name of the member who last changed a row after an entry, "" when the journal does not tell."""
    if model in (JournalEntry, Step):  # someone who has acted can't be taken out of the study
        return JournalEntry.objects.get(pk=pk).by.name
    later = JournalEntry.objects.filter(study=after.study, number__gt=after.number).order_by("-number").select_related("by")[:1000]
    for entry in later:
        table = (images(entry) or {}).get(model._meta.label)
        if table:
            at = pk_at(model, table)
            rows = table["created"] + table["deleted"] + [row for pair in table["updated"] for row in pair]
            if any(row[at] == pk for row in rows):
                return entry.by.name
    return ""
