"""What a person typed turn by turn, as replacements in the text and the turns of its new version.

A turn's words may have been changed, cut into several turns, joined to the turn before, or taken away; its speaker may be another. Labels
are written as the text writes them, so that recognising the new text anew finds the same turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from belegg.method.anchors import Edit, apply_edits
from belegg.method.editing import are_paragraphs, carry_turns, edits_between, moved_turns, numbered, settled
from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise
from belegg.method.recording_times import TIME
from belegg.method.speaker_labels import role_of_label
from belegg.method.transcript import Turn

__all__ = ["Piece", "Retyped", "TurnChange", "retyped"]

_STAMP = re.compile(rf"[\[(]?[ ]?{TIME}(?:[ ]?(?:-->|[-–—])[ ]?{TIME})?[ ]?[\])]?[ \t]*")
_MARKED = re.compile(r"[:：\t\n*–—-]")


@dataclass(frozen=True)
class Piece:
    words: str
    speaker: str = ""


@dataclass(frozen=True)
class TurnChange:
    """What became of a turn: its pieces (several: it was cut), and whether the first goes on in the turn before. No words: it goes."""

    pieces: tuple[Piece, ...]
    joined: bool = False


@dataclass(frozen=True)
class Retyped:
    """The replacements, in order, and the turns of the new text (`person` as in the old ones)."""

    edits: tuple[Edit, ...]
    turns: tuple[Turn, ...]


def retyped(body: str, turns: Sequence[Turn], changes: Mapping[int, TurnChange], renamed: Mapping[str, str] | None = None) -> Retyped:
    """Return what the changes make of a text. `changes` are by the number of the turn; `renamed` gives speakers another label everywhere.

    Raises Refused("no_such_turn"), Refused("label_not_possible").
    """
    work = _Work(body, turns, {old: check_label(new) for old, new in (renamed or {}).items() if new.strip() != old})
    for n in changes:
        if not 1 <= n <= len(turns):
            raise Refused("no_such_turn", gettext_noop("There is no turn %(n)s in this text."), n=n)
    wanted = [edit for turn in turns for edit in work.edits_of(turn, changes.get(turn.n))]
    edits = settled(body, wanted)
    new_body = apply_edits(body, edits)
    if are_paragraphs(body, turns):
        return Retyped(tuple(edits), tuple(carry_turns(body, new_body, turns, edits)))
    moved = moved_turns(body, new_body, turns, edits)
    return Retyped(tuple(edits), tuple(numbered(piece for turn in moved for piece in work.cut(new_body, turn))))


def check_label(label: str) -> str:
    """Return a speaker's label on one line. Raises Refused("label_not_possible")."""
    label = " ".join(normalise(label).split())
    if len(label) > 120 or re.search(r"[:：*\[\]<>|]", label):
        raise Refused(
            "label_not_possible",
            gettext_noop("“%(label)s” can't be a speaker's label."),
            gettext_noop("Use at most 120 characters, without colons, brackets and asterisks."),
            label=label[:40],
        )
    return label


class _Work:
    """The text and its turns while the changes are worked out."""

    def __init__(self, body: str, turns: Sequence[Turn], renamed: Mapping[str, str]) -> None:
        self.body, self.turns, self.renamed = body, turns, renamed
        self.first = {turn.speaker: turn for turn in reversed(turns) if turn.speaker}
        self.speaker: dict[int, str] = {}
        self.pieces: dict[int, list[tuple[str, str, str]]] = {}  # turn -> (gap, label, words) of the pieces after the first
        self.words: dict[int, str] = {}

    def edits_of(self, turn: Turn, change: TurnChange | None) -> Iterable[Edit]:
        speaker = self.renamed.get(turn.speaker, turn.speaker)
        if change is None:
            yield from self._label_edit(turn, speaker)
            return
        pieces = [Piece(normalise(piece.words).strip(), check_label(piece.speaker)) for piece in change.pieces]
        pieces = [piece for piece in pieces if piece.words]
        if not pieces:
            yield Edit(turn.head, self._next_head(turn), "")
            return
        if change.joined and turn.n > 1:
            yield Edit(self.turns[turn.n - 2].end, turn.start, " ")
        else:
            yield from self._label_edit(turn, self.renamed.get(pieces[0].speaker, pieces[0].speaker))
        gap = self._gap(turn)
        after = [(gap, self._new_label(turn, self.renamed.get(piece.speaker, piece.speaker)), piece) for piece in pieces[1:]]
        words = pieces[0].words + "".join(gap + label + piece.words for gap, label, piece in after)
        if after:
            self.words[turn.n] = words
            self.pieces[turn.n] = [
                (gap + label, piece.words, self.renamed.get(piece.speaker, piece.speaker)) for gap, label, piece in after
            ]
        found = edits_between(self.body[turn.start : turn.end], words)
        yield from (Edit(edit.start + turn.start, edit.end + turn.start, edit.text) for edit in found)

    def _next_head(self, turn: Turn) -> int:
        return self.turns[turn.n].head if turn.n < len(self.turns) else len(self.body)

    def _gap(self, turn: Turn) -> str:
        """Return what parts two turns in this text."""
        if turn.n < len(self.turns):
            return self.body[turn.end : self._next_head(turn)] or "\n"
        return self.body[self.turns[turn.n - 2].end : turn.head] or "\n" if turn.n > 1 else "\n\n"

    def _label_edit(self, turn: Turn, speaker: str) -> Iterable[Edit]:
        if speaker == turn.speaker:
            return
        self.speaker[turn.n] = speaker
        label = self.body[turn.head : turn.start]
        at = label.casefold().find(turn.speaker.casefold()) if turn.speaker else -1
        if at >= 0 and speaker:
            yield Edit(turn.head + at, turn.head + at + len(turn.speaker), speaker)
        else:
            yield Edit(turn.head, turn.start, self._new_label(turn, speaker))

    def _new_label(self, turn: Turn, speaker: str) -> str:
        """Return the label of a turn that had none, as the text writes labels; without its time, which nobody has measured."""
        if not speaker:
            return ""
        model = self.first.get(speaker) or (turn if turn.speaker else None) or next(iter(self.first.values()), None)
        if model is None:
            return f"{speaker}: "
        label = self.body[model.head : model.start]
        at = label.casefold().find(model.speaker.casefold())
        if at < 0:
            return f"{speaker}: "
        before, behind = _STAMP.sub("", label[:at]), _STAMP.sub("", label[at + len(model.speaker) :])
        behind = behind.lstrip(" ") if behind.lstrip(" ")[:1] in (":", "：") else behind
        return before + speaker + (behind if _MARKED.search(behind) else ": ")

    def cut(self, body: str, turn: Turn) -> list[Turn]:
        """Return a moved turn with its new speaker, in its pieces."""
        turn = self._spoken_by(turn, self.speaker[turn.n]) if turn.n in self.speaker else turn
        pieces = self.pieces.get(turn.n, [])
        words = self.words.get(turn.n, "")
        start = body.find(words, turn.start, turn.end) if words else -1
        if not pieces or start < 0:
            return [turn]
        found, end = [turn], turn.end
        at = start + len(words) - sum(len(before) + len(said) for before, said, _ in pieces)
        found[0] = replace(turn, end=at, time_end=None)
        for before, said, speaker in pieces:
            head = at + len(before) - len(before.lstrip())
            begin = at + len(before)
            at = begin + len(said)
            found.append(self._spoken_by(replace(turn, head=head, start=begin, end=at, time_start=None, time_end=None), speaker))
        found[-1] = replace(found[-1], end=max(at, end), time_end=turn.time_end)
        return found

    def _spoken_by(self, turn: Turn, speaker: str) -> Turn:
        if speaker == turn.speaker:
            return turn
        known = self.first.get(speaker)
        if known:
            return replace(turn, speaker=speaker, role=known.role, person=known.person)
        if self.renamed.get(self.turns[turn.n - 1].speaker) == speaker:
            return replace(turn, speaker=speaker)
        role = role_of_label(speaker) if speaker else ""
        return replace(turn, speaker=speaker, role="informant" if role in ("", "speaker") and speaker else role, person="")
