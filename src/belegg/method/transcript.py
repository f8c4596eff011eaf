"""Transcripts: who speaks where in a text.

Recognition is a layer on top of the stored text and never changes it. It would rather leave a label unseen (the words then belong to the
turn before, and the preview lets a person name the label) than take "Eksempel: …" for somebody's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from belegg.method.errors import Refused, gettext_noop
from belegg.method.paragraphs import paragraphs
from belegg.method.plain_text import Offsets, normalise, normalise_with_offsets
from belegg.method.recording_times import format_time, parse_time
from belegg.method.sentences import sentences, words
from belegg.method.speaker_labels import (
    NOT_SPEAKERS,
    Label,
    is_name,
    read_column_label,
    read_dash_label,
    read_label,
    read_lone_label,
    read_time,
    role_of_label,
)

__all__ = [
    "ROLES", "SHAPES", "Mark", "Offsets", "Recognition", "Speaker", "Turn", "assign_roles", "format_time", "normalise",
    "normalise_with_offsets", "parse_time", "recognise", "relabel", "sentences", "uncovered", "words",
]  # fmt: skip

ROLES = ("interviewer", "informant", "other", "")
# colon "R: …", time "R (00:00:08)", bold "**R** …", tab (a table of two columns), line (the label alone), dash "R – …"
SHAPES = ("colon", "time", "bold", "tab", "line", "dash")


@dataclass(frozen=True, slots=True)
class Turn:
    """A numbered segment: `[head, start)` is the label, `[start, end)` the words; times in milliseconds."""

    n: int
    head: int
    start: int
    end: int
    speaker: str = ""
    role: str = ""
    person: str = ""
    time_start: int | None = None
    time_end: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that the source knew of, such as the beginning of a page."""

    kind: str
    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label and the role it is taken for; `certain` is false where the role was guessed from the way of speaking."""

    label: str
    role: str
    certain: bool = True
    turns: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Recognition:
    """The turns of a text, its speakers in order of appearance, and the shape of the labels ("" when nobody is marked as speaking)."""

    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...] = ()
    shape: str = ""

    @property
    def certain(self) -> bool:
        """Say whether every role is told by its label, so that nobody needs to be asked."""
        return all(speaker.certain for speaker in self.speakers)


Line = tuple[int, int]


def recognise(
    body: str,
    shapes: Collection[str] | None = None,
    roles: Mapping[str, str] | None = None,
    *,
    bold: Iterable[tuple[int, int]] = (),
    not_speakers: Collection[str] = (),
) -> Recognition:
    """Return the turns of `body`, which must be normalised.

    `shapes` limits what is looked for (none at all: every paragraph is a turn of a document). `roles` names labels that surely are speakers, and
    their roles; `not_speakers` labels that are not: a person's corrections. `bold` are spans in bold type, if the format has it.
    """
    lines = [match.span() for match in _LINE.finditer(body)]
    given = {label.casefold(): role for label, role in (roles or {}).items()}
    refused = {label.casefold() for label in not_speakers}
    labels = _best_labels(body, lines, SHAPES if shapes is None else shapes, given, refused, dict(bold))
    turns = _turns(body, lines, labels) if labels or not (shapes is None or "time" in shapes) else _timed_lines(body, lines)
    recognition = assign_roles(body, turns, _commonest(label.marker for label in labels))
    stated = {speaker.label: given[speaker.label.casefold()] for speaker in recognition.speakers if speaker.label.casefold() in given}
    return relabel(recognition, stated) if stated else recognition


_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def _best_labels(body, lines, shapes, given, refused, bold) -> list[Label]:
    """Return the labels of the shape that finds most turns; colons, times and bold type are one shape, since transcribers mix them."""
    marked = {"colon", "time", "bold"} & set(shapes)
    readers: list[tuple[bool, Callable[[int, int, int], Label | None]]] = [
        (bool(marked), lambda line, start, end: read_label(body, line, start, end, bold.get(start, 0))),
        ("tab" in shapes and "\t" in body, lambda line, start, end: read_column_label(body, line, start, end)),
        ("line" in shapes, lambda line, start, end: read_lone_label(body, line, start, end)),
        ("dash" in shapes, lambda line, start, end: read_dash_label(body, line, start, end)),
    ]
    best: list[Label] = []
    for wanted, read in readers:
        if not wanted:
            continue
        found = [label for line, span in enumerate(lines) if (label := read(line, *span))]
        found = [label for label in found if label.key not in refused and (label.marker not in SHAPES[:3] or label.marker in marked)]
        labels = _believed(body, lines, found, given)
        if len(labels) > len(best):
            best = labels
        if len(best) == len(lines):  # no shape can find more
            break
    return best


def _believed(body: str, lines: Sequence[Line], found: list[Label], given: Collection[str]) -> list[Label]:
    """Return those labels that the whole text gives reason to believe in, or none."""
    counts = Counter(label.key for label in found)
    timed = Counter(label.key for label in found if label.time_start is not None)
    names = {label.key for label in found if label.key not in NOT_SPEAKERS and is_name(label.text)}
    has_question_and_answer = "q" in counts and "a" in counts
    strong = {label.key for label in found if label.key in given or role_of_label(label.text)}
    strong |= {key for key in names if timed[key] >= 2} | ({"a"} if has_question_and_answer else set())
    need = 3 if sum(counts[key] for key in strong) >= 4 else 2
    mostly_timed = sum(timed[key] for key in strong) * 2 > sum(counts[key] for key in strong)
    weak = {key for key in names - strong if (timed[key] if mostly_timed else counts[key] >= need)}
    labels = _without_form_fields(body, lines, [label for label in found if label.key in strong or label.key in weak], given)
    return labels if _is_conversation(body, lines, labels, strong, given) else []


def _without_form_fields(body: str, lines: Sequence[Line], labels: list[Label], given: Collection[str]) -> list[Label]:
    """Leave out "Informant: leder" in the heading of an interview whose turns begin with other labels."""
    counts = Counter(label.key for label in labels)
    if sum(count for count in counts.values() if count > 1) < 4:
        return labels
    first = next(index for index, label in enumerate(labels) if counts[label.key] > 1)
    return [label for index, label in enumerate(labels) if index >= first or label.key in given or not _is_form_field(body, lines, label)]


def _is_form_field(body: str, lines: Sequence[Line], label: Label) -> bool:
    words_after = body[label.words : lines[label.line][1]].strip()
    return 0 < len(words_after) <= 60 and words_after[-1] not in ".?!…,–-"


# A conversation in which nobody is called "Informant" must look like one: so many turns, labelled lines and changes of speaker.
FEWEST_NAMED_TURNS = 4
FEWEST_NAMED_SHARE = 0.1
FEWEST_MARKED_SHARE = 0.01


def _is_conversation(body: str, lines: Sequence[Line], labels: list[Label], strong: Collection[str], given: Collection[str]) -> bool:
    if any(label.key in given for label in labels):
        return True
    if len(labels) < 2:
        return False
    share = len(labels) / len(lines)
    changes = sum(before.key != after.key for before, after in zip(labels, labels[1:], strict=False))
    if sum(label.key in strong for label in labels) >= 2:
        is_form = len(labels) < 4 and share < 0.5 and any(_is_form_field(body, lines, label) for label in labels)
        needs_two = labels[0].marker in ("tab", "line", "dash")
        return share >= FEWEST_MARKED_SHARE and not is_form and (changes > 0 or not needs_two)
    # Plans alternate between repeated headings ("Visjon: … Verdier: …") and ask nothing; people who talk at some length do ask.
    asks = "?" in body[labels[0].head :]
    is_long_or_tabular = len(labels) >= 8 or labels[0].marker == "tab"
    return len(labels) >= FEWEST_NAMED_TURNS and changes >= 2 and share >= FEWEST_NAMED_SHARE and (asks or not is_long_or_tabular)


def _turns(body: str, lines: Sequence[Line], labels: Sequence[Label]) -> list[Turn]:
    lines = lines if labels else paragraphs(body, lines)
    first = labels[0].line if labels else len(lines)
    turns = [Turn(n, start, start, end) for n, (start, end) in enumerate(lines[:first], 1)]
    spelling: dict[str, str] = {}
    for index, label in enumerate(labels):
        last = labels[index + 1].line - 1 if index + 1 < len(labels) else len(lines) - 1
        end = lines[last][1]
        found = _SOMETHING.search(body, label.words, end)
        start = found.start() if found else end
        speaker = spelling.setdefault(label.key, label.text)
        time_end = label.time_end if label.time_end is not None else _time_at_end(body, start, end)
        turns.append(Turn(len(turns) + 1, label.head, start, end, speaker, "", "", label.time_start, time_end))
    return turns


# Speech recognition without speakers writes "[00:00:00.000 --> 00:00:04.000]  words" line by line; so many lines must, to be believed.
FEWEST_TIMED_SHARE = 0.8


def _timed_lines(body: str, lines: Sequence[Line]) -> list[Turn]:
    """Return a turn a line, with the time in brackets before it as its label if the lines have one."""
    heads = [read_time(body, start, end) for start, end in lines]
    if sum(head is not None for head in heads) < max(2, FEWEST_TIMED_SHARE * len(lines)):
        return _turns(body, lines, [])
    turns = []
    for n, ((start, end), head) in enumerate(zip(lines, heads, strict=True), 1):
        words_from, time_start, time_end = head or (start, None, None)
        turns.append(Turn(n, start, words_from, end, "", "", "", time_start, time_end))
    return turns


_SOMETHING = re.compile(r"\S")
_F4_TIME = re.compile(r"#(\d{1,2}:[0-5]\d:[0-5]\d)-(\d)#$")


def _time_at_end(body: str, start: int, end: int) -> int | None:
    """Return the time that f4transkript writes behind a turn: #00:00:23-5#."""
    found = _F4_TIME.search(body, max(start, end - 16), end)
    return parse_time(f"{found[1]}.{found[2]}") if found else None


def _commonest(markers: Iterable[str]) -> str:
    counted = Counter(markers).most_common(1)
    return counted[0][0] if counted else ""


def assign_roles(body: str, turns: Iterable[Turn], shape: str = "") -> Recognition:
    """Return the turns with a role for every speaker: from the label where it tells, else from the way of speaking."""
    turns = tuple(turns)
    spoken: dict[str, list[Turn]] = {}
    for turn in turns:
        if turn.speaker:
            spoken.setdefault(turn.speaker, []).append(turn)
    asked = {label: sum(body.count("?", turn.start, turn.end) for turn in own) for label, own in spoken.items()}
    said = {label: sum(words(body[turn.start : turn.end]) for turn in own) for label, own in spoken.items()}
    guessed = _guess_roles(asked, said)
    speakers = tuple(Speaker(label, *guessed[label], len(own), said[label]) for label, own in spoken.items())
    roles = {speaker.label: speaker.role for speaker in speakers}
    return Recognition(tuple(_with_role(turn, roles[turn.speaker]) if turn.speaker else turn for turn in turns), speakers, shape)


def _with_role(turn: Turn, role: str) -> Turn:
    """Return the turn with a role: `dataclasses.replace`, four times as fast for the thousands of turns of an import."""
    return Turn(turn.n, turn.head, turn.start, turn.end, turn.speaker, role, turn.person, turn.time_start, turn.time_end)


def _guess_roles(asked: Mapping[str, int], said: Mapping[str, int]) -> dict[str, tuple[str, bool]]:
    told = {label: role_of_label(label) for label in asked}
    if any(label.casefold() == "q" for label in told):
        told |= {label: "informant" for label in told if label.casefold() == "a"}
    unknown = [label for label, role in told.items() if role in ("", "speaker")]
    initials = [label for label in told if re.fullmatch(r"[Ii]\.?[ ]?\d*", label)]
    named = [label for label, role in told.items() if role == "interviewer" and label not in initials]
    answering = [label for label, role in told.items() if role == "informant"]
    roles = {label: (role, True) for label, role in told.items() if label not in unknown}
    # "I" is the interviewer beside "R", but the informant beside "Forsker", or beside an "M" who asks the questions.
    if (
        initials
        and not answering
        and (named or (unknown and max(asked[label] for label in unknown) > sum(asked[label] for label in initials)))
    ):
        roles |= dict.fromkeys(initials, ("informant", False))
    elif initials and not answering:
        roles |= dict.fromkeys(initials, ("interviewer", False))
    has_interviewer = any(role == "interviewer" for role, _ in roles.values())
    chief = max(unknown, key=lambda label: (asked[label], -said[label])) if unknown and not has_interviewer and len(told) > 1 else None
    return roles | {label: ("interviewer" if label == chief else "informant", False) for label in unknown}


def relabel(recognition: Recognition, roles: Mapping[str, str] | None = None, persons: Mapping[str, str] | None = None) -> Recognition:
    """Return the recognition with a person's corrections: label to role, label to the id of a person. What was stated is certain."""
    roles, persons = roles or {}, persons or {}
    for role in roles.values():
        if role not in ROLES:
            raise Refused(
                "role_unknown",
                gettext_noop("“%(role)s” is not a role in an interview."),
                gettext_noop("Choose interviewer, informant or other."),
                role=role,
            )
    if not roles and not persons:
        return recognition
    speakers = tuple(
        replace(speaker, role=roles[speaker.label], certain=True) if speaker.label in roles else speaker for speaker in recognition.speakers
    )
    turns = tuple(
        replace(turn, role=roles.get(turn.speaker, turn.role), person=persons.get(turn.speaker, turn.person)) if turn.speaker else turn
        for turn in recognition.turns
    )
    return replace(recognition, turns=turns, speakers=speakers)


def uncovered(body: str, turns: Iterable[Turn]) -> list[tuple[int, int]]:
    """Return the spans that lie in no turn or in two: empty for every text as it must be stored."""
    faults, done = [], 0
    for turn in turns:
        if turn.head < done:
            faults.append((turn.head, min(done, turn.end)))
        elif body[done : turn.head].strip():
            faults.append((done, turn.head))
        done = max(done, turn.end)
    if body[done:].strip():
        faults.append((done, len(body)))
    return faults
