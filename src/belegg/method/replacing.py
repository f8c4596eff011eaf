"""Replacing what gives people away: the same person always by the same words, the ending kept, and every step reversible.

The replacements are `anchors.Edit`s, so that codings are carried over exactly (`anchors.carry_edits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .anchors import Edit, apply_edits
from .errors import Refused, gettext_noop


class Choice(NamedTuple):
    """A decision: `body[start:end]` becomes `text`. `who` is the id of the person it stands for, "" where that is nobody of the study."""

    start: int
    end: int
    text: str
    who: str = ""


def in_brackets(label: str) -> str:
    """Return a replacement in square brackets, on one line; what has them already stays.

    >>> in_brackets("Informant 3"), in_brackets("[place]")
    ('[Informant 3]', '[place]')
    """
    label = " ".join(label.split())
    return label if label.startswith("[") and label.endswith("]") and label.count("[") == 1 else f"[{label.strip('[]')}]"


def with_ending(replacement: str, ending: str) -> str:
    """Return the replacement with the genitive of what it replaces: an apostrophe alone becomes an s.

    >>> with_ending("[Informant 3]", "'"), with_ending("[Informant 3]", "s"), with_ending("[Informant 3]", "")
    ('[Informant 3]s', '[Informant 3]s', '[Informant 3]')
    """
    if not ending:
        return replacement
    return replacement + (ending if ending[-1] in "sS" else "s").replace("S", "s")


def edits_of(body: str, choices: Iterable[Choice]) -> list[Edit]:
    """Return the edits of some choices, in order.

    Raises Refused("replacement_empty") for one without words, Refused("replacement_outside") and Refused("edits-overlap"). A choice whose
    words are already the replacement is left out.
    """
    edits = []
    for choice in sorted(choices):
        text = " ".join(choice.text.split())
        if not 0 <= choice.start < choice.end <= len(body):
            raise Refused(
                "replacement_outside",
                gettext_noop("There are no characters %(start)s to %(end)s in this text."),
                gettext_noop("Look through the text again; it may have a new version."),
                start=choice.start,
                end=choice.end,
            )
        if not text or text == "[]":
            raise Refused(
                "replacement_empty",
                gettext_noop("A word can't be replaced by nothing."),
                gettext_noop("Write what should stand there, such as [Informant 3] or [place]."),
            )
        if body[choice.start : choice.end] != text:
            edits.append(Edit(choice.start, choice.end, text))
    apply_edits(body, edits)  # refuses edits that overlap
    return edits


def reversed_edits(body: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that bring the old body back from the new one.

    >>> edits = [Edit(0, 5, "[X]s")]
    >>> apply_edits(apply_edits("Karis plan", edits), reversed_edits("Karis plan", edits))
    'Karis plan'
    """
    back, shift = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        start = edit.start + shift
        back.append(Edit(start, start + len(edit.text), body[edit.start : edit.end]))
        shift += len(edit.text) - (edit.end - edit.start)
    return back


def check_consistent(choices: Sequence[Choice], standing: Iterable[tuple[str, str]] = ()) -> None:
    """Refuse two replacements for one person, and one replacement for two people. `standing` are (who, replacement) chosen before.

    The genitive does not count. Raises Refused("replacement_differs"), Refused("replacement_shared").
    """
    by_person: dict[str, str] = {}
    by_words: dict[str, str] = {}
    for who, text in [*standing, *((choice.who, choice.text) for choice in choices)]:
        if not who:
            continue
        words = bare(text)
        if by_person.setdefault(who, words) != words:
            raise Refused(
                "replacement_differs",
                gettext_noop("One person would stand as both %(one)s and %(other)s."),
                gettext_noop("Use the same replacement for a person everywhere."),
                one=by_person[who],
                other=words,
            )
        if by_words.setdefault(words, who) != who:
            raise Refused(
                "replacement_shared",
                gettext_noop("%(words)s would stand for two people."),
                gettext_noop("Give each person a replacement of their own."),
                words=words,
            )


def bare(replacement: str) -> str:
    """Return a replacement without the genitive behind its bracket."""
    replacement = " ".join(replacement.split())
    head, bracket, tail = replacement.rpartition("]")
    return head + bracket if bracket and tail in ("s", "'s", "\u2019s", "'") else replacement
