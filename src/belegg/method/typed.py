"""What is typed beside a recording: a turn begins with its time and who speaks, `[00:04:10] R: words`. What was typed is what is kept; the turns lie on
top of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from belegg.method.plain_text import normalise
from belegg.method.recording_times import parse_time
from belegg.method.transcript import Turn

LONGEST_LABEL = 60
MOST_LABELS = 30
_TIME = re.compile(r"\[(\d{1,3}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?)\][ \t]*")
_LABEL = re.compile(r"([^:\[\]\n]{1,60}):[ \t]*")


def clean_labels(labels: Sequence[str]) -> list[str]:
    """Return labels as they can stand before words: on one line, without colons and brackets, each once."""
    found: list[str] = []
    for label in labels:
        label = " ".join(re.sub(r"[:\[\]]", " ", normalise(label)).split())[:LONGEST_LABEL].strip()
        if label and label.casefold() not in {known.casefold() for known in found}:
            found.append(label)
    return found[:MOST_LABELS]


def transcript(typed: str, labels: Sequence[str]) -> tuple[str, tuple[Turn, ...]]:
    """Return the text to keep and its turns. Heads that nobody put words behind are left out of both."""
    body = normalise(typed).strip("\n")
    empty = [turn for turn in turns_typed(body, labels) if turn.start == turn.end]
    for turn in reversed(empty):
        stop = body.find("\n", turn.end)
        body = body[: turn.head] + (body[stop + 1 :] if stop >= 0 else "")
    body = body.rstrip().lstrip("\n")
    return body, turns_typed(body, labels)


def turns_typed(body: str, labels: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns of a typed text: a line that begins with a time, or with one of the labels, begins one.

    A label after a time counts only when it is one of `labels`: "[00:04:10] he said: come" has no speaker of that name.
    """
    known = {label.casefold(): label for label in clean_labels(labels)}
    heads: list[tuple[int, int, str, int | None]] = []
    at = 0
    for line in body.split("\n"):
        if found := _head(line, known):
            heads.append((at, at + found[0], found[1], found[2]))
        at += len(line) + 1
    if body[: heads[0][0] if heads else len(body)].strip():
        heads.insert(0, (0, 0, "", None))
    turns: list[Turn] = []
    for index, (head, start, speaker, time) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else len(body)
        words = body[start:stop]
        begin, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        turns.append(Turn(len(turns) + 1, head, min(begin, end), end, speaker, "", "", time, None))
    return tuple(turns)


def _head(line: str, known: dict[str, str]) -> tuple[int, str, int | None] | None:
    """Return (length, speaker, time) of the head a line begins with."""
    timed = _TIME.match(line)
    at = timed.end() if timed else 0
    label = _LABEL.match(line, at)
    speaker = known.get(" ".join(label[1].split()).casefold(), "") if label else ""
    if not (timed or speaker):
        return None
    return (label.end() if label and speaker else at), speaker, parse_time(timed[1]) if timed else None
