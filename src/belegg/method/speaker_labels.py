"""What a label in front of a turn looks like, and which role it speaks of.

`transcript` decides from the whole text whether a document is a conversation; here one line or one label is judged on its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from belegg.method.recording_times import TIME, parse_time

INTERVIEWER_WORDS = frozenset(
    """i int interv intervjuer intervjuar intervjueren intervjuaren interviewer q forsker forskeren forskar researcher moderator
    fasilitator facilitator ordstyrer ordstyrar spm spørsmål spørsmal question""".split()
)
INFORMANT_WORDS = frozenset(
    """r resp respondent informant informanten nøkkelinformant inf p ip io participant deltaker deltakar deltager
    interviewee intervjuobjekt subject answer svar""".split()
)
OTHER_WORDS = frozenset("observatør observer ukjent ukjend unknown uidentifisert unidentified alle all flere fleire several".split())
# Written by diarisation programs: surely a speaker, but the word says nothing of the role.
SPEAKER_WORDS = frozenset("speaker spk taler talar stemme voice person".split())

# Words that stand before a colon in forms, minutes and plans again and again without anybody speaking.
NOT_SPEAKERS = frozenset(
    """note notat merk merknad obs nb ps p.s eksempel f.eks example kilde kjelde kilder source figur figure tabell table mål delmål
    hovedmål tiltak ansvar ansvarlig frist status dato date tid tidspunkt klokkeslett time sted stad place sak saksnr saksnummer vedtak
    forslag innstilling telefon tlf mobil e-post epost email e-mail mail fra frå til from to emne subject kopi cc vedlegg tittel title
    forfatter author navn namn name adresse til_stede tilstede forfall referent møteleder kommune tema topic formål bakgrunn
    konklusjon oppsummering sammendrag metode resultat innledning kommentar comment ja nei nja nettside lenke url http https kl kap
    kapittel side page versjon version filnavn file varighet lengde duration opptak recording alder kjønn stilling utdanning rolle bydel
    fordeler ulemper styrker svakheter muligheter trusler indikator budsjett kostnad beskrivelse hva hvem hvor hvorfor når""".split()
)

_SPAN = rf"{TIME}(?:[ ]?(?:-->|[-–—])[ ]?{TIME})?"
# Possessive, so that a long line of running text is given up after one look at its first sixty characters.
_LABEL = r"[^\W_](?:[^\n\t:：\[\](){}*<>|]|\((?![ ]?\d+:\d)[^\n:()]{1,40}\)){0,60}+"
_LABELLED = re.compile(
    rf"""\*{{0,3}}(?:[\[(]?(?P<before>{_SPAN})[\])]?[ \t]+(?:[-–][ \t]+)?)?
    (?P<open>\*{{1,3}})?(?P<label>{_LABEL})
    (?:[\[(][ ]?(?P<inside>{_SPAN})[ ]?[\])][ \t]*)?
    (?P<close>:?\*{{1,3}})?[ \t]*
    (?:[\[(][ ]?(?P<after>{_SPAN})[ ]?[\])][ \t]*)?
    (?P<colon>[:：]\*{{0,3}})?""",
    re.VERBOSE,
)
_BARE_TIME = re.compile(rf"(?P<label>[^\W\d_][^\n:：\[\](){{}}*<>|]{{0,60}}?)[ \t]+(?P<after>{_SPAN})")
_IN_COLUMNS = re.compile(
    rf"(?:\d{{1,5}}\.?\t+)?(?:[\[(]?(?P<before>{_SPAN})[\])]?\t+)?(?P<label>[^\W_][^\n\t:：]{{0,40}})[:：]?\t+(?:[\[(]?(?P<after>{_SPAN})[\])]?\t+)?"
)
_BEFORE_DASH = re.compile(r"(?P<label>[^\W_][^\n\t:：\-–—]{0,40}?)[ \t]{1,9}[-–—][ \t]+")
_ALONE = re.compile(r"(?P<label>[^\W_][^\n\t:：.,;!?]{0,40})")


class Label(NamedTuple):
    """A label that a line may begin with; `[head, words)` are its characters."""

    line: int
    head: int
    words: int
    text: str
    key: str
    marker: str
    time_start: int | None
    time_end: int | None


def read_label(body: str, line: int, start: int, end: int, bold_until: int = 0) -> Label | None:
    """Return the label that line `[start, end)` begins with when a colon, bold type or a time marks it as one."""
    if bold_until:
        found = _LABELLED.fullmatch(body, start, min(bold_until, end))
        if found:
            return _label(line, start, found, "bold")
    # A label with neither colon nor asterisk in its first characters has no mark at all; this look spares most lines the pattern.
    near = min(end, start + 140)
    if body[start] != "*" and body.find(":", start, near) < 0 and body.find("：", start, near) < 0:
        return None
    found = _LABELLED.match(body, start, end)
    if found:
        marker = _marker(body, found, end)
        if marker:
            return _label(line, start, found, marker)
    if end - start < 100 and body[end - 1].isdigit():
        found = _BARE_TIME.fullmatch(body, start, end)
        if found:
            return _label(line, start, found, "time")
    return None


def _marker(body: str, found: re.Match[str], end: int) -> str:
    stop = found.end()
    is_apart = stop == end or body[stop].isspace() or body[stop - 1].isspace()
    if found["colon"] or (found["close"] or "").startswith(":"):
        # "I:Hei" is a label, "kl. 12:30" and "https://" are not.
        return "colon" if is_apart or (body[stop].isalpha() and role_of_label(found["label"].strip())) else ""
    if not is_apart:
        return ""
    if found["close"] and (found["open"] or body[found.start()] == "*"):
        return "bold"
    if found["inside"] or found["after"]:
        return "time"
    return "time" if found["before"] and stop == end and role_of_label(found["label"].strip()) else ""


_TIME_FIRST = re.compile(rf"[\[(](?P<time>{_SPAN})[\])][ \t]*")


def read_time(body: str, start: int, end: int) -> tuple[int, int | None, int | None] | None:
    """Return where the words begin behind a time in brackets, and the times."""
    found = _TIME_FIRST.match(body, start, end)
    return (found.end(), *_times(found["time"])) if found else None


def read_column_label(body: str, line: int, start: int, end: int) -> Label | None:
    """Return the label that stands alone in the first cell of a row."""
    found = _IN_COLUMNS.match(body, start, end)
    return _label(line, start, found, "tab") if found else None


def read_dash_label(body: str, line: int, start: int, end: int) -> Label | None:
    """Return the label that a dash parts from the words."""
    found = _BEFORE_DASH.match(body, start, end)
    return _label(line, start, found, "dash") if found else None


def read_lone_label(body: str, line: int, start: int, end: int) -> Label | None:
    """Return the label that is a line of its own without any mark: only a role word or capitals are believed."""
    found = _ALONE.fullmatch(body, start, end)
    if not found or not (role_of_label(found["label"]) or (found["label"].isupper() and len(found["label"]) > 1)):
        return None
    return _label(line, start, found, "line")


def _label(line: int, start: int, found: re.Match[str], marker: str) -> Label:
    text = " ".join(found["label"].split())
    groups = found.groupdict()
    written = next((groups[name] for name in ("inside", "after", "before") if groups.get(name)), None)
    time_start, time_end = _times(written)
    return Label(line, start, found.end(), text, text.casefold(), marker, time_start, time_end)


def _times(written: str | None) -> tuple[int | None, int | None]:
    """Return the times of "00:01" or "00:01 - 00:05"; what only looks like a time ("12:75") is none."""
    if not written:
        return None, None
    times = [_time(part) for part in re.findall(TIME, written)]
    return times[0], times[1] if len(times) > 1 else None


def _time(written: str) -> int | None:
    fields = re.split(r"[:.,]", written)
    return parse_time(written) if all(int(field) < 60 for field in fields[1 : written.count(":") + 1]) else None


_WORD_AND_NUMBER = re.compile(r"([^\W\d_]+)\.?[ _-]?(\d{0,3}[^\W\d_]?)\.?(\s*\(.*\))?")


def role_of_label(label: str) -> str:
    """Return interviewer, informant, other, "speaker" (a speaker of unknown role), or "" when the word does not tell."""
    found = _WORD_AND_NUMBER.fullmatch(label)
    if found and label.casefold().rstrip(".") not in NOT_SPEAKERS:
        return _role_of_word(found[1].casefold())
    first, _, rest = label.partition(" ")
    word = first.casefold()
    # "Informant Kari" is a label, "I Oslo" and "Alle kommuner" are not.
    if len(word) >= 5 and word not in OTHER_WORDS and rest and is_name(rest):
        return _role_of_word(word)
    return ""


def _role_of_word(word: str) -> str:
    if word in INTERVIEWER_WORDS:
        return "interviewer"
    if word in INFORMANT_WORDS:
        return "informant"
    if word in OTHER_WORDS:
        return "other"
    return "speaker" if word in SPEAKER_WORDS else ""


_PARTICLES = frozenset("af av da de den der di og and van von of la le el al bin ibn".split())
_NOT_IN_NAMES = re.compile(r"[,;!?\"“”«»/=+%&#@§…]")


def is_name(label: str) -> bool:
    """Say whether the label could be somebody's name, initials or title: every word but "von" or "og" begins with no small letter."""
    bare = re.sub(r"\(.*?\)", "", label)
    parts = bare.split()
    if not parts or len(parts) > 5 or _NOT_IN_NAMES.search(bare) or label.casefold().rstrip(".") in NOT_SPEAKERS:
        return False
    if parts[-1].endswith(".") and len(parts[-1]) > 4:
        return False
    return not parts[0].isdigit() and all(not part[0].islower() or part in _PARTICLES or part.isdigit() for part in parts)
