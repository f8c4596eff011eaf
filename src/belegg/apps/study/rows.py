"""Many rows at once, without a model instance for each: an import of 200 interviews makes 20,000 turns.

For plain values only (numbers, strings, None): they go to the database and into the journal as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.apps import apps
from django.db import connection, models

Row = list


def chunks(keys: list, size: int = 500) -> Iterator[list]:
    """Split keys for IN (…): SQLite takes a limited number of variables."""
    for at in range(0, len(keys), size):
        yield keys[at : at + size]


def insert_rows(model: type[models.Model], rows: list[list]) -> list[list]:
    """Insert rows whose values stand in the order of the model's columns after its key, and return them with their new keys in front.

    The keys rise in the order of the rows. Call inside a transaction that holds the writers' lock.
    """
    if not rows:
        return []
    table = model._meta.db_table
    names = [field.column or "" for field in model._meta.concrete_fields]
    if names[0] != model._meta.pk.column:
        raise TypeError(f"The key of {model.__name__} is not its first column.")
    with connection.cursor() as cursor:
        keyed = [[key, *row] for key, row in zip(next_keys(cursor, table, names[0], len(rows)), rows, strict=True)]
        quoted = ", ".join(f'"{name}"' for name in names)
        cursor.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join(["%s"] * len(names))})', keyed)
    return keyed


def update_rows(things: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write some fields of many rows of one model, each with its own values."""
    model = type(things[0])
    by_name = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields = [by_name[name] for name in names]
    key = model._meta.pk
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    rows = [[field.get_db_prep_save(getattr(thing, field.attname), connection) for field in (*fields, key)] for thing in things]
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{key.column}" = %s', rows)


def next_keys(cursor, table: str, column: str, count: int) -> list[int]:
    """Reserve keys. SQLite: the transaction holds the only write lock, and inserting a given key moves the table's sequence along."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return list(range(first, first + count))
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count])
    return [key for (key,) in cursor.fetchall()]


def coalesced(tables: dict[str, dict]) -> dict[str, dict]:
    """Return the tables with one image a row: a row created and then changed was created so, one changed twice was changed once, one created
    and deleted never was. Undo compares the images with what stands, and in-between states never stood."""
    return {label: _once_each(apps.get_model(label), table) for label, table in tables.items()}


def _once_each(model: type[models.Model], table: dict) -> dict:
    if not (table["updated"] or (table["created"] and table["deleted"])):
        return table
    at = pk_at(model, table)
    created = {row[at]: row for row in table["created"]}
    updated: dict[object, tuple[Row, Row]] = {}
    for before, after in table["updated"]:
        pk = before[at]
        if pk in created:
            created[pk] = after
        else:
            updated[pk] = (updated[pk][0] if pk in updated else before, after)
    deleted = []
    for row in table["deleted"]:
        if created.pop(row[at], None) is None:
            deleted.append(updated.pop(row[at])[0] if row[at] in updated else row)
    return {
        **table,
        "created": list(created.values()),
        "updated": [pair for pair in updated.values() if pair[0] != pair[1]],
        "deleted": deleted,
    }


def pk_at(model: type[models.Model], table: dict) -> int:
    return table["columns"].index(model._meta.pk.attname)
