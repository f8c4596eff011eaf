"""Take a recording in: what comes is looked at, counted, hashed and encrypted as it comes, so that no plain copy touches the disk and its size does
not matter to the memory."""

from __future__ import annotations

import io
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from belegg.apps.recordings.models import FileKey, Recording
from belegg.apps.recordings.sealed_files import Reader, Writer, new_key
from belegg.formats.durations import duration_ms
from belegg.formats.recording import HEAD, Kind, kind_of
from belegg.method.errors import Refused, gettext_noop

_FILE = re.compile(r"[0-9a-f]{32}")
# A file that is still being written is called so; one that nobody finished is cleared away after a day.
UNFINISHED = ".part"
UNFINISHED_DAYS = 1
# An undone recording can be brought back so long; then its file is taken for left over.
LEFT_OVER_DAYS = 30


@dataclass(frozen=True)
class Received:
    """A recording that has come in and is not in the study yet. The key is nowhere else until `add_recording` wraps it."""

    file: str
    key: bytes
    sha256: str
    size: int
    kind: Kind
    duration_ms: int | None


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "recordings"


def path_of(file: str) -> Path:
    """Return where an encrypted file lies. Refuses what is not the name of one, so that no path can be smuggled in."""
    if not _FILE.fullmatch(file):
        raise not_here()
    return folder() / file[:2] / file


def not_here() -> Refused:
    return Refused(
        "recording_not_here",
        gettext_noop("The sound of this recording is not in this store."),
        gettext_noop("Add the file again: it is known by its contents."),
    )


class Receiving:
    """Takes a recording in piece by piece: `write`, then `done` or `discard`. What is no recording is refused as soon as its first bytes tell."""

    def __init__(self) -> None:
        clear_left_over()
        self.file, self.key = secrets.token_hex(16), new_key()
        self._writer = Writer(path_of(self.file).with_suffix(UNFINISHED), self.key)
        self._head = b""
        self._kind: Kind | None = None

    def write(self, data: bytes) -> int:
        """Raises Refused("not_a_recording") and ("recording_too_large"), and keeps nothing."""
        try:
            if self._kind is None:
                self._head += data[: HEAD - len(self._head)]
                if len(self._head) >= HEAD:
                    self._kind = checked_kind(self._head)
            self._writer.write(data)
            check_size(self._writer.size)
            return len(data)
        except Refused:
            self.discard()
            raise

    def done(self) -> Received:
        """Return what came in; it lies whole on the disk. Raises Refused("not_a_recording")."""
        try:
            kind = self._kind or checked_kind(self._head)
        except Refused:
            self.discard()
            raise
        self._writer.close()
        path = path_of(self.file)
        self._writer.path.rename(path)
        with Reader(path, self.key) as file:
            length = duration_ms(io.BufferedReader(file), file.size, kind)
        return Received(self.file, self.key, self._writer.sha256, self._writer.size, kind, length)

    def discard(self) -> None:
        self._writer.discard()


def receive(parts: Iterable[bytes]) -> Received:
    """Take in what comes in parts. Raises as `Receiving`."""
    receiving = Receiving()
    try:
        for part in parts:
            receiving.write(part)
    except BaseException:
        receiving.discard()
        raise
    return receiving.done()


def checked_kind(head: bytes) -> Kind:
    kind = kind_of(head)
    if kind is None:
        raise Refused(
            "not_a_recording",
            gettext_noop("This file is not a recording that can be played here, whatever its name says."),
            gettext_noop("Add sound or film as WAV, MP3, M4A, MP4, Ogg, WebM or FLAC."),
        )
    return kind


def check_size(size: int) -> None:
    """Raises Refused("recording_too_large")."""
    if size > settings.RECORDING_MAX_BYTES:
        raise Refused(
            "recording_too_large",
            gettext_noop("The recording has more than %(most)d MB."),
            gettext_noop("Divide it, or save it in a format that takes less room, such as M4A or MP3."),
            most=settings.RECORDING_MAX_BYTES // 2**20,
        )


def forget(received: Received) -> None:
    """Take away what came in and did not get into the study."""
    path_of(received.file).unlink(missing_ok=True)


def clear_left_over() -> None:
    """Take away files that nobody finished, and those of recordings whose adding was undone long ago, with their keys."""
    old = [path for path in folder().glob("*/*") if older_than(path, UNFINISHED_DAYS)]
    for path in old:
        if path.suffix == UNFINISHED:
            path.unlink(missing_ok=True)
        elif older_than(path, LEFT_OVER_DAYS) and not Recording.objects.filter(file=path.name).exists():
            FileKey.objects.filter(file=path.name).delete()
            path.unlink(missing_ok=True)


def older_than(path: Path, days: int) -> bool:
    return time.time() - path.stat().st_mtime > days * 86400
