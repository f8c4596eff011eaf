"""Outlines as people write them: numbered (1. a. i.), by decimals (1.2), by bullets or by indentation alone; read into a tree.

In a numbered list the level follows from the kind of number and not from the white space, which is lost when a guide is copied out of a
PDF; lines without a number go on with the item above, or are headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["Node", "read_outline"]

_DECIMALS = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=\S)")
_MARKER = re.compile(r"\(?(\d{1,3}|[a-zæøå]|[ivxl]{1,6})[.)]\s+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"[-*•●▪◦‣·–—]\s+(?=\S)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
# A heading in a numbered list: few words and no stop. What is longer goes on with the item above.
LONGEST_HEADING = 6
# White space of one character is a slip of the copying; a step in is at least two, or a tab.
STEP = 2


@dataclass
class Node:
    """An item of an outline: `marker` as it was written ("" without one), `heading` where it heads what follows."""

    text: str
    marker: str = ""
    heading: bool = False
    children: list[Node] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield (depth, node) for this one and all below it, in order."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True)
class _Line:
    text: str
    indent: int
    marker: str
    numbers: tuple[tuple[str, int], ...]  # what the marker may mean: (kind of number, value)


def read_outline(text: str) -> list[Node]:
    """Return the topmost items of an outline."""
    lines = [_line(raw) for raw in text.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n").split("\n") if raw.strip()]
    if any(line.numbers for line in lines) and not _is_set_in(lines):
        return _by_numbers(lines)
    return _by_indent(lines)


def _line(raw: str) -> _Line:
    words = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    if found := _DECIMALS.match(words):
        depth = found[1].count(".")
        return _Line(_words(words[found.end() :]), indent, found[1], ((f"decimal {depth}", int(found[1].rsplit(".", 1)[1])),))
    if found := _MARKER.match(words):
        return _Line(_words(words[found.end() :]), indent, found[1], tuple(_meanings(found[1])))
    if found := _BULLET.match(words):
        return _Line(_words(words[found.end() :]), indent, "", ())
    return _Line(_words(words), indent, "", ())


def _words(text: str) -> str:
    return " ".join(text.split())


def _meanings(marker: str) -> Iterator[tuple[str, int]]:
    """Yield what a marker may mean: "i" is the ninth letter and the first Roman number."""
    if marker.isdigit():
        yield "number", int(marker)
        return
    low = marker.lower()
    if len(low) == 1 and low in _LETTERS:
        yield "letter", _LETTERS.index(low) + 1
    if _ROMAN.fullmatch(low):
        yield "roman", _roman(low)


def _roman(marker: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in marker]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _is_set_in(lines: Sequence[_Line]) -> bool:
    """Say whether the white space tells the levels: numbered items of one kind stand at several depths."""
    depths: dict[str, set[int]] = {}
    for line in lines:
        if line.numbers:
            depths.setdefault(line.numbers[0][0], set()).add(line.indent // STEP)
    return any(len(found) > 1 for found in depths.values()) and len(depths) == 1


def _by_indent(lines: Sequence[_Line]) -> list[Node]:
    top: list[Node] = []
    open_: list[tuple[int, Node]] = []
    for line in lines:
        node = Node(line.text, line.marker)
        while open_ and open_[-1][0] > line.indent - STEP:
            open_.pop()
        (open_[-1][1].children if open_ else top).append(node)
        open_.append((line.indent, node))
    return top


@dataclass
class _Level:
    kind: str
    value: int
    node: Node


def _by_numbers(lines: Sequence[_Line]) -> list[Node]:
    top: list[Node] = []
    open_: list[_Level] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if line.numbers:
            _enter(line, top, open_)
        elif _is_heading(line, after):
            node = Node(line.text, heading=True)
            top.append(node)
            open_[:] = [_Level("heading", 0, node)]
        elif open_ or top:
            last = open_[-1].node if open_ else top[-1]
            last.text = f"{last.text} {line.text}"
        else:
            top.append(Node(line.text))
    return top


def _enter(line: _Line, top: list[Node], open_: list[_Level]) -> None:
    """Set an item where it belongs: on the level its number goes on with, else below the item before it, where a count begins."""
    kind, value = _placed(line, open_)
    while any(level.kind == kind for level in open_):
        if open_.pop().kind == kind:
            break
    node = Node(line.text, line.marker)
    (open_[-1].node.children if open_ else top).append(node)
    open_.append(_Level(kind if not _is_nested(kind, open_) else f"{kind} again", value, node))


def _placed(line: _Line, open_: Sequence[_Level]) -> tuple[str, int]:
    """Return the level (by the name it is open under) and the number."""
    for level in reversed(open_):
        for kind, value in line.numbers:
            if level.kind.removesuffix(" again") == kind and value == level.value + 1:
                return level.kind, value
    beginning = [(kind, value) for kind, value in line.numbers if value == 1]
    kind, value = (beginning or list(line.numbers))[-1 if beginning else 0]
    known = [level.kind for level in open_ if level.kind.removesuffix(" again") == kind]
    if value == 1:
        return (f"{kind} again" if known else kind), value
    return (known[-1] if known else kind), value


def _is_nested(kind: str, open_: Sequence[_Level]) -> bool:
    return any(level.kind == kind for level in open_)


def _is_heading(line: _Line, after: _Line | None) -> bool:
    """Say whether a line without a number heads what follows: few words, a capital, no stop, and a numbered line below it."""
    words = line.text.split()
    if not after or not any(kind == "number" or kind.startswith("decimal") for kind, _ in after.numbers):
        return False
    return len(words) <= LONGEST_HEADING and line.text[0].isupper() and line.text[-1].isalnum()
