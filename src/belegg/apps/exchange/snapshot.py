"""One moment of the database for a long read, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside as it stands at the first question. Nothing may be written inside.

    SQLite: a deferred transaction (in WAL a reader neither waits for writers nor holds them up; Django's own transactions take the
    writers' lock). PostgreSQL: repeatable read. Inside another transaction nothing is done: it reads that transaction's moment.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.connection.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
