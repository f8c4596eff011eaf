"""Take stretches out of a WAV file. They become silence: the rest keeps its place in time, so that the turns of the text still lie on it."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from typing import IO, BinaryIO, Protocol, cast

from belegg.method.errors import Refused, gettext_noop

# How many frames are held at a time: a recording does not pass through memory as a whole.
BLOCK = 65536


class Target(Protocol):
    """What can be written on to."""

    def write(self, data: bytes, /) -> object: ...


def silence(source: BinaryIO, target: Target, spans: Iterable[tuple[int, int]]) -> None:
    """Write `source` to `target` with the given spans (milliseconds, half-open) made silent. `target` need not be sought.

    Raises Refused("not_a_wav_to_cut") for WAV files that hold anything but plain samples.
    """
    try:
        with wave.open(source, "rb") as heard:
            frames, rate = _frames_there(source, heard), heard.getframerate()
            quiet = merged((start * rate // 1000, -(-end * rate // 1000)) for start, end in spans)
            with wave.open(cast("IO[bytes]", _Onward(target)), "wb") as written:
                written.setparams(heard.getparams())
                written.setnframes(frames)
                for at in range(0, frames, BLOCK):
                    data = heard.readframes(min(BLOCK, frames - at))
                    written.writeframesraw(_quieted(data, at, quiet, heard.getsampwidth(), heard.getnchannels()))
    except (wave.Error, EOFError):
        raise Refused(
            "not_a_wav_to_cut",
            gettext_noop("Nothing can be taken out of this recording: only plain WAV files can be cut here."),
            gettext_noop("Delete the recording, or cut it with another program and add what is left."),
        ) from None


def _frames_there(source: BinaryIO, heard: wave.Wave_read) -> int:
    """Return how many frames the file holds, which may be fewer than its head says where a recorder was cut off."""
    place = source.tell()
    end = source.seek(0, 2)
    source.seek(place)
    return min(heard.getnframes(), (end - place) // (heard.getsampwidth() * heard.getnchannels()))


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that touch made one, empty ones left out."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), end) for start, end in spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _quieted(data: bytes, first: int, quiet: list[tuple[int, int]], width: int, channels: int) -> bytes:
    size = width * channels
    count = len(data) // size
    touched = [(max(0, start - first), min(count, end - first)) for start, end in quiet if start < first + count and end > first]
    if not touched:
        return data
    # Samples of one byte have no sign: their silence lies in the middle.
    nothing = b"\x80" if width == 1 else b"\x00"
    block = bytearray(data)
    for start, end in touched:
        block[start * size : end * size] = nothing * ((end - start) * size)
    return bytes(block)


class _Onward:
    """A file that is only written on to: the head of a WAV file is known before its samples, so nothing is gone back to."""

    def __init__(self, target: Target) -> None:
        self.target, self.at = target, 0

    def write(self, data: bytes) -> int:
        self.target.write(data)
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        return self.at

    def flush(self) -> None:
        """Whoever owns the target flushes it."""

    def seek(self, *_: int) -> int:
        raise wave.Error("the samples are not as many as the head says")
