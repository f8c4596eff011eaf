"""After rows have been deleted: make the database files forget them too.

SQLite: freed pages are overwritten (`secure_delete`), the log is written back and cut to nothing, the file is written anew without free pages.
PostgreSQL: the tables are written anew and a checkpoint is made; its archive of the log and copies on other machines are out of reach.
"""

from __future__ import annotations

from contextlib import suppress

from django.apps import apps
from django.db import DatabaseError, connection

SQLITE = (
    "PRAGMA secure_delete=ON", "INSERT INTO sources_words(sources_words) VALUES('optimize')", "PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)  # fmt: skip
# Milliseconds to wait for others who read: a page should not stand still for long.
WAIT = 3000


def sweep() -> bool:
    """Clean the database; outside any transaction. Return False where others are using it just now: then it is to be done again."""
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            return swept_sqlite(cursor) if connection.vendor == "sqlite" else swept_postgresql(cursor)
    except DatabaseError:
        return False


def swept_sqlite(cursor) -> bool:
    usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    cursor.execute(f"PRAGMA busy_timeout={WAIT}")
    try:
        return all(swept(cursor, statement) for statement in SQLITE)
    finally:
        cursor.execute(f"PRAGMA busy_timeout={usual}")


def swept_postgresql(cursor) -> bool:
    cursor.execute(f"SET lock_timeout = {WAIT}")
    try:
        for table in tables():
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
    finally:
        cursor.execute("RESET lock_timeout")
    with suppress(DatabaseError):  # not every account may; the server makes one itself within minutes
        cursor.execute("CHECKPOINT")
    return True


def swept(cursor, statement: str) -> bool:
    cursor.execute(statement)
    if "wal_checkpoint" in statement:
        return cursor.fetchone()[0] == 0  # 1: somebody is reading
    return True


def tables() -> list[str]:
    """Return the tables that words of people may have stood in."""
    own = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("belegg.") and model._meta.managed]
    return sorted([*own, "sources_words", "sources_vocabulary"])
