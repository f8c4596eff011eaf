"""Where words and sentences begin and end, and how a hasty selection is brought to those borders.

Nothing here is applied behind a person's back: a coding keeps the borders its coder chose; pages offer these as a help while selecting.
"""

from __future__ import annotations

import re

from .spans import Span

# An abbreviation's full stop ends no sentence. Lower case, without the last stop. Norwegian and English; extend freely.
ABBREVIATIONS = frozenset(
    "adm bl.a ca d.e dr dvs e.g e.l el etc f.eks fig fl forts fv gt hhv i.e iht inkl jf jfr kap kgl kl kr kst lign m.a m.fl m.m"
    " m.v maks mr mrs ms mht min mill mrd mva nr o.a o.l osv pga pkt prof prop s sec sek sms spm sst st tlf vs vol"
    " årg".split()
)
_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")
_LAST_WORD = re.compile(r"[\w.]*\w\Z")
_WORDISH = re.compile(r"\w")
# How far back an abbreviation or an ordinal is looked for; longer "words" are none.
_LOOK_BACK = 24


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
    """Trim the span, then grow it to whole sentences; it never leaves the lines it touches. An empty span stays as it is."""
    start, end = trim(body, place)
    if start == end:
        return Span(start, end)
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", end)
    last = len(body) if last < 0 else last
    touched = [s for s in sentences(body[first:last]) if first + s.start < end and start < first + s.end]
    return Span(first + touched[0].start, first + touched[-1].end)


def sentences(body: str) -> list[Span]:
    """Return the sentences of `body` in order, without the white space between them; a line end always ends one.

    A full stop ends no sentence after an abbreviation (kl., dr., f.eks.), a single letter (an initial), or a number that a lower-case
    word follows (17. mai). It is a rule of thumb: speech is not punctuated by grammar.
    """
    found: list[Span] = []
    start = 0
    for stop in _ENDS.finditer(body):
        if stop[0][0] == "." and _is_no_end(body, stop.start(), stop.end()):
            continue
        _add(body, found, start, stop.end())
        start = stop.end()
    _add(body, found, start, len(body))
    return found


def _add(body: str, found: list[Span], start: int, end: int) -> None:
    sentence = trim(body, Span(start, end))
    if sentence.start < sentence.end:
        found.append(sentence)


def _is_no_end(body: str, stop: int, after: int) -> bool:
    last = _LAST_WORD.search(body[max(0, stop - _LOOK_BACK) : stop])
    if not last:
        return False
    word = last[0]
    if word.casefold() in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper()):
        return True
    following = body[after : after + 2].strip(" \t")
    return word.isdigit() and following[:1].islower()
