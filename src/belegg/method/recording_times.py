"""Times in a recording: whole milliseconds inside, HH:MM:SS or HH:MM:SS.mmm on paper."""

from __future__ import annotations

import re

from belegg.method.errors import Refused, gettext_noop

# Hours may be one to three digits; captions written on the Continent use a comma before the milliseconds.
TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?", re.ASCII)


def format_time(milliseconds: int) -> str:
    """Return the time as written in a study folder.

    >>> format_time(250_250), format_time(250_000)
    ('00:04:10.250', '00:04:10')
    """
    seconds, rest = divmod(milliseconds, 1000)
    whole = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{whole}.{rest:03d}" if rest else whole


def parse_time(written: str) -> int:
    """Return milliseconds; "4:10" is four minutes and ten seconds.

    >>> parse_time("00:04:10.250"), parse_time("4:10"), parse_time("1:00:00,5")
    (250250, 250000, 3600500)
    """
    parts = _PARTS.fullmatch(written.strip())
    if not parts or int(parts[3]) > 59 or (parts[1] and int(parts[2]) > 59):
        raise Refused(
            "time_not_readable",
            gettext_noop("“%(written)s” is not a time in a recording."),
            gettext_noop("Write it as hours:minutes:seconds, for example 00:04:10."),
            written=written[:40],
        )
    hours, minutes, seconds, fraction = int(parts[1] or 0), int(parts[2]), int(parts[3]), (parts[4] or "0").ljust(3, "0")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(fraction)
