"""What a new version of the codebook changed, and what merging two codes would do to the codings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .tree import Code

# The fields that say what a code means. Colour and place in the order are looks, and no version is made for them.
MEANING = ("definition", "include", "exclude", "example", "origin", "source")


@dataclass(frozen=True)
class Difference:
    """What differs between two versions of a codebook; a code may be renamed, moved and redefined at once.

    `added` in the order of the new version, `removed` in that of the old; the other three are pairs (old, new) in the new order.
    """

    added: tuple[Code, ...] = ()
    removed: tuple[Code, ...] = ()
    renamed: tuple[tuple[Code, Code], ...] = ()
    moved: tuple[tuple[Code, Code], ...] = ()
    redefined: tuple[tuple[Code, Code], ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.renamed, self.moved, self.redefined))


def difference(old_codes: Iterable[Code], new_codes: Iterable[Code]) -> Difference:
    """Compare two versions by id: a code whose id changed was removed and added, whatever its name."""
    old = {code.id: code for code in old_codes}
    new = {code.id: code for code in new_codes}
    pairs = [(old[id], code) for id, code in new.items() if id in old]
    return Difference(
        added=tuple(code for id, code in new.items() if id not in old),
        removed=tuple(code for id, code in old.items() if id not in new),
        renamed=tuple((a, b) for a, b in pairs if a.name != b.name),
        moved=tuple((a, b) for a, b in pairs if a.parent != b.parent),
        redefined=tuple((a, b) for a, b in pairs if redefined_fields(a, b)),
    )


def redefined_fields(old: Code, new: Code) -> list[str]:
    """Return the names of the fields of meaning that differ."""
    return [field for field in MEANING if getattr(old, field) != getattr(new, field)]


@dataclass(frozen=True)
class CodedPassage:
    """A coding as far as a merge looks at it."""

    id: str
    text: str
    start: int
    end: int
    code: str
    coder: str
    round: str = ""


@dataclass(frozen=True)
class MergePreview:
    """`recoded` codings would change their code; each row of `identical` would be the same coding more than once.

    The first id of a row is the one to keep: the coding that already stands under the remaining code, else the first given. Passages
    that merely overlap, and the same passage coded by two people or in two rounds, stay apart: they are different acts.
    """

    recoded: tuple[str, ...]
    identical: tuple[tuple[str, ...], ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(id for row in self.identical for id in row[1:])


def preview_merge(codings: Iterable[CodedPassage], merged: Collection[str], into: str) -> MergePreview:
    """Say what would happen if the codes `merged` became the code `into`; `into` may be among `merged`."""
    codes = {*merged, into}
    touched = [coding for coding in codings if coding.code in codes]
    touched.sort(key=lambda coding: coding.code != into)  # stable: those under the remaining code first
    same: dict[tuple[str, int, int, str, str], list[str]] = {}
    for coding in touched:
        same.setdefault((coding.text, coding.start, coding.end, coding.coder, coding.round), []).append(coding.id)
    return MergePreview(
        recoded=tuple(coding.id for coding in touched if coding.code != into),
        identical=tuple(tuple(row) for row in same.values() if len(row) > 1),
    )
