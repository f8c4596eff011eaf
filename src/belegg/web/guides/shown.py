"""Guides as the pages show them: questions with their depth, and two versions side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from belegg.apps.fieldwork.models import QuestionKind
from belegg.method.guide import Change, Item, compare

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


class ShownItem(NamedTuple):
    item: Item
    depth: int
    kind: str


class ShownChange(NamedTuple):
    """A question in two versions; `before` and `after` are marked words, "" where it is not there."""

    change: Change
    depth: int
    before: SafeString | str
    after: SafeString | str


def with_depth(items: Sequence[Item]) -> list[ShownItem]:
    depth: dict[str, int] = {"": -1}
    shown = []
    for item in items:
        depth[item.qid] = depth.get(item.parent, -1) + 1
        shown.append(ShownItem(item, depth[item.qid], str(QuestionKind(item.kind).label)))
    return shown


def side_by_side(before: Sequence[Item], after: Sequence[Item]) -> list[ShownChange]:
    """Return every question of both versions with what became of it, words that differ marked."""
    depths = {one.item.qid: one.depth for one in with_depth(before)} | {one.item.qid: one.depth for one in with_depth(after)}
    return [ShownChange(change, depths[change.qid], *marked(change)) for change in compare(before, after)]


def marked(change: Change) -> tuple[SafeString | str, SafeString | str]:
    old, new = change.before.text if change.before else "", change.after.text if change.after else ""
    if "reworded" not in change.what:
        return old, new
    a, b = _PIECES.findall(old), _PIECES.findall(new)
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return _tagged("del", [("".join(a[i:j]), kind != "equal") for kind, i, j, _, _ in steps]), _tagged(
        "ins", [("".join(b[i:j]), kind != "equal") for kind, _, _, i, j in steps]
    )


def _tagged(tag: str, parts: list[tuple[str, bool]]) -> SafeString:
    markup = {True: "<" + tag + ">", False: ""}, {True: "</" + tag + ">", False: ""}
    rows = ((SafeString(markup[0][differs]), words, SafeString(markup[1][differs])) for words, differs in parts if words)
    return format_html_join("", "{}{}{}", rows)
