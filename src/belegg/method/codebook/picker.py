"""Finding a code from the letters typed while a passage is selected."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .tree import Code

_PIECE = re.compile(r"[^\W_]+")


def filter_codes(query: str, codes: Iterable[Code], limit: int | None = None) -> list[Code]:
    """Return the codes whose names hold every piece of `query`, best first; an empty query keeps all, in their order.

    The order: the name is the query; the name begins with it; every piece begins a word; the words' first letters are the query
    ("sk" for sosial kapital); every piece stands somewhere. Within a rank the codebook's order stays. Case is ignored (Å = å), but å is
    never a and ø never o: they are different letters.
    """
    wanted = " ".join(query.casefold().split())
    codes = list(codes)
    ranked = codes if not wanted else [code for _, code in sorted(_ranks(wanted, codes), key=lambda pair: pair[0])]
    return ranked if limit is None else ranked[:limit]


def _ranks(wanted: str, codes: list[Code]) -> Iterable[tuple[int, Code]]:
    pieces = wanted.split()
    for code in codes:
        rank = _rank(wanted, pieces, " ".join(code.name.casefold().split()))
        if rank is not None:
            yield rank, code


def _rank(wanted: str, pieces: list[str], name: str) -> int | None:
    words = _PIECE.findall(name)
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if all(any(word.startswith(piece) for word in [*words, *name.split()]) for piece in pieces):
        return 2
    if len(words) > 1 and "".join(word[0] for word in words).startswith(wanted):
        return 3
    if all(piece in name for piece in pieces):
        return 4
    return None
