"""What a coding's row says of its passage without a join: turns, words, and who is heard in it.

Made for many spans of one text at a time (a study folder with a million codings, the hits of a search): the words of a turn are found once,
and a span then costs a few bisections. One span of a long text touches only its own turns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from belegg.apps.sources.models import SpeakerRole, Text, Turn

# The same words as method.sentences.words counts (a test holds them together); here their places are needed, not only their number.
WORD = re.compile(r"[^\W_]+")


class TurnRow(NamedTuple):
    n: int
    head: int
    start: int
    end: int
    role: str
    person_id: int | None


# Whoever has the rows already gives them; else `turn_rows` reads light ones.
TurnLike = Turn | TurnRow


class Facts(NamedTuple):
    """`words` are words spoken or written, labels left out; `persons` are the ids of the informants heard, in order, once each."""

    turn_first: int
    turn_last: int
    words: int
    informant_words: int
    persons: tuple[int, ...]


def turn_rows(text: Text) -> list[TurnRow]:
    """Return the turns of a text in order, as light rows."""
    return [TurnRow(*row) for row in Turn.objects.filter(text=text).order_by("n").values_list(*TurnRow._fields)]


def facts_of(text: Text, spans: Iterable[tuple[int, int]], turns: Iterable[TurnLike] | None = None) -> list[Facts]:
    """Return the facts of each span of `text`, in the order given. Reads body and turns unless `turns` is given."""
    passages = Passages(text.body.text, turn_rows(text) if turns is None else turns)
    return [passages.facts(start, end) for start, end in spans]


class Passages:
    """A body and its turns, ready to tell the facts of any number of spans."""

    def __init__(self, body: str, turns: Iterable[TurnLike]) -> None:
        self.body = body
        self.turns = sorted(turns, key=lambda turn: turn.n)
        self.heads = [turn.head for turn in self.turns]
        self.ends = [turn.end for turn in self.turns]
        self._words: dict[int, tuple[list[int], list[int]]] = {}

    def facts(self, start: int, end: int) -> Facts:
        """Return the facts of `[start, end)`.

        A word cut by the border counts as a word, as it does when the passage is counted by itself. A span that touches no turn (a text
        without turns) has turn 0 and counts as an informant's.
        """
        first, past = bisect_right(self.ends, start), bisect_left(self.heads, end)
        if first >= past:
            count = sum(1 for _ in WORD.finditer(self.body, start, end))
            return Facts(0, 0, count, count, ())
        words, informant_words, persons = 0, 0, {}
        for at in range(first, past):
            turn = self.turns[at]
            count = self._count(at, start, end)
            words += count
            if turn.role != SpeakerRole.INTERVIEWER:
                informant_words += count
                if turn.person_id is not None and start < turn.end and turn.start < end:
                    persons[turn.person_id] = True
        return Facts(self.turns[first].n, self.turns[past - 1].n, words, informant_words, tuple(persons))

    def _count(self, at: int, start: int, end: int) -> int:
        begins, ends = self._words_of(at)
        turn = self.turns[at]
        if start <= turn.start and turn.end <= end:
            return len(begins)
        return max(0, bisect_left(begins, end) - bisect_right(ends, start))

    def _words_of(self, at: int) -> tuple[list[int], list[int]]:
        if at not in self._words:
            turn = self.turns[at]
            found = [match.span() for match in WORD.finditer(self.body, turn.start, turn.end)]
            self._words[at] = ([begin for begin, _ in found], [end for _, end in found])
        return self._words[at]
