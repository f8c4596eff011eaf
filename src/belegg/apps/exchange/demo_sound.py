"""The sound of the demo: tones where an invented interview would be heard, changing where its turns change, so that text and sound can be followed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from belegg.apps.exchange.recordings import Sound
from belegg.formats.tones import tones
from belegg.method.recording_times import parse_time

# The interview that can be heard, and how long.
TEXT = "int-1"
SECONDS = 14 * 60


def demo_sound(folder: Path) -> Sound:
    """Return a function that gives the demo's sound for the recording it belongs to."""
    table = io.StringIO((folder / "texts" / f"{TEXT}.turns.csv").read_text(encoding="utf-8"), newline="")
    times = [parse_time(row["time_start"]) // 1000 for row in csv.DictReader(table) if row["time_start"]]
    return partial(sound_with, times)


def sound_with(times: list[int], sha256: str) -> Iterable[bytes]:
    return tones(times, SECONDS)
