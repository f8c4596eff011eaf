"""What a reader makes of a file: the words, who speaks where if the format says so, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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
        """Return the turns: those of the format, or those the text itself shows. The arguments are a person's corrections."""
        if self.turns is not None and shapes is None and not roles and not not_speakers:
            guessed = assign_roles(self.body, self.turns, "format")
            return guessed if self.has_guessed_roles else Recognition(self.turns, _stated(self.turns, guessed), "format")
        return recognise(self.body, shapes, roles, bold=self.bold, not_speakers=not_speakers)


def _stated(turns: tuple[Turn, ...], guessed: Recognition) -> tuple[Speaker, ...]:
    roles = {turn.speaker: turn.role for turn in turns if turn.speaker}
    return tuple(replace(speaker, role=roles[speaker.label], certain=True) for speaker in guessed.speakers)


_INDENT = re.compile(r"\s*")


def assemble(lines: Iterable[tuple[str, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join lines to a stored body; the number beside each is how many of its first characters are in bold type (a label, perhaps)."""
    bodies, bold, at = [], [], 0
    for text, bold_characters in lines:
        stored = normalise(text)
        label = normalise(text[:bold_characters]).strip()
        indent = _INDENT.match(stored).end()  # type: ignore[union-attr]
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
