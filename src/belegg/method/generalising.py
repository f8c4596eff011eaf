"""Saying less of people, so that more of them are alike: an age as a band, a role as a group of roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .errors import Refused, gettext_noop

_BAND = re.compile(r"\s*(\d{1,3})\s*[-\u2013]\s*(\d{1,3})\s*\Z")
_FROM = re.compile(r"\s*(\d{1,3})\s*\+\s*\Z")


def age_band(age: str | int, width: int = 10, top: int = 70) -> str:
    """Return the band an age lies in; a narrower band becomes the wider one that holds it. From `top` on there is one band.

    >>> age_band(47), age_band("43-47"), age_band(81), age_band(47, width=20)
    ('40\u201349', '40\u201349', '70+', '40\u201359')

    Raises Refused("age_unknown") for what is no age, or a band that lies across two.
    """
    low, high = _years(str(age))
    if low >= top:
        return f"{top}+"
    start = low - low % width
    end = min(start + width, top) - 1
    if high is None or high > end:
        raise Refused(
            "age_unknown",
            gettext_noop("“%(age)s” can't be placed in one band of %(width)s years."),
            gettext_noop("Write the age in years, or choose a wider band."),
            age=str(age)[:40],
            width=width,
        )
    return f"{start}\u2013{end}"


def _years(age: str) -> tuple[int, int | None]:
    if band := _BAND.match(age):
        return int(band[1]), int(band[2])
    if open_band := _FROM.match(age):
        return int(open_band[1]), None
    if age.strip().isdecimal() and int(age) < 130:
        return int(age), int(age)
    raise Refused(
        "age_unknown",
        gettext_noop("“%(age)s” is not an age."),
        gettext_noop("Write a number of years, or a band such as 40–49."),
        age=age[:40],
    )


def grouped(value: str, groups: Mapping[str, str]) -> str:
    """Return the group of a value (without regard to case); what is in no group stays as it is.

    >>> grouped("Head of care", {"head of care": "leader"})
    'leader'
    """
    folded = {name.strip().casefold(): group.strip() for name, group in groups.items()}
    return folded.get(value.strip().casefold(), "") or value


def generalised(values: Sequence[str], groups: Mapping[str, str] | None = None, *, width: int = 0) -> list[str]:
    """Return the values said more widely: by `groups`, or as age bands of `width` years. Unknown ("") stays unknown."""
    if width:
        return [age_band(value, width) if value.strip() else value for value in values]
    return [grouped(value, groups or {}) for value in values]
