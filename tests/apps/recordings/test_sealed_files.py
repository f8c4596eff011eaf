"""Sealed files: what goes in comes out, from any place, and nothing changed about them opens."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.apps.recordings.sealed_files import MARK, PIECE, TAG, Reader, Writer, new_key
from belegg.method.errors import Refused

SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17]
KEY = new_key()


def put(path, data: bytes, key=KEY, step=10_000):
    writer = Writer(path, key)
    for at in range(0, len(data), step):
        writer.write(data[at : at + step])
    writer.close()
    return writer


def pattern(size: int) -> bytes:
    return b"".join(at.to_bytes(4, "big") for at in range(size // 4 + 1))[:size]


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(tmp_path, size):
    data = pattern(size)
    written = put(tmp_path / "file", data)

    with Reader(tmp_path / "file", KEY) as file:
        assert (file.size, written.size, written.sha256) == (size, size, hashlib.sha256(data).hexdigest())
        assert file.read() == data
    assert data == b"" or size < 8 or data[:64] not in (tmp_path / "file").read_bytes()


@given(st.sampled_from(SIZES), st.integers(0, 4 * PIECE), st.integers(0, 4 * PIECE))
def test_any_stretch_is_the_same_stretch(tmp_path_factory, size, start, length):
    path = tmp_path_factory.mktemp("sealed") / "file"
    data = pattern(size)
    put(path, data, step=PIECE)

    assert b"".join(Reader(path, KEY).parts(start, min(size, start + length))) == data[start : start + length]


def test_only_the_pieces_asked_for_are_opened(tmp_path, monkeypatch):
    put(tmp_path / "file", pattern(50 * PIECE))
    opened = []
    piece = Reader._piece
    monkeypatch.setattr(Reader, "_piece", lambda self, number: opened.append(number) or piece(self, number))

    list(Reader(tmp_path / "file", KEY).parts(20 * PIECE + 5, 21 * PIECE + 5))

    assert set(opened) == {20, 21, 49}  # the last says that nothing is missing


def test_it_can_be_read_as_any_file(tmp_path):
    data = pattern(2 * PIECE + 5)
    put(tmp_path / "file", data)

    file = io.BufferedReader(Reader(tmp_path / "file", KEY))

    assert file.seek(-10, io.SEEK_END) == len(data) - 10 and file.read() == data[-10:]
    assert file.seek(PIECE - 3) and file.read(6) == data[PIECE - 3 : PIECE + 3]


WHOLE = PIECE + TAG
CHANGES = {
    "a bit": lambda sealed: sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:],
    "its last piece gone": lambda sealed: sealed[: len(MARK) + 2 * WHOLE],
    "cut in a piece": lambda sealed: sealed[:-5],
    "two pieces changed about": lambda sealed: (
        sealed[:8] + sealed[8 + WHOLE : 8 + 2 * WHOLE] + sealed[8:][:WHOLE] + sealed[8 + 2 * WHOLE :]
    ),
    "another mark": lambda sealed: b"RIFF" + sealed[4:],
    "nothing": lambda sealed: b"",
    "its mark alone": lambda sealed: MARK,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_was_changed_does_not_open(tmp_path, change):
    put(tmp_path / "file", pattern(2 * PIECE + 5))
    sealed = (tmp_path / "file").read_bytes()
    (tmp_path / "file").write_bytes(CHANGES[change](sealed))

    with pytest.raises(Refused) as refused:
        Reader(tmp_path / "file", KEY).read()

    assert refused.value.code == "recording_damaged"


def test_another_key_does_not_open_it(tmp_path):
    put(tmp_path / "file", pattern(100))

    with pytest.raises(Refused):
        Reader(tmp_path / "file", new_key()).read()
