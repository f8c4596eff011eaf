"""Taking one person's words out of texts: which spans stay, where they lie afterwards, and where else the same words are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["QUOTED", "Cut", "cited", "cut_text", "grams", "label_without", "moved", "names_pattern", "place_after"]

# So many words in a row, the same as theirs, are taken for a quotation.
QUOTED = 4
_WORD = re.compile(r"\w+")
Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands at `[start, end)` is replaced by `text`."""

    start: int
    end: int
    text: str


def cut_text(body: str, cuts: Sequence[Cut]) -> str:
    """Return the body with the cuts made; they are in order and do not overlap."""
    parts, at = [], 0
    for cut in cuts:
        parts += [body[at : cut.start], cut.text]
        at = cut.end
    return "".join([*parts, body[at:]])


def place_after(cuts: Sequence[Cut], at: int, *, begins: bool) -> int:
    """Return where a border lies after the cuts. One inside a cut goes to its end where something begins there, else to its beginning."""
    grown = 0
    for cut in cuts:
        if at < cut.start or (at == cut.start and not begins):
            break
        if at < cut.end:
            return cut.start + grown + (len(cut.text) if begins else 0)
        grown += len(cut.text) - (cut.end - cut.start)
    return at + grown


def moved(body: str, cuts: Sequence[Cut], start: int, end: int) -> tuple[int, int] | None:
    """Return where a span lies after the cuts, without what was cut at its ends; None where no word of it is left."""
    left, at = [], start
    for cut in cuts:
        if cut.end > start and cut.start < end:
            left.append(body[at : max(at, cut.start)])
            at = max(at, cut.end)
    left.append(body[at : max(at, end)])
    if not any(_WORD.search(part) for part in left):
        return None
    new = place_after(cuts, start, begins=True), place_after(cuts, end, begins=False)
    return new if new[0] < new[1] else None


def label_without(label: str, speaker: str, name: str) -> str:
    """Return the label of a turn with another name for its speaker; a label the speaker is not found in loses its words."""
    if speaker and speaker in label:
        return label.replace(speaker, name)
    return f"{name}: " if _WORD.search(label) else label


def words_of(text: str) -> list[tuple[str, int, int]]:
    return [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]


def grams(texts: Iterable[str]) -> set[Gram]:
    """Return all sequences of QUOTED words in some texts, without case and punctuation."""
    found: set[Gram] = set()
    for text in texts:
        words = [word for word, _, _ in words_of(text)]
        found.update(tuple(words[at : at + QUOTED]) for at in range(len(words) - QUOTED + 1))
    return found


def cited(text: str, known: set[Gram]) -> list[tuple[int, int]]:
    """Return the stretches of a text that repeat known sequences of words, each as long as it goes."""
    if not known:
        return []
    words = words_of(text)
    spans: list[tuple[int, int]] = []
    for at in range(len(words) - QUOTED + 1):
        if tuple(word for word, _, _ in words[at : at + QUOTED]) in known:
            start, end = words[at][1], words[at + QUOTED - 1][2]
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of these names as whole words, also with a genitive s; None without names."""
    wanted = sorted({" ".join(name.split()) for name in names if name.strip()}, key=len, reverse=True)
    if not wanted:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in wanted) + r")(?:['’]?s)?(?!\w)", re.IGNORECASE)
