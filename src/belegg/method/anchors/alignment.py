"""Which stretches of two versions of a text are certainly the same words.

A difference between two texts is not unique: of "ja ja" and "ja", either "ja" may be the one that went. A stretch counts as certain when

1. both texts have it, token for token (a word is one token, so half a word never matches);
2. comparing from the front and comparing from the back put it at the same place, which repeated words next to a change fail;
3. it is not a mere island: a stretch no longer than the changes on *both* of its sides is more likely a coincidence ("og", "det er" in
   a rewritten paragraph) than a survivor.

The comparison anchors on tokens that occur once in either text (patience diff, Bram Cohen), goes on recursively between the anchors,
and compares small remainders by Myers' O(ND) algorithm (E. Myers, Algorithmica 1, 1986). A remainder with more differences than
`MOST_DIFFERENCES` is left unmatched: safe, since unmatched means undecided.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np  # where it is used, else: `words` needs spans alone, and the start of the program should not wait for arrays

# Myers keeps one row per difference; 200 differences without any unique token between them is a rewritten stretch, not a correction.
MOST_DIFFERENCES = 200
_TOKEN = re.compile(r"\w+|\n|[^\S\n]+|[^\w\s]")


class Run(NamedTuple):
    """`old_body[old:old+length]` and `new_body[new:new+length]` are certainly the same stretch."""

    old: int
    new: int
    length: int


class _Block(NamedTuple):
    a: int
    b: int
    n: int


def certain_runs(old_body: str, new_body: str) -> list[Run]:
    """Return the certain stretches in text order, in code points; see the module for what certain means."""
    if old_body == new_body:
        return [Run(0, 0, len(old_body))] if old_body else []
    old_tokens, new_tokens = _TOKEN.findall(old_body), _TOKEN.findall(new_body)
    ids: dict[str, int] = {}
    a = [ids.setdefault(token, len(ids)) for token in old_tokens]
    b = [ids.setdefault(token, len(ids)) for token in new_tokens]
    old_at, new_at = _offsets(old_tokens), _offsets(new_tokens)
    blocks = _agreed(a, b)
    runs = [Run(int(old_at[k.a]), int(new_at[k.b]), int(old_at[k.a + k.n] - old_at[k.a])) for k in blocks]
    return _without_islands(runs, len(old_body), len(new_body))


def _offsets(tokens: Sequence[str]) -> np.ndarray:
    import numpy as np

    at = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.cumsum([len(token) for token in tokens], out=at[1:]) if tokens else None
    return at


def _agreed(a: list[int], b: list[int]) -> list[_Block]:
    """Match from the front and from the back; keep what both put at the same place."""
    import numpy as np

    front = np.full(len(a), -1, dtype=np.int64)
    back = np.full(len(a), -1, dtype=np.int64)
    for k in _blocks(a, b):
        front[k.a : k.a + k.n] = np.arange(k.b, k.b + k.n)
    for k in _blocks(a[::-1], b[::-1]):
        first, at = len(a) - k.a - k.n, len(b) - k.b - k.n
        back[first : first + k.n] = np.arange(at, at + k.n)
    kept = np.flatnonzero((front >= 0) & (front == back))
    if not kept.size:
        return []
    breaks = np.flatnonzero((np.diff(kept) != 1) | (np.diff(front[kept]) != 1)) + 1
    return [_Block(int(part[0]), int(front[part[0]]), part.size) for part in np.split(kept, breaks)]


def _without_islands(runs: list[Run], old_length: int, new_length: int) -> list[Run]:
    """Drop runs no longer than the change before and the change after, until none is left; the outer ends of the texts are no change."""
    kept: list[Run] = []
    queue = list(reversed(runs))
    while queue:
        run = queue.pop()
        following = queue[-1] if queue else Run(old_length, new_length, 0)
        kept.append(run)
        while kept and _is_island(kept[-2] if len(kept) > 1 else None, kept[-1], following):
            kept.pop()  # the change before the next run has grown, and with it the one behind the last run: look at that one again
    return kept


def _is_island(before: Run | None, run: Run, following: Run) -> bool:
    return run.length <= _change(before, run) and run.length <= _change(run, following)


def _change(before: Run | None, after: Run) -> int:
    if before is None:
        return max(after.old, after.new)
    return max(after.old - before.old - before.length, after.new - before.new - before.length)


def _blocks(a: Sequence[int], b: Sequence[int]) -> Iterator[_Block]:
    """Yield matching blocks of two token lists, in no order; equal tokens at the front of a stretch go before equal ones at its back."""
    stack = [(0, len(a), 0, len(b))]
    while stack:
        a0, a1, b0, b1 = stack.pop()
        n = 0
        most = min(a1 - a0, b1 - b0)
        while n < most and a[a0 + n] == b[b0 + n]:
            n += 1
        if n:
            yield _Block(a0, b0, n)
        a0, b0, most, n = a0 + n, b0 + n, most - n, 0
        while n < most and a[a1 - 1 - n] == b[b1 - 1 - n]:
            n += 1
        if n:
            yield _Block(a1 - n, b1 - n, n)
        a1, b1 = a1 - n, b1 - n
        if a0 == a1 or b0 == b1:
            continue
        anchors = _anchors(a, b, a0, a1, b0, b1)
        if not anchors:
            yield from _myers(a[a0:a1], b[b0:b1], a0, b0)
            continue
        for i, j in anchors:
            stack.append((a0, i, b0, j))
            a0, b0 = i, j  # the anchor itself is found again as the front of the next stretch
        stack.append((a0, a1, b0, b1))


def _anchors(a: Sequence[int], b: Sequence[int], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    """Return the longest ascending list of pairs of tokens that occur once on either side."""
    once_a, once_b = _once(a, a0, a1), _once(b, b0, b1)
    pairs = [(i, once_b[token]) for token, i in once_a.items() if token in once_b]
    pairs.sort()
    tails: list[int] = []
    tail_pairs: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        previous.append(tail_pairs[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            tail_pairs.append(number)
        else:
            tails[at] = j
            tail_pairs[at] = number
    chain: list[tuple[int, int]] = []
    number = tail_pairs[-1] if tail_pairs else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]


def _once(tokens: Sequence[int], first: int, last: int) -> dict[int, int]:
    """Map every token that occurs once in the stretch to its place."""
    seen: dict[int, int] = {}
    for at in range(first, last):
        token = tokens[at]
        seen[token] = -1 if token in seen else at
    return {token: at for token, at in seen.items() if at >= 0}


def _myers(a: Sequence[int], b: Sequence[int], a0: int, b0: int) -> Iterator[_Block]:
    """Yield the matches of one shortest edit script, or nothing beyond `MOST_DIFFERENCES`."""
    trace: list[dict[int, int]] = []
    reach = {1: 0}
    for d in range(min(MOST_DIFFERENCES, len(a) + len(b)) + 1):
        trace.append(reach.copy())
        for k in range(-d, d + 1, 2):
            x = reach[k + 1] if k == -d or (k != d and reach[k - 1] < reach[k + 1]) else reach[k - 1] + 1
            y = x - k
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            reach[k] = x
            if x >= len(a) and y >= len(b):
                yield from _walk_back(trace, len(a), len(b), a0, b0)
                return


def _walk_back(trace: list[dict[int, int]], x: int, y: int, a0: int, b0: int) -> Iterator[_Block]:
    for d in range(len(trace) - 1, -1, -1):
        reach, k = trace[d], x - y
        down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
        from_k = k + 1 if down else k - 1
        from_x = reach[from_k] if d else 0
        from_y = from_x - from_k if d else 0
        first = (from_x if down else from_x + 1) if d else 0
        if x > first:
            yield _Block(a0 + first, b0 + y - (x - first), x - first)
        x, y = from_x, from_y
