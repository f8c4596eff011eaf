"""Recordings for the tests: small files that are what they say."""

from __future__ import annotations

import io
import wave

from belegg.apps.recordings import actions
from belegg.apps.recordings.receiving import Received, receive


def wav(seconds=10.0, tone=3, rate=8000) -> bytes:
    """Return a WAV of one byte value: what is silent in it afterwards is told at once from what is not."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes([tone]) * (int(seconds * rate) * 2))
    return out.getvalue()


def mp3(frames=200) -> bytes:
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def received(data: bytes | None = None) -> Received:
    data = wav() if data is None else data
    return receive(data[at : at + 5000] for at in range(0, max(1, len(data)), 5000))


def record(study, by, data: bytes | None = None, **said):
    """Add a recording; of the source int-1 where nothing else is said."""
    if "interview" not in said:
        said.setdefault("about", "source:int-1")
    return actions.add_recording(study, received(data), by=by, **said)
