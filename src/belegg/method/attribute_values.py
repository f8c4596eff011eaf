"""Reading the value of an attribute: what people write, as the one form it is kept in.

A number is kept with a full stop and without spaces (`78400`, `3.5`), a date as `2025-03-04`, yes and no as `yes` and `no`, a choice as the
list of choices spells it. "" is no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from .errors import Refused, gettext_noop

YES = {"yes", "y", "ja", "j", "true", "1", "x"}
NO = {"no", "n", "nei", "false", "0"}
# Groups of thousands as people write them: 78 400 (also with a no-break or thin space) or 78.400; a comma or a full stop before decimals.
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def read_value(written: str, type: str, choices: Sequence[str] = ()) -> str:
    """Return `written` in the form it is kept in.

    Raises Refused("not_a_number"), Refused("not_a_date"), Refused("not_a_choice") or Refused("not_yes_or_no").

    >>> read_value("78 400", "number"), read_value("4.3.2025", "date"), read_value("Ja", "yesno")
    ('78400', '2025-03-04', 'yes')
    """
    written = written.strip()
    if not written or type == "text":
        return written
    return READERS[type](written, choices)


def _number(written: str, choices: Sequence[str]) -> str:
    bare = _SPACES.sub("", written).replace("−", "-")
    if not _NUMBER.fullmatch(bare):
        raise Refused(
            "not_a_number",
            gettext_noop("'%(value)s' is not a number."),
            gettext_noop("Write digits only, such as 78400 or 3.5; the unit belongs to the attribute."),
            value=written,
        )
    return bare.replace(",", ".").removeprefix("+")


def _date(written: str, choices: Sequence[str]) -> str:
    try:
        if parts := _DAY_FIRST.fullmatch(written):
            return date(int(parts[3]), int(parts[2]), int(parts[1])).isoformat()
        return date.fromisoformat(written[:10] if written[10:] in (" 00:00:00", "T00:00:00") else written).isoformat()
    except ValueError:
        raise Refused(
            "not_a_date",
            gettext_noop("'%(value)s' is not a date."),
            gettext_noop("Write it as year-month-day, such as 2025-03-04."),
            value=written,
        ) from None


def _choice(written: str, choices: Sequence[str]) -> str:
    for choice in choices:
        if choice.casefold() == written.casefold():
            return choice
    raise Refused(
        "not_a_choice",
        gettext_noop("'%(value)s' is not among the choices."),
        gettext_noop("Choose one of: %(choices)s."),
        value=written,
        choices=", ".join(choices) or "-",
    )


def _yesno(written: str, choices: Sequence[str]) -> str:
    word = written.casefold()
    if word in YES:
        return "yes"
    if word in NO:
        return "no"
    raise Refused("not_yes_or_no", gettext_noop("'%(value)s' is neither yes nor no."), gettext_noop("Write yes or no."), value=written)


READERS: dict[str, Callable[[str, Sequence[str]], str]] = {"number": _number, "date": _date, "choice": _choice, "yesno": _yesno}


def guess_type(values: Sequence[str]) -> str:
    """Return the narrowest of number, date, yesno and text that all values can be read as; text for none."""
    filled = [value for value in values if value.strip()]
    for type in ("number", "date", "yesno"):
        if filled and all(_reads(value, type) for value in filled):
            return type
    return "text"


def _reads(value: str, type: str) -> bool:
    try:
        read_value(value, type)
    except Refused:
        return False
    return True
