"""A copy of the whole store in one file, made while others go on working.

The file is a zip: `tables/MODEL.jsonl` (one row a line, the columns in the first), `media/…` (the imported bytes), and last
`manifest.json` with the SHA-256 of each. The same form for SQLite and PostgreSQL, so that a copy of either can be restored into either. Sessions stay out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.apps import apps as installed
from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import belegg
from belegg.apps.exchange.snapshot import snapshot
from belegg.apps.study.journal import ImageEncoder
from belegg.method.errors import Refused, gettext_noop

FORMAT = "belegg-backup"
VERSION = 1
MANIFEST = "manifest.json"


def backup(target: Path) -> dict:
    """Write a backup of the store to `target` and return {tables, rows, files, bytes}.

    An older backup at that place is replaced when the new one is whole; any other file is left alone.
    Raises Refused("not_a_backup") or ("not_writable").
    """
    target = Path(target)
    if target.exists():
        read_manifest(target)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    except OSError as error:
        raise not_writable(target, error) from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            answer = write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
        return {**answer, "bytes": target.stat().st_size}
    except OSError as error:
        raise not_writable(target, error) from None
    finally:
        beside.unlink(missing_ok=True)


def not_writable(target: Path, error: OSError) -> Refused:
    return Refused(
        "not_writable", gettext_noop("%(path)s can't be written (%(error)s)."), gettext_noop("Name another place."), path=target,
        error=error.strerror or error,
    )  # fmt: skip


def kept_models(apps=installed) -> list[type[models.Model]]:
    """Return the models whose rows belong to a backup: all of Belegg's own, in a fixed order."""
    own = {config.label for config in installed.get_app_configs() if config.name.startswith("belegg.")}
    return sorted(
        (model for model in apps.get_models() if model._meta.app_label in own and model._meta.managed), key=lambda m: m._meta.label
    )


def write(file: IO[bytes]) -> dict:
    manifest: dict = {
        "format": FORMAT,
        "version": VERSION,
        "belegg": belegg.__version__,
        "database": connection.vendor,
        "tables": {},
        "media": {},
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, snapshot():
        manifest["migrations"] = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
        for model in kept_models():
            with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as entry:
                out = Hashing(entry)
                manifest["tables"][model._meta.label] = {"rows": write_rows(model, out), "sha256": out.sha256}
        # After the first question of the snapshot: bytes are stored before the rows that name them, so every row's bytes are there.
        for path in media_files():
            with archive.open(f"media/{path.parent.name}/{path.name}", "w", force_zip64=True) as entry:
                manifest["media"][path.name] = copy(path, entry)
        manifest["time"] = timezone.now().isoformat(timespec="seconds")
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return {"tables": len(manifest["tables"]), "rows": rows, "files": len(manifest["media"])}


class Hashing:
    """A file being written that knows the SHA-256 of what went through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self._hash = file, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self._hash.update(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def write_rows(model: type[models.Model], out: Hashing) -> int:
    """Write the rows of a model and return how many."""
    fields = list(model._meta.concrete_fields)
    out.write(line([field.attname for field in fields]))
    packers = [packer(field) for field in fields]
    count = 0
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=2000):
        out.write(line([value if value is None else pack(value) for value, pack in zip(row, packers, strict=True)]))
        count += 1
    return count


def packer(field: models.Field) -> Callable:
    if isinstance(field, models.BinaryField):
        return lambda value: base64.b64encode(bytes(value)).decode("ascii")
    return lambda value: value


def line(values: list) -> bytes:
    return json.dumps(values, cls=ImageEncoder, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def media_files() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    if root.is_dir():
        yield from sorted(path for path in root.glob("??/*") if path.is_file() and len(path.name) == 64)


def copy(path: Path, entry: IO[bytes]) -> dict:
    digest, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            entry.write(part)
            digest.update(part)
            size += len(part)
    return {"bytes": size, "sha256": digest.hexdigest()}


def read_manifest(path: Path) -> dict:
    """Return the manifest of a backup.

    Raises Refused("no_file"), ("not_a_backup") or ("newer_backup").
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
    except FileNotFoundError:
        raise Refused("no_file", gettext_noop("There is no file %(path)s."), path=path) from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refused(
            "not_a_backup", gettext_noop("%(path)s is not a whole backup of Belegg."), gettext_noop("Name another file."), path=path
        )
    if manifest.get("version", 0) > VERSION:
        raise Refused(
            "newer_backup", gettext_noop("%(path)s was made by a newer version of Belegg."), gettext_noop("Update Belegg first."), path=path
        )
    return manifest
