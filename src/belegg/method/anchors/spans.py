"""What a passage is: a span of one text's body, and the hash that proves its words are still the same."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from ..errors import Refused, gettext_noop


class Span(NamedTuple):
    """`body[start:end]`, in code points; made unchecked here, checked by `span`."""

    start: int
    end: int


class Context(NamedTuple):
    """A passage with the characters around it, exactly as they stand in the body."""

    before: str
    passage: str
    after: str


def span(body: str, start: int, end: int) -> Span:
    """Return the checked span, or refuse with `span-empty`, `span-outside` or `span-blank`."""
    check_span(body, start, end)
    return Span(start, end)


def check_span(body: str, start: int, end: int) -> None:
    """Refuse a passage that is empty, lies outside `body`, or holds white space only.

    Negative offsets are outside: Python would count them from the end, and a wrong place is worse than none.
    """
    if start < 0 or end > len(body):
        raise Refused(
            "span-outside",
            gettext_noop("The passage %(start)s to %(end)s lies outside the text, which has %(length)s characters."),
            gettext_noop("Mark words inside the text."),
            start=start,
            end=end,
            length=len(body),
        )
    if start >= end:
        raise Refused(
            "span-empty",
            gettext_noop("The passage %(start)s to %(end)s holds no characters."),
            gettext_noop("Mark at least one word."),
            start=start,
            end=end,
        )
    if body[start:end].isspace():
        raise Refused("span-blank", gettext_noop("The passage holds only white space."), gettext_noop("Mark at least one word."))


def passage(body: str, place: Span) -> str:
    """Return the words of a passage."""
    return body[place.start : place.end]


def passage_hash(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, lower-case hex: the hash that stands in codings.csv."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def holds(body: str, place: Span, sha256: str) -> bool:
    """Tell whether the passage at `place` is still, character for character, the one that was hashed.

    A place outside the body holds nothing; slicing alone would quietly shorten it.
    """
    if not 0 <= place.start < place.end <= len(body):
        return False
    return passage_hash(passage(body, place)) == sha256


def overlap(a: Span, b: Span) -> bool:
    """Tell whether two spans share at least one character; spans that only touch do not."""
    return a.start < b.end and b.start < a.end


def context(body: str, place: Span, width: int) -> Context:
    """Return the passage with at most `width` code points on either side, cut hard (words may be cut; see `words.kwic`)."""
    return Context(body[max(0, place.start - width) : place.start], passage(body, place), body[place.end : place.end + max(0, width)])
