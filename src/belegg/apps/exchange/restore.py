"""Restore a backup. The new store is built beside the old one and takes its place when it is whole; the old one is kept aside."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps as installed
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from belegg.apps.exchange.backup import kept_models, read_manifest
from belegg.apps.exchange.erasures import noted
from belegg.apps.exchange.withdrawals import again
from belegg.apps.study import journal
from belegg.apps.study.models import Study, User
from belegg.method.errors import Refused, gettext_noop

BATCH = 2000


def restore(source: Path, *, replace: bool = False) -> dict:
    """Put a backup in the place of an empty store (or, with `replace`, of any), and return {studies, rows, files, aside, erased_again}.

    Withdrawals that came after the backup was made are carried out again, by the list beside the keys.

    Raises Refused("store_not_empty"), ("not_a_backup"), ("newer_backup"), ("backup_damaged") or ("no_file").
    """
    manifest = read_manifest(Path(source))
    check_known(manifest)
    empty = is_empty()
    if not empty and not replace:
        raise not_empty()
    stamp = timezone.now().strftime("%Y%m%d-%H%M%S")
    aside = Path(settings.HOME) / f"before-restore-{stamp}"
    building = Path(settings.HOME) / f"restoring-{stamp}"
    try:
        with zipfile.ZipFile(source) as archive:
            unpack_media(archive, manifest, building / "media")
            with new_database(building, aside, keep_old=not empty):
                rows = fill(archive, manifest)
                studies = Study.objects.count()
        put_media(building / "media", aside)
    except (zipfile.BadZipFile, EOFError, ValueError, KeyError, DatabaseError) as error:
        raise damaged(str(error)) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return {
        "studies": studies,
        "rows": rows,
        "files": len(manifest["media"]),
        "aside": str(aside) if aside.exists() else None,
        "erased_again": sum(again(erasure) for erasure in noted()),
    }


def damaged(error: str) -> Refused:
    return Refused(
        "backup_damaged", gettext_noop("The backup is damaged (%(error)s), so nothing was restored."), gettext_noop("Use an older one."),
        error=error[:200],
    )  # fmt: skip


def check_known(manifest: dict) -> None:
    """Refuse a backup of a database that this version of the program does not know yet."""
    known = MigrationLoader(None).graph.nodes
    if any(tuple(name.split(".", 1)) not in known for name in manifest["migrations"]):
        raise Refused(
            "newer_backup", gettext_noop("The backup was made by a newer version of Belegg."), gettext_noop("Update Belegg first.")
        )


def is_empty() -> bool:
    """Say whether the store has no studies and no accounts with a password. A database that can't be read is not empty."""
    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return True
        return not Study.objects.exists() and not User.objects.exclude(password__startswith="!").exists()
    except DatabaseError:
        return False


def not_empty() -> Refused:
    return Refused(
        "store_not_empty",
        gettext_noop("There is something in this store already."),
        gettext_noop("Set BELEGG_HOME to an empty folder, or restore with --replace: the old store is then kept aside."),
    )


@contextmanager
def new_database(building: Path, aside: Path, keep_old: bool) -> Iterator[None]:
    """Let the connection point at an empty database; when all went well, it takes the place of the old one, which goes aside."""
    if connection.vendor == "sqlite":
        yield from new_sqlite(building, aside, keep_old)
    else:
        yield from new_schema(aside.name.replace("-", "_"))


def new_sqlite(building: Path, aside: Path, keep_old: bool) -> Iterator[None]:
    place = Path(connection.settings_dict["NAME"])
    building.mkdir(parents=True, exist_ok=True)
    connection.close()
    connection.settings_dict["NAME"] = building / place.name
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
    for ending in ("", "-wal", "-shm"):
        old = place.with_name(place.name + ending)
        if old.exists() and keep_old:
            aside.mkdir(exist_ok=True)
            os.replace(old, aside / old.name)
        old.unlink(missing_ok=True)
    os.replace(building / place.name, place)


def new_schema(aside: str) -> Iterator[None]:
    """PostgreSQL: the tables move into a schema of another name."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        if has_tables := bool(connection.introspection.table_names()):
            cursor.execute(f"ALTER SCHEMA {quote(schema)} RENAME TO {quote(aside)}")
            cursor.execute(f"CREATE SCHEMA {quote(schema)}")
    try:
        yield
    except BaseException:
        if has_tables:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {quote(schema)} CASCADE")
                cursor.execute(f"ALTER SCHEMA {quote(aside)} RENAME TO {quote(schema)}")
        raise


def fill(archive: zipfile.ZipFile, manifest: dict) -> int:
    """Make the tables as they were when the backup was made, fill them, bring them up to date, and build the indexes anew."""
    migrate(manifest)
    applied = [tuple(name.split(".", 1)) for name in manifest["migrations"]]
    then = MigrationExecutor(connection).loader.project_state(applied).apps
    rows = 0
    with transaction.atomic():
        for model in kept_models(then):
            label = model._meta.label
            if label not in manifest["tables"]:
                raise ValueError(f"{label} is missing")
            rows += read_rows(archive, label, model, manifest["tables"][label])
        reset_sequences(kept_models(then))
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    build_indexes()
    return rows


def migrate(manifest: dict) -> None:
    """Bring the empty database to where the one of the backup stood."""
    executor = MigrationExecutor(connection)
    applied = {tuple(name.split(".", 1)) for name in manifest["migrations"]}
    nodes = executor.loader.graph.node_map
    followed = {parent.key for key in applied for parent in nodes[key].parents if parent.key[0] == key[0]}
    executor.migrate(sorted(applied - followed))


def read_rows(archive: zipfile.ZipFile, label: str, model: type[models.Model], said: dict) -> int:
    """Read the rows of a model and hold the file against the manifest."""
    digest, batch, count = hashlib.sha256(), [], 0
    with archive.open(f"tables/{label}.jsonl") as file:
        head = file.readline()
        digest.update(head)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        names = json.loads(head)
        readers = [reader(fields[name]) for name in names]
        for row in file:
            digest.update(row)
            values = [value if value is None else read(value) for value, read in zip(json.loads(row), readers, strict=True)]
            batch.append(model(**dict(zip(names, values, strict=True))))
            count += 1
            if len(batch) == BATCH:
                model._base_manager.bulk_create(batch)
                batch = []
    model._base_manager.bulk_create(batch)
    if count != said["rows"] or digest.hexdigest() != said["sha256"]:
        raise ValueError(f"{label} is not as it was written")
    return count


def reader(field: models.Field) -> Callable:
    if isinstance(field, models.BinaryField):
        return base64.b64decode
    return (lambda value: value) if isinstance(field, models.JSONField) else field.to_python


def reset_sequences(kept: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)


def build_indexes() -> None:
    """Tables derived from others (the search index) are not in a backup: they are made again from their rows."""
    derived = [installed.get_model(label) for label in journal.DERIVED]
    for model in derived:
        if any(field.related_model is model and other is not model for other in derived for field in other._meta.concrete_fields):
            continue  # the index of a text is that of its turns: once is enough
        names = journal.columns(model)
        batch: list[list] = []
        with transaction.atomic():
            for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
                batch.append(list(row))
                if len(batch) == BATCH:
                    journal.refresh(model, "created", batch)
                    batch = []
            journal.refresh(model, "created", batch)


def unpack_media(archive: zipfile.ZipFile, manifest: dict, root: Path) -> None:
    for name, said in manifest["media"].items():
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise ValueError("a file has a wrong name")
        path = root / name[:2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(f"media/{name[:2]}/{name}") as entry, open(path, "wb") as file:
            while part := entry.read(1 << 20):
                file.write(part)
                digest.update(part)
            os.fsync(file.fileno())
        if digest.hexdigest() != said["sha256"]:
            raise ValueError(f"the imported file {name[:12]} is not as it was written")


def put_media(new: Path, aside: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        aside.mkdir(exist_ok=True)
        os.replace(media, aside / media.name)
    if new.exists():
        if media.exists():
            media.rmdir()
        os.replace(new, media)
