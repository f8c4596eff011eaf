"""What the web server puts aside on the disk while a large request comes in or a large answer goes out: encrypted, under a key that is only in memory.

waitress spools bodies over half a megabyte to temporary files. Without this, a recording on its way in would lie there as it is.
"""

from __future__ import annotations

import io
import os
import tempfile
from typing import IO

import waitress.buffers
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

BLOCK = 16


class SealedFile(io.RawIOBase):
    """A temporary file whose bytes are encrypted (AES-256-CTR, a fresh key each). Every place is written once, as waitress does: it only appends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+b", buffering=0)
        self._key = os.urandom(32)
        self._at = 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: os.fstat(self._file.fileno()).st_size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer) -> int:
        view = memoryview(buffer).cast("B")
        self._file.seek(self._at)
        sealed = self._file.read(len(view)) or b""
        view[: len(sealed)] = self._changed(sealed)
        self._at += len(sealed)
        return len(sealed)

    def write(self, data) -> int:
        sealed = self._changed(bytes(data))
        self._file.seek(self._at)
        rest = memoryview(sealed)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._at += len(sealed)
        return len(sealed)

    def _changed(self, data: bytes) -> bytes:
        """Return the bytes encrypted, or decrypted: in counter mode the two are one."""
        block, inside = divmod(self._at, BLOCK)
        stream = Cipher(AES(self._key), CTR(block.to_bytes(BLOCK, "big"))).encryptor()
        stream.update(bytes(inside))
        return stream.update(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def seal_what_is_spooled() -> None:
    """Let waitress put aside only what is encrypted."""

    def newfile(self) -> IO[bytes]:
        return SealedFile()  # type: ignore[return-value]

    waitress.buffers.TempfileBasedBuffer.newfile = newfile
