"""Where words and sentences begin and end, and how a hasty selection is brought to those borders.

What a sentence is, `method.sentences` says. Nothing here is applied behind a person's back: a coding keeps the borders its coder chose;
pages offer these as a help while selecting.
"""

from __future__ import annotations

import re

from ..sentences import sentences
from .spans import Span

_WORDISH = re.compile(r"\w")
# A sentence is looked for this far around a passage, at whole lines; a longer one is cut there.
_AROUND = 4_000


def trim(body: str, place: Span) -> Span:
    """Return the span without white space at its borders; a span of white space only becomes empty, at its end."""
    start, end = place
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return Span(start, end)


def grow_to_words(body: str, place: Span) -> Span:
    """Trim the span, then grow it so that it cuts no word; letters, digits and `_` make words, a hyphen parts them.

    >>> grow_to_words("Vi har tillit.", Span(8, 11))
    Span(start=7, end=13)
    """
    start, end = trim(body, place)
    if start == end:
        return Span(start, end)
    if _WORDISH.match(body[start]):
        while start > 0 and _WORDISH.match(body[start - 1]):
            start -= 1
    if _WORDISH.match(body[end - 1]):
        while end < len(body) and _WORDISH.match(body[end]):
            end += 1
    return Span(start, end)


def grow_to_sentences(body: str, place: Span) -> Span:
    """Trim the span, then grow it to whole sentences (`method.sentences` says what one is); an empty span stays as it is."""
    start, end = trim(body, place)
    if start == end:
        return Span(start, end)
    first = body.rfind("\n", 0, max(0, start - _AROUND)) + 1
    last = body.find("\n", end + _AROUND)
    found = sentences(body[first : last if last >= 0 else len(body)])
    touched = [(first + a, first + b) for a, b in found if first + a < end and start < first + b]
    return Span(min(start, touched[0][0]), max(end, touched[-1][1])) if touched else Span(start, end)
