"""Interview guides: a tree of questions whose ids stay the same from version to version, and what has changed between two versions.

Why it matters: where a version lacks a question, silence on it says nothing. A matrix must know "not asked" from "nothing said".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from belegg.method.outline import Node, read_outline

__all__ = ["ANSWER_STATES", "KINDS", "Change", "Item", "answer_state", "as_outline", "compare", "keep_ids", "read_guide", "was_asked"]

# What an item of a guide is: a heading of a phase, a theme, a question, a probe below a question, or what the interviewer says or does.
KINDS = ("section", "topic", "question", "probe", "note")
ASKED = frozenset({"question", "probe"})
ANSWER_STATES = ("answered", "not_answered", "not_asked", "skipped")
# Two wordings of one question: alike above this share (difflib's ratio over words). Below it a person says so.
ALIKE = 0.65


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a guide. `parent` is the qid of the item it stands below, "" at the top; order is the order of the list."""

    qid: str
    parent: str
    text: str
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one question between two versions. `what` is same, added, removed, or one or both of "reworded" and "moved"."""

    qid: str
    what: tuple[str, ...]
    before: Item | None
    after: Item | None


def read_guide(text: str, taken: Collection[str] = ()) -> list[Item]:
    """Return the items of a guide written as a plain list (see outline), with new ids q1, q2 … besides those `taken`."""
    items: list[Item] = []
    number = max((int(qid[1:]) for qid in taken if re.fullmatch(r"q\d{1,9}", qid)), default=0)

    def enter(node: Node, parent: Item | None) -> None:
        nonlocal number
        number += 1
        item = Item(f"q{number}", parent.qid if parent else "", node.text, _kind(node, parent))
        items.append(item)
        for child in node.children:
            enter(child, item)

    for node in read_outline(text):
        enter(node, None)
    return items


def _kind(node: Node, parent: Item | None) -> str:
    """Guess what an item is; a person can say otherwise."""
    if node.heading:
        return "section"
    if parent is not None and parent.kind in ASKED:
        return "probe"
    if "?" in node.text:
        return "question"
    if node.children:
        return "topic"
    return "question" if parent is not None and parent.kind == "topic" else "note"


def as_outline(items: Sequence[Item]) -> str:
    """Return a guide as a plain list, two spaces a level: what `read_guide` reads."""
    depth: dict[str, int] = {"": -1}
    lines = []
    for item in items:
        depth[item.qid] = depth.get(item.parent, -1) + 1
        lines.append("  " * depth[item.qid] + item.text)
    return "\n".join(lines) + "\n" if lines else ""


def keep_ids(new: Sequence[Item], old: Sequence[Item]) -> list[Item]:
    """Give items of a new version the ids they had in the old one, where the words are the same or alike; each old id once.

    Same words first (below the same parent before elsewhere), then the likeliest of those alike. What finds no partner keeps its own id.
    """
    chosen = dict(_pairs(new, old))
    ids = {item.qid: chosen.get(item.qid, item.qid) for item in new}
    return [replace(item, qid=ids[item.qid], parent=ids.get(item.parent, "")) for item in new]


def _pairs(new: Sequence[Item], old: Sequence[Item]) -> Iterable[tuple[str, str]]:
    left = {item.qid: item for item in old}
    paths_old, paths_new = _path_words(old), _path_words(new)
    waiting = []
    for item in new:
        same = [other for other in left.values() if _words(other.text) == _words(item.text)]
        same.sort(key=lambda other: paths_old[other.qid] != paths_new[item.qid])
        if same and _words(item.text):
            yield item.qid, left.pop(same[0].qid).qid
        else:
            waiting.append(item)
    possible = [(item, other) for item in waiting for other in left.values() if (item.kind == "section") == (other.kind == "section")]
    likely = sorted(((likeness(item.text, other.text), item.qid, other.qid) for item, other in possible), key=lambda found: -found[0])
    paired: set[str] = set()
    for ratio, qid, other in likely:
        if ratio >= ALIKE and qid not in paired and other in left:
            paired.add(qid)
            yield qid, left.pop(other).qid


def likeness(one: str, other: str) -> float:
    """Return how alike two wordings are, 0 to 1: twice the words in common, in order, over all words (difflib's ratio)."""
    a, b = _words(one), _words(other)
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _path_words(items: Sequence[Item]) -> dict[str, tuple]:
    """Return the words of the items above each."""
    by_id = {item.qid: item for item in items}

    def above(item: Item) -> tuple:
        parent = by_id.get(item.parent)
        return () if parent is None else (*above(parent), tuple(_words(parent.text)))

    return {item.qid: above(item) for item in items}


def compare(before: Sequence[Item], after: Sequence[Item]) -> list[Change]:
    """Return what became of every question, in the order of `after`, each removed one behind the item it stood after.

    An item has moved if it stands below another parent, or if it changed places with a sibling that is in both versions: of such a row
    the fewest are said to have moved.
    """
    old, new = {item.qid: item for item in before}, {item.qid: item for item in after}
    moved = _moved(before, after)
    changes = []
    for item in after:
        known = old.get(item.qid)
        if known is None:
            changes.append(Change(item.qid, ("added",), None, item))
            continue
        what = (("reworded",) if _as_read(known.text) != _as_read(item.text) else ()) + (("moved",) if item.qid in moved else ())
        changes.append(Change(item.qid, what or ("same",), known, item))
    places = {change.qid: at for at, change in enumerate(changes)}
    last = -1
    for item in before:
        if item.qid in new:
            last = places[item.qid]
            continue
        last += 1
        changes.insert(last, Change(item.qid, ("removed",), item, None))
        places = {qid: at + (at >= last) for qid, at in places.items()} | {item.qid: last}
    return changes


def _as_read(text: str) -> str:
    return " ".join(text.split())


def _moved(before: Sequence[Item], after: Sequence[Item]) -> set[str]:
    old, new = {item.qid: item for item in before}, {item.qid: item for item in after}
    both = [item for item in after if item.qid in old]
    found = {item.qid for item in both if old[item.qid].parent != item.parent}
    rank = {item.qid: at for at, item in enumerate(before)}
    rows: dict[str, list[str]] = {}
    for item in both:
        if item.qid not in found:
            rows.setdefault(new[item.qid].parent, []).append(item.qid)
    for row in rows.values():
        stay = _longest_rising([rank[qid] for qid in row])
        found |= {qid for qid in row if rank[qid] not in stay}
    return found


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return a longest rising subsequence (patience sorting with links back; Fredman 1975)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found: set[int] = set()
    link = tails[-1] if tails else None
    while link is not None:
        found.add(link)
        link = before[link]
    return found


def answer_state(qid: str, version: Collection[str] | None, skipped: Collection[str], answered: Collection[str]) -> str:
    """Return how a question stands in an interview: one of ANSWER_STATES.

    `version` holds the ids of the guide version used, None where none is known (then nothing can be said to be not asked). An answer counts
    whatever the guide says: people answer what they were not asked.
    """
    if qid in answered:
        return "answered"
    if version is not None and qid not in version:
        return "not_asked"
    return "skipped" if qid in skipped else "not_answered"


def was_asked(
    elicited_by: Mapping[str, Collection[str]] | Collection[str], version: Collection[str] | None, skipped: Collection[str]
) -> str:
    """Return how a code stands in an interview by the questions that elicit it: asked, not_asked or skipped.

    One question asked is enough. No question, or no known version: asked, since nothing speaks against it.
    """
    wanted = set(elicited_by)
    if not wanted or version is None:
        return "asked"
    there = wanted & set(version)
    if not there:
        return "not_asked"
    return "asked" if there - set(skipped) else "skipped"
