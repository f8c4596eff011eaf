"""The imported bytes, kept as they came: one file per content, named by its SHA-256. Nothing of a client's file name is used."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from belegg.method.errors import Refused, gettext_noop

_SHA256 = re.compile(r"[0-9a-f]{64}")


def keep(data: bytes) -> str:
    """Store `data` and return its SHA-256. On the disk before this returns; the same content is stored once."""
    sha = hashlib.sha256(data).hexdigest()
    path = path_of(sha)
    if not path.exists():
        write_whole(path, data)
    return sha


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that after a crash it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut. Windows has no such call and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(sha: str) -> Path:
    """Return where the content with this hash lies. Refuses what is not a hash, so that no path can be smuggled in."""
    if not _SHA256.fullmatch(sha):
        raise Refused("not_found", gettext_noop("There is no such file."))
    return Path(settings.MEDIA_ROOT) / sha[:2] / sha


def open_original(sha: str) -> BinaryIO:
    """Open imported bytes for reading.

    Raises Refused("original_missing") when they are not in the store (a study folder loaded without its originals).
    """
    try:
        return open(path_of(sha), "rb")
    except FileNotFoundError:
        raise Refused("original_missing", gettext_noop("The imported file is not in this store.")) from None
