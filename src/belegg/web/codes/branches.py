"""The codebook as the page draws it: branches with how often each code is used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from belegg.apps.analysis.neighbours import coding_counts
from belegg.apps.coding.models import Code
from belegg.apps.study.models import Study
from belegg.apps.study.order import children, in_order
from belegg.method import codebook


@dataclass
class Branch:
    """`count` are the codings of the code itself, `total` those of the codes below it too."""

    code: Code
    count: int
    below: list[Branch] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.count + sum(branch.total for branch in self.below)


def branches_of(study: Study) -> list[Branch]:
    """Return the tree of a study's codes."""
    grouped, counts = children(Code.objects.filter(study=study)), coding_counts(study)

    def grow(parent: int | None) -> list[Branch]:
        return [Branch(code, counts.get(code.pk, 0), grow(code.pk)) for code in grouped.get(parent, [])]

    return grow(None)


def matching(branches: list[Branch], query: str) -> list[Branch]:
    """Return the codes whose names hold what was typed, best first, without their branches."""
    flat: dict[str, Branch] = {}

    def collect(some: list[Branch]) -> None:
        for branch in some:
            flat[branch.code.key] = branch
            collect(branch.below)

    collect(branches)
    found = codebook.filter_codes(query, [codebook.Code(key, branch.code.name) for key, branch in flat.items()])
    return [Branch(flat[code.id].code, flat[code.id].count) for code in found]


def path_of(code: Code, codes: list[Code]) -> list[Code]:
    """Return the codes above a code, the topmost first."""
    by_pk: dict[int | None, Code] = {one.pk: one for one in codes}
    above: list[Code] = []
    parent = by_pk.get(code.parent_id)
    while parent is not None and parent not in above:
        above.insert(0, parent)
        parent = by_pk.get(parent.parent_id)
    return above


def choices_of(codes: list[Code], without: Collection[int] = ()) -> list[tuple[str, str]]:
    """Return codes for a select, set in by how deep they stand."""
    depths: dict[int | None, int] = {}
    found = []
    for code in in_order(codes):
        depth = depths.get(code.parent_id, -1) + 1
        depths[code.pk] = depth
        if code.pk not in without:
            found.append((code.key, "\u2003" * depth + code.name))
    return found
