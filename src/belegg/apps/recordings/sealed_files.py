"""Encrypted files one can seek in: 64 KiB of sound at a time, each piece sealed with AES-GCM, so that to play a minute only that minute is opened.

Every file has a key of its own, so the number of a piece is its nonce. The last piece is sealed as the last: a file that was cut short, or whose
pieces were changed about, does not open.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from belegg.method.errors import Refused, gettext_noop

PIECE = 64 * 1024
TAG = 16
MARK = b"BELEGGR1"
KEY = 32


def new_key() -> bytes:
    return os.urandom(KEY)


class Writer:
    """Writes a sealed file, and counts and hashes what is put in. `close` makes it last through a power cut."""

    def __init__(self, path: Path, key: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path, self._seal = path, AESGCM(key)
        self._file = open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._file.write(MARK)
        self._waiting = bytearray()
        self._number = 0
        self._sha = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._sha.update(data)
        self.size += len(data)
        self._waiting += data
        # One piece is held back: which is the last is known only at the end.
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), False)
            del self._waiting[:PIECE]
        return len(data)

    def _put(self, piece: bytes, last: bool) -> None:
        self._file.write(self._seal.encrypt(_nonce(self._number), piece, _facts(last)))
        self._number += 1

    @property
    def sha256(self) -> str:
        return self._sha.hexdigest()

    def close(self) -> None:
        self._put(bytes(self._waiting), True)
        self._waiting.clear()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


class Reader(io.RawIOBase):
    """A sealed file as it was before: it can be read and sought, and opens only the pieces that are asked for."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._seal = AESGCM(key)
        self._file = open(path, "rb")
        sealed = os.fstat(self._file.fileno()).st_size - len(MARK)
        self._pieces = max(1, -(-sealed // (PIECE + TAG)))
        self.size = sealed - self._pieces * TAG
        self._at = 0
        self._open: tuple[int, bytes] = (-1, b"")
        if self._file.read(len(MARK)) != MARK or self.size < 0:
            self._file.close()
            raise damaged()
        # The last piece says that nothing is missing behind it.
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence])
        return self._at

    def readinto(self, buffer) -> int:
        view = memoryview(buffer).cast("B")
        number, inside = divmod(self._at, PIECE)
        if self._at >= self.size or not len(view):
            return 0
        part = self._piece(number)[inside : inside + len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _piece(self, number: int) -> bytes:
        if self._open[0] != number:
            self._file.seek(len(MARK) + number * (PIECE + TAG))
            try:
                opened = self._seal.decrypt(_nonce(number), self._file.read(PIECE + TAG), _facts(number == self._pieces - 1))
            except InvalidTag:
                self._file.close()
                raise damaged() from None
            self._open = number, opened
        return self._open[1]

    def parts(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes `[start, end)`, a piece at a time, and close the file."""
        with self:
            self.seek(start)
            while self._at < end and (part := self.read(min(PIECE, end - self._at))):
                yield part

    def close(self) -> None:
        self._file.close()
        super().close()


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _facts(last: bool) -> bytes:
    return b"last" if last else b"more"


def damaged() -> Refused:
    return Refused(
        "recording_damaged",
        gettext_noop("The file of this recording is damaged or was changed outside Belegg, so it cannot be played."),
        gettext_noop("Take it from a backup, or delete the recording."),
    )
