"""Many rows at once, without a model instance for each: an import of 200 interviews makes 20,000 turns.

For plain values only (numbers, strings, None): they go to the database and into the journal as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models


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


def next_keys(cursor, table: str, column: str, count: int) -> list[int]:
    """Reserve keys. SQLite: the transaction holds the only write lock, and inserting a given key moves the table's sequence along."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return list(range(first, first + count))
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count])
    return [key for (key,) in cursor.fetchall()]
