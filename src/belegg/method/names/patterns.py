"""What gives a person away by its shape: numbers, addresses of every kind, dates of birth. Norwegian forms, and the international ones of mail and web."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .numbers import is_account_number, is_identity_number, is_organisation_number, kind_of_identity

CERTAIN, LIKELY, UNCERTAIN = "certain", "likely", "uncertain"


def _marks() -> str:
    """Return the marks of every script as the inside of a character class: they belong to the letter before them."""
    points = [point for point in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)) if unicodedata.category(chr(point))[0] == "M"]
    firsts = [point for point, before in zip(points, [-1, *points], strict=False) if point != before + 1]
    lasts = [point for point, after in zip(points, [*points[1:], -1], strict=True) if after != point + 1]
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in zip(firsts, lasts, strict=True))


# What is part of a word: letters, digits, "_", marks on letters, and the soft hyphens and joiners inside words.
INSIDE = rf"\w{_marks()}\u00ad\u200c\u200d"
BEFORE, AFTER = rf"(?<![{INSIDE}])", rf"(?![{INSIDE}])"


class Shape(NamedTuple):
    """A place that has the shape of `rule`."""

    start: int
    end: int
    rule: str
    certainty: str


_ALONE, _ENDED = rf"{BEFORE}(?<!\d[.,:/-])", rf"{AFTER}(?![.,:/-]\d)"
_ELEVEN = re.compile(rf"{_ALONE}(?:\d{{6}}[ \u00a0]?\d{{5}}|\d{{4}}[ \u00a0.]\d\d[ \u00a0.]\d{{5}}){_ENDED}")
_NINE = re.compile(rf"{_ALONE}[89]\d\d([ \u00a0]?)\d{{3}}\1\d{{3}}{_ENDED}")
_PHONE = re.compile(rf"{_ALONE}(?:[2-9]\d(?:[ \u00a0]\d\d){{3}}|[2-9]\d\d[ \u00a0]\d\d[ \u00a0]\d{{3}}){_ENDED}")
_EIGHT = re.compile(rf"{_ALONE}[2-9]\d{{7}}{_ENDED}")
_PREFIXED = re.compile(rf"{BEFORE}(?:\+|00)\d{{1,3}}(?:[ \u00a0-]?\d){{6,12}}{AFTER}")
_EMAIL = re.compile(rf"{BEFORE}(?<![.+-])[\w.+-]{{1,64}}@(?:[\w-]{{1,63}}\.)+[^\W\d_]{{2,24}}{AFTER}")
_URL = re.compile(rf"{BEFORE}(?:https?://|www\.)[^\s<>\"«»]{{1,2000}}", re.IGNORECASE)
_BARE_ADDRESS = re.compile(rf"{BEFORE}(?<![@.-])(?:[a-zæøå0-9-]{{1,63}}\.){{1,4}}(?:no|com|org|net|eu|se|dk)(?:/[^\s<>\"«»]*)?{AFTER}")
_HANDLE = re.compile(rf"{BEFORE}(?<![@./])@[{INSIDE}.]{{2,30}}{AFTER}")
_WAY = (
    "(?:v[ei]i(?:en)?|veg(?:en)?|gat[ae]n?|gate|gt|plass(?:en)?|all[eé](?:en)?|sti(?:en)?|bakk(?:e|en)|tun(?:et)?|torg(?:et)?|sving(?:en)?"
)
_WAY += "|li(?:a|en)|ås(?:en)?|haug(?:en)?|jord(?:et)?|kro(?:k|ken)|løkk(?:a|en)|ring(?:en)?|terrasse|brygg[ae]n?|kai(?:a|en)|strand[ae]?)"
_CAPITAL = "[A-ZÆØÅÄÖÉ][a-zæøåäöéèü]+"
_STREET = re.compile(
    rf"{BEFORE}(?:(?:{_CAPITAL}[ -]){{0,3}}{_CAPITAL}?(?<=[a-zæøåäöéèü]){_WAY}|(?:{_CAPITAL}s?[ -]){{1,3}}{_WAY})\.?"
    rf"[ \u00a0]\d{{1,4}}(?:[ \u00a0]?[A-Za-h])?{AFTER}"
)
_POSTBOX = re.compile(rf"{BEFORE}(?:[Pp]ost?boks|[Pp]\.?b\.?|PO [Bb]ox)[ \u00a0]\d{{1,5}}{AFTER}")
_POSTCODE = re.compile(rf"{BEFORE}(?:N-|NO-)?(\d{{4}})[ \u00a0]{_CAPITAL}(?:[ -]{_CAPITAL})?{AFTER}")
_BIRTH = re.compile(
    rf"{BEFORE}(?:født|fødd|f\.|born)(?:[ \u00a0](?:den|on|i|in))?[ \u00a0](\d{{1,2}}[./-] ?(?:\d{{1,2}}[./-] ?|[a-z]{{3,9}} )\d{{2,4}}){AFTER}"
)


def shapes(body: str) -> Iterator[Shape]:
    """Yield the places of `body` that have the shape of a personal fact; they may overlap."""
    for look in (_numbers, _prefixed, _written, _postcodes):
        yield from look(body)


def _numbers(body: str) -> Iterator[Shape]:
    for hit in _ELEVEN.finditer(body):
        if kind := _kind_of_eleven(hit[0]):
            yield Shape(hit.start(), hit.end(), *kind)
    for hit in _NINE.finditer(body):
        if is_organisation_number(_digits(hit[0])):
            yield Shape(hit.start(), hit.end(), "organisation_number", LIKELY)
    for hit in _PHONE.finditer(body):
        yield Shape(hit.start(), hit.end(), "phone", CERTAIN)
    for hit in _EIGHT.finditer(body):  # without gaps it may as well be a case number or a date
        yield Shape(hit.start(), hit.end(), "phone", LIKELY if hit[0][0] in "49" else UNCERTAIN)


def _kind_of_eleven(written: str) -> tuple[str, str] | None:
    digits = _digits(written)
    as_account = not written.isdigit() and not re.fullmatch(r"\d{6}\D\d{5}", written)
    if not as_account and is_identity_number(digits):
        return kind_of_identity(digits), CERTAIN
    if is_account_number(digits):
        return "account", CERTAIN if as_account else LIKELY
    if not as_account and (kind := kind_of_identity(digits)):
        return kind, UNCERTAIN  # a number typed wrong points at somebody too
    return None


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _prefixed(body: str) -> Iterator[Shape]:
    for hit in _PREFIXED.finditer(body):
        digits = _digits(hit[0])
        norwegian = re.fullmatch(r"(?:00)?47\d{8}", digits)
        if hit[0].startswith("+") or norwegian:
            yield Shape(hit.start(), hit.end(), "phone", CERTAIN if norwegian else LIKELY)


_WRITTEN: list[tuple[re.Pattern[str], str, str]] = [
    (_EMAIL, "email", CERTAIN),
    (_URL, "web_address", CERTAIN),
    (_BARE_ADDRESS, "web_address", LIKELY),
    (_HANDLE, "handle", LIKELY),
    (_STREET, "address", CERTAIN),
    (_POSTBOX, "address", LIKELY),
]
_ENDS: dict[str, Callable[[str], str]] = {
    "web_address": lambda found: found.rstrip(".,;:!?)]}'"),
    "handle": lambda found: found.rstrip("."),
}


def _written(body: str) -> Iterator[Shape]:
    for pattern, rule, certainty in _WRITTEN:
        for hit in pattern.finditer(body):
            found = _ENDS.get(rule, str)(hit[0])
            yield Shape(hit.start(), hit.start() + len(found), rule, certainty)
    for hit in _BIRTH.finditer(body):
        yield Shape(hit.start(1), hit.end(1), "birth_date", LIKELY)


def _postcodes(body: str) -> Iterator[Shape]:
    """Four digits and a place; "2018 Oslo" may as well be a year, so a number that could be one is uncertain."""
    for hit in _POSTCODE.finditer(body):
        yield Shape(hit.start(), hit.end(), "postcode", UNCERTAIN if 1900 <= int(hit[1]) <= 2099 else LIKELY)
