"""Labels for informants after a scheme, as reports use them: "Informant 3", "Key informant 6", "Key informant 6 BK"."""

from __future__ import annotations

import re
from collections.abc import Iterable

SCHEMES = {"number": "{informant} {n}", "rank": "{rank} {n}", "rank_case": "{rank} {n} {case}"}
_LAST = re.compile(r"(\d{1,6})(?!.*\d)")


def short_of(name: str) -> str:
    """Return a case's short form: the initials of its words, or the first two letters of a single word, in capitals.

    >>> short_of("Bergen kommune"), short_of("Fjordvik"), short_of("")
    ('BK', 'FJ', '')
    """
    words = re.findall(r"\w+", name)
    return (words[0][:2] if len(words) == 1 else "".join(word[0] for word in words)).upper() if words else ""


def next_number(labels: Iterable[str]) -> int:
    """Return one more than the highest number that ends any of these labels or ids; 1 where there is none.

    >>> next_number(["Key informant 6 BK", "Informant 2", "p4"])
    7
    """
    found = (_LAST.search(label) for label in labels)
    return max((int(hit[1]) for hit in found if hit), default=0) + 1


def label(scheme: str, n: int, *, informant: str, rank: str, case: str) -> str:
    """Return the label of a scheme. `informant` and `rank` are the words for an informant and for this one's rank, `case` the name of the case.

    Raises KeyError for a scheme there is not.

    >>> label("rank_case", 6, informant="Informant", rank="Key informant", case="Bergen kommune")
    'Key informant 6 BK'
    """
    return " ".join(SCHEMES[scheme].format(n=n, informant=informant, rank=rank, case=short_of(case)).split())
