"""Cells of the study folder: how each kind of value is read, checked and written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural
from belegg.method.recording_times import format_time, parse_time


class Bad(ValueError):
    """A value that cannot stand where it stands. `why` is an English template over `params`."""

    def __init__(self, why: str, **params: object) -> None:
        super().__init__(why % params if params else why)
        self.why, self.params = why, params


@dataclass(frozen=True)
class Kind:
    """One kind of cell: `read` raises Bad. A `needed` column may not be missing from its file."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = str
    needed: bool = True
    plain: bool = False  # a value of TOML that is no text: a list, yes or no


def cell(kind: Kind) -> Any:
    """Declare a field of a record as a cell of `kind`."""
    return field(metadata={"kind": kind})


_KEY = re.compile(r"[a-z0-9_-]{1,60}")
_HASH = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_SIZE = re.compile(r"[0-9]{1,15}", re.ASCII)
_SPANS = re.compile(r"[0-9]{1,12}-[0-9]{1,12}( [0-9]{1,12}-[0-9]{1,12})*", re.ASCII)
_ORIGINAL = re.compile(r"originals/([a-z0-9_-]{1,60})((?:\.[A-Za-z0-9]{1,10}){0,2})")


def read_key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise Bad(gettext_noop("“%(value)s” is not an id: use a-z, 0-9, hyphen and underscore, at most 60."), value=value[:80])
    return value


def read_hash(value: str) -> str:
    if not _HASH.fullmatch(value):
        raise Bad(gettext_noop("“%(value)s” is not a SHA-256 in lower-case hexadecimal."), value=value[:80])
    return value


def read_size(value: str) -> int:
    """Read a number of bytes: larger than the other numbers of a folder."""
    if not _SIZE.fullmatch(value):
        raise Bad(gettext_noop("“%(value)s” is not a whole number."), value=value[:40])
    return int(value)


def read_spans(value: str) -> tuple[tuple[int, int], ...]:
    found = (
        tuple((int(start), int(end)) for start, end in (span.split("-") for span in value.split()) if int(start) < int(end))
        if (_SPANS.fullmatch(value))
        else ()
    )
    if value and len(found) != len(value.split()):
        raise Bad(gettext_noop("“%(value)s” are no stretches in milliseconds: 1000-3000 5000-6500."), value=value[:80])
    return found


def read_number(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise Bad(gettext_noop("“%(value)s” is not a whole number."), value=value[:40])
    return int(value)


def read_date(value: str) -> date:
    try:
        if len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise Bad(gettext_noop("“%(value)s” is not a date: write it as 2025-03-31."), value=value[:40]) from None


def read_instant(value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Bad(gettext_noop("“%(value)s” is not a moment in time: write it as 2025-03-31T09:12:00Z."), value=value[:40])
    return instant.astimezone(UTC)


def write_instant(value: datetime) -> str:
    """Return the moment in UTC, with a fraction only where it has one.

    >>> write_instant(datetime(2025, 3, 4, 9, 12, tzinfo=UTC))
    '2025-03-04T09:12:00Z'
    """
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_time(value: str) -> int | None:
    try:
        return parse_time(value) if value else None
    except Refused as refused:
        raise Bad(refused.why, **refused.params) from None


def read_keys(value: str) -> tuple[str, ...]:
    return tuple(read_key(part) for part in value.split(";")) if value else ()


def read_json(value: str) -> str:
    try:
        said = json.loads(value)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Bad(gettext_noop("It must be an object in JSON."))
    return value


def read_original(value: str) -> str:
    if value and not _ORIGINAL.fullmatch(value):
        raise Bad(gettext_noop("“%(value)s” is not the path of an original: it must be originals/ID.ext."), value=value[:80])
    return value


def suffix_of(original: str) -> str:
    """Return the file ending of a path originals/ID.ext, with its dot."""
    found = _ORIGINAL.fullmatch(original)
    return found[2] if found else ""


def words(limit: int = 0, *, needed: bool = False) -> Kind:
    """Return the kind of a text of at most `limit` characters (0: any length); a needed one may not be empty."""

    def read(value: str) -> str:
        if "\x00" in value:
            raise Bad(gettext_noop("It contains a zero byte."))
        if limit and len(value) > limit:
            raise Bad(gettext_noop("“%(value)s …” is longer than %(limit)s characters."), value=value[:40], limit=limit)
        if needed and not value.strip():
            raise Bad(gettext_noop("It may not be empty."))
        return value

    return Kind(read, needed=needed)


def choice(*options: str) -> Kind:
    """Return the kind of a value that is one of `options`."""

    def read(value: str) -> str:
        if value not in options:
            allowed = ", ".join(option or "(empty)" for option in options)
            raise Bad(gettext_noop("“%(value)s” is not one of: %(allowed)s."), value=value[:40], allowed=allowed)
        return value

    return Kind(read, needed="" not in options)


def optional(kind: Kind, empty: Any = None) -> Kind:
    """Return `kind` with the empty cell allowed, standing for `empty`."""
    return Kind(
        lambda value: kind.read(value) if value else empty, lambda value: "" if value in (None, "") else kind.write(value), needed=False
    )


def strings() -> Kind:
    """Return the kind of a list of texts."""

    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise Bad(gettext_noop("It must be a list of texts."))
        return tuple(value)

    return Kind(lambda value: read(value) if value else (), list, needed=False, plain=True)


def yes_or_no(default: bool) -> Kind:
    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Bad(gettext_noop("It must be true or false."))
        return value

    return Kind(lambda value: default if value == "" else read(value), bool, needed=False, plain=True)


KEY = Kind(read_key)
KEY_OR_NONE = optional(KEY, "")
KEY_OR_ALL = Kind(lambda value: value if value == "*" else read_key(value))
KEYS = Kind(read_keys, ";".join, needed=False)
KEYS_SORTED = Kind(read_keys, lambda keys: ";".join(sorted(keys, key=natural)), needed=False)
HASH = Kind(read_hash)
NUMBER = Kind(read_number, int)
DATE = Kind(read_date, date.isoformat)
DATE_OR_NONE = optional(DATE)
SIZE = Kind(read_size)
SPANS = Kind(read_spans, lambda spans: " ".join(f"{start}-{end}" for start, end in spans), needed=False)
INSTANT = Kind(read_instant, write_instant)
INSTANT_OR_NONE = optional(INSTANT)
TIME_OR_NONE = Kind(read_time, lambda value: "" if value is None else format_time(value), needed=False)
JSON_OBJECT = Kind(read_json)
ORIGINAL = Kind(read_original, needed=False)
STRINGS = strings()
YES_UNLESS_SAID = yes_or_no(True)
NO_UNLESS_SAID = yes_or_no(False)
