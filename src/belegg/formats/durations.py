"""How long a recording is, as its own file tells it. Where it does not tell, or lies, the answer is None: nothing here is guessed from a size alone
but for MP3, whose frames without a table of contents are all alike."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from belegg.formats import recording
from belegg.formats.recording import Kind

# A recording of more than this is no recording, but a number in a damaged file.
LONGEST_MS = 7 * 24 * 3600 * 1000
# How many boxes or chunks of a container are looked at before giving up.
MOST_PARTS = 10_000


def duration_ms(file: BinaryIO, size: int, kind: Kind) -> int | None:
    """Return the length of a recording in milliseconds. `file` can be read and sought; it is not read through."""
    try:
        found = READ[kind.name](file, size)
    except (struct.error, IndexError, ZeroDivisionError):
        return None
    return found if found is not None and 0 < found <= LONGEST_MS else None


def _at(file: BinaryIO, place: int, count: int) -> bytes:
    file.seek(place)
    return file.read(count)


def _wav(file: BinaryIO, size: int) -> int | None:
    at, bytes_a_second = 12, 0
    for _ in range(MOST_PARTS):
        name, length = struct.unpack("<4sI", _at(file, at, 8))
        if name == b"fmt ":
            bytes_a_second = struct.unpack("<I", _at(file, at + 16, 4))[0]
        elif name == b"data":
            # A recorder that was cut off leaves 0 or the highest number here; then everything that follows is sound.
            sound = min(length or size, size - at - 8)
            return sound * 1000 // bytes_a_second
        at += 8 + length + (length & 1)
    return None


def _flac(file: BinaryIO, size: int) -> int | None:
    bits = int.from_bytes(_at(file, 18, 8), "big")
    return (bits & (1 << 36) - 1) * 1000 // (bits >> 44)


def _mp3(file: BinaryIO, size: int) -> int | None:
    head = _at(file, 0, 10)
    at = 10 + sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)) if head[:3] == b"ID3" else 0
    found = recording.frame(_at(file, at, 4))
    if found is None:
        return None
    table = _at(file, at + 4 + found.side, 12)
    if table[:4] in (b"Xing", b"Info") and table[7] & 1:
        return int.from_bytes(table[8:12], "big") * found.samples * 1000 // found.sample_rate
    return (size - at) * 8000 // found.bit_rate


def _mp4(file: BinaryIO, size: int) -> int | None:
    place = _box(file, b"moov", 0, size)
    place = _box(file, b"mvhd", *place) if place else None
    if place is None:
        return None
    version = _at(file, place[0], 1)[0]
    scale, length = struct.unpack(">IQ", _at(file, place[0] + 20, 12)) if version else struct.unpack(">II", _at(file, place[0] + 12, 8))
    return length * 1000 // scale


def _box(file: BinaryIO, wanted: bytes, at: int, end: int) -> tuple[int, int] | None:
    """Return where the contents of a box begin and end, among the boxes between two places."""
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return None
        length, name = struct.unpack(">I4s", _at(file, at, 8))
        inside = at + 8
        if length == 1:
            length, inside = struct.unpack(">Q", _at(file, at + 8, 8))[0], at + 16
        stop = end if length == 0 else at + length
        if name == wanted:
            return inside, min(stop, end)
        if stop <= at:
            return None
        at = stop
    return None


def _ogg(file: BinaryIO, size: int) -> int | None:
    """The last page tells how many samples there are up to its end."""
    head = _at(file, 0, 4096)
    if (at := head.find(b"OpusHead")) >= 0:
        hertz, skipped = 48000, struct.unpack("<H", head[at + 10 : at + 12])[0]
    elif (at := head.find(b"\x01vorbis")) >= 0:
        hertz, skipped = struct.unpack("<I", head[at + 12 : at + 16])[0], 0
    else:
        return None
    tail = _at(file, max(0, size - 65536 - 282), 65536 + 282)
    last = tail.rfind(b"OggS")
    samples = struct.unpack("<q", tail[last + 6 : last + 14])[0] if last >= 0 else -1
    return (samples - skipped) * 1000 // hertz


def _webm(file: BinaryIO, size: int) -> int | None:
    """The `Info` of the segment may tell the length, in units it tells too. What a browser recorded does not: there the last cluster tells when it
    begins, a few seconds before the end."""
    return _webm_told(file) or _last_cluster(_at(file, max(0, size - 4 * 2**20), 4 * 2**20))


def _last_cluster(tail: bytes) -> int | None:
    """Return when the last cluster begins: its name, its length, and then its time as the first thing in it."""
    at = tail.rfind(b"\x1f\x43\xb6\x75")
    if at < 0:
        return None
    length = 9 - tail[at + 4].bit_length()
    time = at + 4 + length
    if tail[time] != 0xE7 or not 0 < (count := tail[time + 1] & 0x0F) <= 8:
        return None
    return int.from_bytes(tail[time + 2 : time + 2 + count], "big")


def _webm_told(file: BinaryIO) -> int | None:
    head = _at(file, 0, recording.HEAD)
    at = head.find(b"\x15\x49\xa9\x66")
    if at < 0:
        return None
    info = head[at : at + 512]
    unit = 1_000_000
    if (found := info.find(b"\x2a\xd7\xb1")) >= 0:
        unit = int.from_bytes(info[found + 4 : found + 4 + (info[found + 3] & 0x0F)], "big")
    if (found := info.find(b"\x44\x89")) < 0:
        return None
    length = info[found + 2] & 0x0F
    value = struct.unpack(">d" if length == 8 else ">f", info[found + 3 : found + 3 + length])[0]
    return int(value * unit / 1_000_000) if value == value and abs(value) < 1e15 else None


READ: dict[str, Callable[[BinaryIO, int], int | None]] = {
    "WAV": _wav, "FLAC": _flac, "MP3": _mp3, "M4A": _mp4, "MP4": _mp4, "Ogg": _ogg, "WebM": _webm,
}  # fmt: skip
