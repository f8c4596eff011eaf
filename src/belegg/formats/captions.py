"""VTT and SRT: captions become turns. The cues of one speaker are joined, since a cue ends where the screen is full, not the sentence.

The text holds no times and one label a turn, as a transcript would; the times stay with the turns. Read here and not by webvtt-py, which
knows one voice a cue.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from belegg.formats.document import Document, stem, unreadable
from belegg.formats.text import decode
from belegg.method.errors import gettext_noop
from belegg.method.plain_text import normalise
from belegg.method.recording_times import TIME, parse_time
from belegg.method.transcript import Turn, assign_roles, recognise

KIND = gettext_noop("captions (.vtt, .srt)")
_ARROW = re.compile(rf"[ \t]*({TIME})[ \t]*-->[ \t]*({TIME})(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^ \t>]{0,40})?[ \t]+([^>]{1,80})>|</v>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^<>]{0,120}>|\{\\[^{}]{1,40}\}")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
# Without speakers, a silence of this length begins a new turn even where no sentence ends.
SILENCE = 2000


@dataclass(frozen=True)
class _Cue:
    start: int
    end: int
    speaker: str
    words: str


def read(data: bytes, name: str) -> Document:
    """Return the captions as turns with the first and the last time of each."""
    text, notices = decode(data)
    cues = _named([cue for cue in _cues(text) if cue.words])
    if not cues:
        raise unreadable(KIND)
    body, turns = _written(_joined(cues))
    return Document(body, tuple(assign_roles(body, turns).turns), notices=notices, title=stem(name), has_guessed_roles=True)


def _cues(text: str) -> Iterator[_Cue]:
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    index = 0
    while index < len(lines):
        arrow = _ARROW.fullmatch(lines[index])
        index += 1
        if not arrow:
            continue
        words = []
        while index < len(lines) and lines[index].strip() and not _ARROW.fullmatch(lines[index]):
            words.append(lines[index])
            index += 1
        # SRT files without blank lines: the number of the next cue is not speech.
        if index < len(lines) and words and words[-1].strip().isdigit() and _ARROW.fullmatch(lines[index]):
            words.pop()
        yield from _voices(parse_time(arrow[1]), parse_time(arrow[2]), " ".join(words))


def _voices(start: int, end: int, words: str) -> Iterator[_Cue]:
    speaker, done = "", 0
    for voice in [*_VOICE.finditer(words), None]:
        said = _bare(words[done : voice.start() if voice else len(words)])
        if said:
            yield _Cue(start, end, speaker, said)
        if voice:
            speaker, done = _bare(voice[1] or ""), voice.end()


def _bare(words: str) -> str:
    return " ".join(normalise(html.unescape(_TAG.sub("", words))).split())


def _named(cues: list[_Cue]) -> list[_Cue]:
    """Take "Kari: …" at the beginning of cues for the speaker (Zoom), if the captions tell no voices."""
    if any(cue.speaker for cue in cues):
        return cues
    body = "\n".join(cue.words for cue in cues)
    heads = {turn.head: turn for turn in recognise(body, ("colon",)).turns if turn.speaker}
    named, at, speaker = [], 0, ""
    for cue in cues:
        turn = heads.get(at)
        speaker = turn.speaker if turn else speaker
        words = body[turn.start : at + len(cue.words)] if turn else cue.words
        at += len(cue.words) + 1
        if words:
            named.append(replace(cue, speaker=speaker, words=words))
    return named


def _joined(cues: list[_Cue]) -> Iterator[_Cue]:
    gathered: list[_Cue] = []
    for cue in cues:
        if gathered and not _belongs(gathered[-1], cue):
            yield _one(gathered)
            gathered = []
        gathered.append(cue)
    yield _one(gathered)


def _belongs(before: _Cue, cue: _Cue) -> bool:
    if before.speaker or cue.speaker:
        return before.speaker == cue.speaker
    return not _SENTENCE_END.search(before.words) and cue.start - before.end < SILENCE


def _one(cues: list[_Cue]) -> _Cue:
    return _Cue(cues[0].start, max(cue.end for cue in cues), cues[0].speaker, " ".join(cue.words for cue in cues))


def _written(cues: Iterator[_Cue]) -> tuple[str, list[Turn]]:
    pieces, turns, at = [], [], 0
    for n, cue in enumerate(cues, 1):
        label = f"{cue.speaker}: " if cue.speaker else ""
        end = at + len(label) + len(cue.words)
        turns.append(Turn(n, at, at + len(label), end, cue.speaker, "", "", cue.start, cue.end))
        pieces.append(label + cue.words)
        at = end + 1
    return "\n".join(pieces), turns
