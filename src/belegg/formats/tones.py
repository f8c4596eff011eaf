"""Invented sound: tones instead of voices, for studies whose interviews never took place. Whole numbers only, so that it is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

RATE = 4000
# Hertz of the tones, one after the other as speakers change.
PITCHES = (196, 247, 294, 330)
LOUDNESS = 40


def tones(changes: Sequence[int], seconds: int) -> Iterator[bytes]:
    """Yield a WAV file (8 bits, mono) in parts. `changes` are the seconds at which another tone begins; each second ends in a breath of silence."""
    size = seconds * RATE
    yield b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    yield b"\x01\x00\x01\x00" + RATE.to_bytes(4, "little") * 2 + b"\x01\x00\x08\x00" + b"data" + size.to_bytes(4, "little")
    voices = [one_second(pitch) for pitch in PITCHES]
    starts = sorted(set(changes))
    at = 0
    for second in range(seconds):
        while at < len(starts) and starts[at] <= second:
            at += 1
        yield voices[at % len(voices)]


def one_second(pitch: int) -> bytes:
    """Return a second of a triangle wave, silent in its last quarter."""
    sound = bytearray(b"\x80" * RATE)
    for place in range(RATE * 3 // 4):
        phase = place * pitch * 4 * LOUDNESS // RATE % (4 * LOUDNESS)
        height = phase if phase < LOUDNESS else 2 * LOUDNESS - phase if phase < 3 * LOUDNESS else phase - 4 * LOUDNESS
        sound[place] = 128 + height
    return bytes(sound)
