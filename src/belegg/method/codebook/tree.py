"""The tree of codes: order, depth, ancestors and descendants, and the moves that would tie it into a ring.

A codebook is a sequence of `Code`; siblings stand in the order of the sequence. Nothing here writes: functions answer, the app acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors import Refused, gettext_noop


@dataclass(frozen=True)
class Code:
    """One code. `parent` is an id, "" at the top; the fields are those of `[[code]]` in codebook.toml.

    `origin` is "deductive" (from theory, named in `source`) or "inductive" (from the material), or "" while undeclared.
    """

    id: str
    name: str
    parent: str = ""
    colour: str = ""
    origin: str = ""
    source: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""


def check_tree(codes: Iterable[Code]) -> None:
    """Refuse an id used twice, a parent that is not in the codebook, and a ring."""
    in_tree_order(codes)


def in_tree_order(codes: Iterable[Code]) -> list[Code]:
    """Return the codes depth first, parents before children, siblings in the order given.

    Refuses with `code-twice`, `code-parent-unknown` or `code-ring`.
    """
    codes = list(codes)
    children = _children(codes)
    ordered: list[Code] = []
    stack = children.get("", [])[::-1]
    while stack:
        code = stack.pop()
        ordered.append(code)
        stack.extend(children.get(code.id, [])[::-1])
    if len(ordered) < len(codes):
        reached = {code.id for code in ordered}
        lost = next(code for code in codes if code.id not in reached)
        raise _ring(lost)
    return ordered


def _children(codes: Sequence[Code]) -> dict[str, list[Code]]:
    known = {code.id for code in codes}
    seen: set[str] = set()
    children: dict[str, list[Code]] = {}
    for code in codes:
        if code.id in seen:
            raise Refused(
                "code-twice",
                gettext_noop('The codebook holds the id "%(id)s" twice.'),
                gettext_noop("Give each code an id of its own."),
                id=code.id,
            )
        if code.parent and code.parent not in known:
            raise Refused(
                "code-parent-unknown",
                gettext_noop('The code "%(name)s" stands under "%(parent)s", which is not in the codebook.'),
                gettext_noop("Add that code or move this one to the top."),
                name=code.name,
                parent=code.parent,
            )
        seen.add(code.id)
        children.setdefault(code.parent, []).append(code)
    return children


def _ring(code: Code) -> Refused:
    return Refused(
        "code-ring",
        gettext_noop('The code "%(name)s" would stand under itself.'),
        gettext_noop("Choose another parent."),
        name=code.name,
    )


def _by_id(codes: Iterable[Code], *wanted: str) -> dict[str, Code]:
    known = {code.id: code for code in codes}
    for id in wanted:
        if id not in known:
            raise Refused(
                "code-unknown",
                gettext_noop('There is no code "%(id)s" in the codebook.'),
                gettext_noop("Choose one of the codes listed."),
                id=id,
            )
    return known


def ancestors(codes: Iterable[Code], id: str) -> list[Code]:
    """Return the codes above `id`, nearest first."""
    known = _by_id(codes, id)
    above: list[Code] = []
    code = known[id]
    while code.parent:
        if len(above) > len(known):
            raise _ring(code)
        code = _by_id(known.values(), code.parent)[code.parent]
        above.append(code)
    return above


def descendants(codes: Iterable[Code], id: str) -> list[Code]:
    """Return the codes below `id` in tree order, without `id` itself."""
    ordered = in_tree_order(codes)
    _by_id(ordered, id)
    family = {id}
    below: list[Code] = []
    for code in ordered:
        if code.parent in family:
            family.add(code.id)
            below.append(code)
    return below


def depths(codes: Iterable[Code]) -> dict[str, int]:
    """Return id -> depth, 0 at the top, in tree order."""
    depth: dict[str, int] = {}
    for code in in_tree_order(codes):
        depth[code.id] = depth[code.parent] + 1 if code.parent else 0
    return depth


def path(codes: Iterable[Code], id: str, between: str = " / ") -> str:
    """Return the names from the top down to the code, which tells codes of the same name apart."""
    codes = list(codes)
    return between.join([*(code.name for code in reversed(ancestors(codes, id))), _by_id(codes)[id].name])


def check_move(codes: Iterable[Code], id: str, parent: str) -> None:
    """Refuse a move under the code itself or under one of its descendants (`code-ring`); "" is the top and always possible."""
    codes = list(codes)
    known = _by_id(codes, id, *([parent] if parent else []))
    if parent == id or id in {code.id for code in (ancestors(codes, parent) if parent else [])}:
        raise _ring(known[id])


def parent_positions(codes: Sequence[Code]) -> list[int]:
    """Return for each code the position of its parent in `codes`, -1 at the top: what `matrix.tabulate(roll_up=…)` takes."""
    check_tree(codes)
    position = {code.id: number for number, code in enumerate(codes)}
    return [position[code.parent] if code.parent else -1 for code in codes]
