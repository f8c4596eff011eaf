"""Short labels for codes, for stripes and narrow columns: colour alone must never say which code it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count, product

from .tree import Code

_WORD = re.compile(r"[^\W_]+")
_VOWELS = set("aeiouyæøåäöé")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def abbreviations(codes: Iterable[Code]) -> dict[str, str]:
    """Return id -> a label of two to four characters, unique in the codebook also when case is ignored.

    Given in order, so that a code added at the end changes no label before it. Several words give their first letters (tillit til
    kommunen: TTK), one word its first two, then its first with later consonants (makt: Ma, Mk), then its first and a number.
    Beyond some half a million codes labels grow longer.

    >>> abbreviations([Code("1", "Makt"), Code("2", "Mangfold"), Code("3", "Sosial kapital")])
    {'1': 'Ma', '2': 'Mn', '3': 'SK'}
    """
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        label = next(candidate for candidate in _candidates(code.name) if candidate.casefold() not in taken)
        taken.add(label.casefold())
        labels[code.id] = label
    return labels


def _candidates(name: str) -> Iterator[str]:
    words = _WORD.findall(name) or ["x"]
    word = words[0].casefold()
    first = word[0].upper() if len(word[0].upper()) == 1 else word[0]
    if len(words) > 1:
        initials = "".join(w[0] for w in words[:4]).upper()
        yield initials[:4]
        yield (first + word[1:2] + words[1][0].upper())[:4]
    if len(word) > 1:
        yield first + word[1]
    later = [letter for letter in word[2:] if letter not in _VOWELS]
    yield from (first + letter for letter in later)
    yield from (first + word[1:2] + letter for letter in word[2:])
    yield from (f"{first}{number}" for number in range(1, 1000))
    for length in count(3):
        yield from ("".join(letters).capitalize() for letters in product(_ALPHABET, repeat=length))
