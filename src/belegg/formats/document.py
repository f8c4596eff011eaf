"""What a reader makes of a file: the words, who speaks where if the format says so, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from belegg.method.errors import Refused, gettext_noop
from belegg.method.plain_text import normalise
from belegg.method.transcript import Mark, Recognition, Speaker, Turn, assign_roles, recognise

__all__ = ["Document", "Mark", "Notice", "Passage", "Speaker", "Turn", "assemble", "stem", "suffix", "unreadable"]


@dataclass(frozen=True)
class Notice:
    """One sentence about what an import changed or left out; `text` is an English %-format template over `params`, as in `Refused`."""

    code: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = lambda message: message) -> str:
        """Return the sentence, its template passed through `translate` before it is filled in."""
        return translate(self.text) % self.params if self.params else translate(self.text)

    def __str__(self) -> str:
        return self.sentence()


@dataclass(frozen=True)
class Passage:
    """A passage that was already coded where the file comes from."""

    start: int
    end: int
    code: str
    coder: str = ""


@dataclass(frozen=True)
class Document:
    """A text as it will be stored.

    `turns` is None where the format does not tell them: ask `recognition()`, which then looks for them. `bold` are spans at the beginning
    of lines that stand in bold type (perhaps labels). `has_guessed_roles` says that the format knows the speakers but not their roles.
    """

    body: str
    turns: tuple[Turn, ...] | None = None
    marks: tuple[Mark, ...] = ()
    notices: tuple[Notice, ...] = ()
    title: str = ""
    language: str = ""
    passages: tuple[Passage, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    has_guessed_roles: bool = False

    def recognition(self, shapes=None, roles: Mapping[str, str] | None = None, *, not_speakers=()) -> Recognition:
        """Return the turns: those of the format, or those the text itself shows. The arguments are a person's corrections.

        The times of the format are kept also where the text is looked through anew.
        """
        if self.turns is not None and shapes is None and not roles:
            turns = _without_speakers(self.turns, not_speakers)
            guessed = assign_roles(self.body, turns, "format")
            return guessed if self.has_guessed_roles else Recognition(turns, _stated(turns, guessed), "format")
        found = recognise(self.body, shapes, roles, bold=self.bold, not_speakers=not_speakers)
        return replace(found, turns=_with_times(found.turns, self.turns)) if self.turns else found


def _stated(turns: tuple[Turn, ...], guessed: Recognition) -> tuple[Speaker, ...]:
    roles = {turn.speaker: turn.role for turn in turns if turn.speaker}
    return tuple(replace(speaker, role=roles[speaker.label], certain=True) for speaker in guessed.speakers)


def _without_speakers(turns: Sequence[Turn], refused: Collection[str]) -> tuple[Turn, ...]:
    """Return the turns with the labels that are no speakers made words: of the turn before, or of nobody's where there is none."""
    names = {label.casefold() for label in refused}
    kept: list[Turn] = []
    for turn in turns:
        if turn.speaker.casefold() not in names or not turn.speaker:
            kept.append(turn)
        elif kept:
            kept[-1] = replace(kept[-1], end=turn.end, time_end=turn.time_end if turn.time_end is not None else kept[-1].time_end)
        else:
            kept.append(replace(turn, start=turn.head, speaker="", role="", person=""))
    return tuple(replace(turn, n=n) for n, turn in enumerate(kept, 1)) if names else tuple(turns)


def _with_times(turns: Sequence[Turn], timed: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the turns with the time at which one of `timed` begins or ends inside them; no time is made up for a turn in the middle of one."""
    found, at = [], 0
    for turn in turns:
        first, last = None, None
        while at < len(timed) and timed[at].head < turn.end:
            first = timed[at].time_start if first is None and timed[at].head >= turn.head else first
            if timed[at].end > turn.end:
                break
            last = timed[at].time_end
            at += 1
        start = first if turn.time_start is None else turn.time_start
        found.append(replace(turn, time_start=start, time_end=last if turn.time_end is None else turn.time_end))
    return tuple(found)


def assemble(lines: Iterable[tuple[str, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join lines to a stored body; the number beside each is how many of its first characters are in bold type (a label, perhaps)."""
    bodies, bold, at = [], [], 0
    for text, bold_characters in lines:
        stored = normalise(text)
        label = normalise(text[:bold_characters]).strip()
        indent = len(stored) - len(stored.lstrip())
        # Bold type over a whole paragraph is a heading; over its first words it may be a label.
        if 0 < len(label) <= 80 and stored.startswith(label, indent):
            bold.append((at + indent, at + indent + len(label)))
        bodies.append(stored)
        at += len(stored) + 1
    return "\n".join(bodies), tuple(bold)


def stem(name: str) -> str:
    """Return the title a file's name suggests."""
    return normalise(PurePath(name.replace("\\", "/")).stem).strip()


def suffix(name: str) -> str:
    """Return the suffix in small letters, with its dot."""
    return PurePath(name.replace("\\", "/")).suffix.lower()


def unreadable(kind: str) -> Refused:
    """Return the refusal of a file that is damaged, or is not what its name says."""
    return Refused(
        "file_not_readable",
        gettext_noop("The file cannot be read as %(kind)s: it is damaged or is something else."),
        gettext_noop("Open it in the program that made it, save it again and import that."),
        kind=kind,
    )
