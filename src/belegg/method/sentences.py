"""Words and sentences of a text, counted and cut the same way everywhere."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
# Possessive and anchored: a line of a million dots is looked at once.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|\n\s*")
# After these a sentence goes on, whatever follows.
NEVER_LAST = frozenset(
    """kl dr mr mrs ms prof nr ca f.eks feks bl.a bla dvs jf jfr pga p.g.a ifm i.f.m ift iht i.h.t mht m.h.t evt ev inkl ekskl hhv fhv
    st sst tlf fig tab kap s pkt art ang vedr vha v.h.a ifølge el e.g i.e vs cf no st.meld red utg fork adj ass dir avd komm fylk""".split()
)
# These may end a sentence; a capital letter after them is taken to begin the next one.
SOMETIMES_LAST = frozenset("osv etc m.m mm mv m.v o.l ol m.fl mfl o.a m.a etc a.m p.m jr sr inc ltd as".split())


def words(text: str) -> int:
    """Return how many runs of letters and digits there are. "f.eks." counts two, "og/eller" two, an underscore divides."""
    return len(_WORD.findall(text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences; every non-space character lies in exactly one.

    A sentence goes on after an abbreviation, before a small letter, and over the line ends of hard-wrapped text.
    """
    spans, begin = [], _next_word(text, 0)
    for stop in _STOP.finditer(text):
        if stop.start() < begin:
            continue
        following = _next_word(text, stop.end())
        if following < len(text) and _goes_on(text, begin, stop, following):
            continue
        end = stop.start() + len(stop[0].rstrip())
        if end > begin:
            spans.append((begin, end))
        begin = following
    if begin < len(text):
        spans.append((begin, begin + len(text[begin:].rstrip())))
    return spans


_SOMETHING = re.compile(r"\S")


def _next_word(text: str, position: int) -> int:
    found = _SOMETHING.search(text, position)
    return found.start() if found else len(text)


_LAST_WORD = re.compile(r"\S+$")


def _goes_on(text: str, begin: int, stop: re.Match[str], following: int) -> bool:
    if stop[0].startswith("\n"):
        return stop[0].count("\n") == 1 and text[following].islower()
    if "\n" in text[stop.end() : following] and text.count("\n", stop.end(), following) > 1:
        return False
    if text[following].islower():
        return True
    if not stop[0].startswith(".") or len(stop[0]) > 1:
        return False
    before = _LAST_WORD.search(text, max(begin, stop.start() - 20), stop.start())
    word = before[0].lstrip("(«“\"'").casefold() if before else ""
    if word in SOMETIMES_LAST:
        return False
    # "J. Hansen" goes on; so does a list number that opens the sentence, but not "i 2018. Vi".
    is_initial = len(word) == 1 and word.isalpha()
    is_list_number = word.isdigit() and before is not None and before.start() == begin
    return word in NEVER_LAST or is_initial or is_list_number
