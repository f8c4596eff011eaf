"""What the web server puts aside on the disk is encrypted, and comes back as it was."""

import io
import os

import waitress.buffers
from hypothesis import given
from hypothesis import strategies as st

from belegg.cli.sealed_spool import SealedFile, seal_what_is_spooled


@given(st.lists(st.binary(max_size=70), max_size=8), st.integers(0, 300), st.integers(0, 300))
def test_what_is_put_aside_comes_back(parts, start, count):
    file, whole = SealedFile(), b"".join(parts)
    for part in parts:
        file.seek(0, io.SEEK_END)
        file.write(part)

    file.seek(start)
    assert file.read(count) == whole[start : start + count]
    file.seek(0)
    assert file.read() == whole
    sealed = os.pread(file._file.fileno(), len(whole) + 1, 0)
    assert len(sealed) == len(whole) and (len(whole) < 12 or sealed != whole)


def test_bodies_over_the_memorys_share_are_put_aside_sealed(monkeypatch):
    monkeypatch.setattr(waitress.buffers.TempfileBasedBuffer, "newfile", waitress.buffers.TempfileBasedBuffer.newfile)
    seal_what_is_spooled()
    body = waitress.buffers.OverflowableBuffer(1000)
    for at in range(50):
        body.append(bytes([at]) * 100)

    assert isinstance(body.getfile(), SealedFile)
    assert body.get(5000) == b"".join(bytes([at]) * 100 for at in range(50))
    body.skip(4900)
    body.append(b"more")
    assert body.get(1000) == bytes([49]) * 100 + b"more"
