"""Names, places and other words that give people away, found in a text: proposals for a person to decide on, never replacements made.

Nothing is found inside another word ("Kari" is not in "karikatur"). A genitive belongs to what is found, so that it can be kept
("Karis" -> "[Informant 3]s"). What is certain, likely and uncertain: `certainty` says how often a reader is expected to say yes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import gettext_noop
from ..replacing import in_brackets, with_ending
from ..speaker_labels import role_of_label
from .everyday import COMMON_WORDS, ENDING_IN_S, NEVER_NAMES
from .forms import PERSON, WORDS, Form, Known, Lexicon, by_first_word, fold, joint, stripped
from .patterns import CERTAIN, INSIDE, LIKELY, UNCERTAIN, shapes

# What stands in brackets for what has a shape but no pseudonym; pages translate them into the language of the study.
LABELS = {
    "phone": gettext_noop("phone number"),
    "email": gettext_noop("e-mail address"),
    "identity_number": gettext_noop("national identity number"),
    "d_number": gettext_noop("D-number"),
    "account": gettext_noop("account number"),
    "organisation_number": gettext_noop("organisation number"),
    "address": gettext_noop("address"),
    "postcode": gettext_noop("postal address"),
    "web_address": gettext_noop("web address"),
    "handle": gettext_noop("user name"),
    "birth_date": gettext_noop("date of birth"),
    "name": gettext_noop("name"),
    "person": gettext_noop("person"),
}
# How a form of a known name is called as a rule of finding.
_RULES = {"inflected": "place", "short": "initials", "letters": "initials", "middle": "last", "listed": "listed"}
_RANK = {CERTAIN: 0, LIKELY: 1, UNCERTAIN: 2}


@dataclass(frozen=True)
class Finding:
    """`body[start:end]` may give somebody away. `word` is what stands there without its genitive `ending`; `who` are the ids of those it
    may be (several: two people share a first name); `replacement` is what is proposed, the ending kept."""

    start: int
    end: int
    rule: str
    certainty: str
    word: str
    replacement: str
    ending: str = ""
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


def find(
    body: str,
    known: Iterable[Known] | Lexicon = (),
    *,
    keep: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
    guess: bool = True,
) -> list[Finding]:
    """Return what may give people away in `body`, in order, never overlapping (the longest reading stands).

    A `Lexicon` made once spares the work for many texts. `keep` are words that the study
    has decided are no names. `guess` also proposes capital words inside sentences that nobody knows.

    >>> [(f.word, f.replacement) for f in find("Det var Karis plan.", [Known("p3", ("Kari Moe",), "Informant 3")])]
    [('Kari', '[Informant 3]s')]
    """
    labels = {**LABELS, **(labels or {})}
    look = _Look(body, known.table if isinstance(known, Lexicon) else by_first_word(known), labels)
    kept = {fold(word) for word in keep}
    found = [f for f in [*look.known(), *look.shaped()] if not {fold(f.word), fold(body[f.start : f.end])} & kept]
    chosen = _apart(found)
    if guess:
        chosen = _apart([*look.guessed(chosen, kept)], chosen)
    return chosen


def _apart(found: Iterable[Finding], taken: Sequence[Finding] = ()) -> list[Finding]:
    """Choose the longest of those that overlap; the more certain of two as long."""
    chosen = sorted(taken, key=lambda f: f.start)
    for one in sorted(found, key=lambda f: (f.start - f.end, _RANK[f.certainty], f.start)):
        at = bisect_left(chosen, one.start, key=lambda f: f.start)
        before, after = chosen[at - 1 : at] if at else [], chosen[at : at + 1]
        if not (before and before[0].end > one.start) and not (after and after[0].start < one.end):
            insort(chosen, one, key=lambda f: f.start)
    return chosen


_SENTENCE_START = re.compile(r"(?:\A|[\n.!?…:])[\s\"'«»“”‘’()\[\]*#–—-]*\Z")
_LABEL = re.compile(r"[ \t]{0,3}(?:[\[(][\d:.,]{4,14}[\])])?[ \t]?:")
_HYPHENED_BEFORE = re.compile(rf"[{INSIDE}]+[-\u2010\u2011]\Z")
_HYPHENED_AFTER = re.compile(rf"[-\u2010\u2011][{INSIDE}]+")
_ENGLISH_GENITIVE = re.compile(r"['\u2019]s(?!\w)")


class _Look:
    """One text being looked through."""

    def __init__(self, body: str, table: Mapping[str, list[Form]], labels: Mapping[str, str]) -> None:
        self.body, self.table, self.labels = body, table, labels
        self.tokens = [_Token(fold(hit[0]), hit.start(), hit.end()) for hit in WORDS.finditer(body)]
        self.small = {token.word for token in self.tokens if body[token.start].islower()}

    # ---- what the study knows

    def known(self) -> list[Finding]:
        """Return every reading of known names; where several people may be meant, one finding that names them all."""
        at: dict[tuple[int, int], list[tuple[Finding, Known]]] = {}
        for number, token in enumerate(self.tokens):
            for form in self.table.get(token.word, ()):
                self._read(number, form, at)
            bare = stripped(token.word)
            for form in self.table.get(bare[0], ()) if bare else ():
                if len(form.words) == 1:
                    self._read(number, form, at)
        return [self._one_of(readings) for readings in at.values()]

    def _read(self, number: int, form: Form, at: dict) -> None:
        tokens = self.tokens[number : number + len(form.words)]
        if len(tokens) < len(form.words) or any(token.word != word for token, word in zip(tokens[:-1], form.words[:-1], strict=True)):
            return
        gaps = [joint(self.body[a.end : b.start]) for a, b in zip(tokens, tokens[1:], strict=False)]
        ending = self._ending_of(tokens[-1], form.words[-1])
        if ending is None or tuple(gaps) != form.between:
            return
        start, end = tokens[0].start, tokens[-1].end
        written = self.body[start : end - len(ending)]
        certainty = self._certainty(form, written, start, end)
        if certainty is None or (form.how == "initials" and self._among_initials(start, end)):
            return
        if ending and tokens[-1].word in ENDING_IN_S:
            certainty = UNCERTAIN
        finding = Finding(
            start, end, _RULES.get(form.how, form.how), certainty, written, "", ending, (form.known.who,) if form.known.who else ()
        )
        finding = self._with_hyphens(self._with_stop(self._with_apostrophe(finding), form))
        at.setdefault((finding.start, finding.end), []).append((finding, form.known))

    def _ending_of(self, token: _Token, word: str) -> str | None:
        """Return the genitive ending of a token that is `word`, or None where it is another word."""
        if token.word == word:
            return ""
        bare = stripped(token.word)
        return self.body[token.end - 1 : token.end] if bare and bare[0] == word else None

    def _certainty(self, form: Form, written: str, start: int, end: int) -> str | None:
        capital = written[0].isupper() or not written[0].islower()
        common = form.words[0] in COMMON_WORDS or form.words[0] in self.small
        if form.how == "letters":
            return UNCERTAIN if written.isupper() else None
        if form.how in ("initials", "short"):
            letters = [word for word in re.split(r"[\W]+", written) if word]
            return LIKELY if all(word[0].isupper() for word in letters) else None
        if form.how == "listed":
            return CERTAIN if capital or form.words[0] not in COMMON_WORDS or form.known.names[0].islower() else None
        if len(form.words) > 1:
            return self._of_several(form, written)
        if not capital:
            return self._of_small(form, written)
        if common and (self._begins_sentence(start, end) or (written.isupper() and len(written) > 1)):
            return UNCERTAIN
        return {"middle": UNCERTAIN, "inflected": LIKELY}.get(form.how, CERTAIN)

    def _of_several(self, form: Form, written: str) -> str | None:
        capitals = sum(word[0].isupper() for word in WORDS.findall(written))
        if capitals == len(form.words):
            return CERTAIN
        if all(word in COMMON_WORDS for word in form.words):
            return UNCERTAIN if capitals else None
        return LIKELY

    def _of_small(self, form: Form, written: str) -> str | None:
        """A name written small: speech recognition and haste do so. Inhabitants of a place are written so by rule."""
        if form.words[0] in COMMON_WORDS or len(written) < 3 or form.how == "middle":
            return None
        return LIKELY if form.how == "inflected" and len(written) > 7 else UNCERTAIN

    def _begins_sentence(self, start: int, end: int) -> bool:
        """Tell whether a word stands where every word has a capital letter; not so the label of a turn ("Dag: Ja.")."""
        return self._after_stop(start) and not self._is_label(start, end)

    def _after_stop(self, start: int) -> bool:
        return start == 0 or bool(_SENTENCE_START.search(self.body, max(0, start - 12), start))

    def _is_label(self, start: int, end: int) -> bool:
        return (start == 0 or self.body[start - 1] == "\n") and bool(_LABEL.match(self.body, end))

    def _among_initials(self, start: int, end: int) -> bool:
        """Tell whether more initials stand beside these: "A.K.H." is not "K.H."."""
        before = re.search(r"(?<!\w)[^\W\d_]\.\Z", self.body[max(0, start - 3) : start])
        return bool(before or re.match(r"\.[^\W\d_]\.", self.body[end : end + 3]))

    def _with_apostrophe(self, finding: Finding) -> Finding:
        """Take "Hans'" and "Kari's" with their ending; an apostrophe that closes a quotation stays outside."""
        end, quoted = finding.end, self.body[finding.start - 1 : finding.start] in ("'", "\u2018", "\u2019") and finding.start > 0
        if finding.ending:
            return finding
        if hit := _ENGLISH_GENITIVE.match(self.body, end):
            return replace(finding, end=hit.end(), ending=hit[0])
        if not quoted and self.body[end : end + 1] in ("'", "\u2019") and finding.word[-1] in "sxzSXZ":
            follows = self.body[end + 1 : end + 2]
            if follows in ("", " ") or not follows.isalnum():
                return replace(finding, end=end + 1, ending=self.body[end])
        return finding

    def _with_stop(self, finding: Finding, form: Form) -> Finding:
        """Take the full stop of a last initial with it, unless the sentence ends there; "K.H.s" is a genitive."""
        if form.how not in ("initials", "short") or len(form.words[-1]) > 1 or finding.ending:
            return finding
        rest = self.body[finding.end : finding.end + 40]
        if re.match(r"\.s(?!\w)", rest):
            return replace(finding, end=finding.end + 2, word=finding.word + ".", ending="s")
        if re.match(r"\.(?:[ \t]+[^\W\d_A-ZÆØÅ]|[,;:)\]])", rest):
            return replace(finding, end=finding.end + 1, word=finding.word + ".")
        return finding

    def _with_hyphens(self, finding: Finding) -> Finding:
        """Take the whole of "Anne-Kari" where only Kari is known, as uncertain; in "Kari-gruppa" the name stands for itself."""
        before = _HYPHENED_BEFORE.search(self.body, max(0, finding.start - 60), finding.start)
        after = _HYPHENED_AFTER.match(self.body, finding.end) if not finding.ending else None
        start = before.start() if before and before[0][0].isupper() else finding.start
        end = after.end() if after and after[0][1].isupper() else finding.end
        if (start, end) == (finding.start, finding.end):
            return finding
        return replace(finding, start=start, end=end, certainty=UNCERTAIN, word=self.body[start:end], ending="")

    def _one_of(self, readings: Sequence[tuple[Finding, Known]]) -> Finding:
        exact = [one for one in readings if not one[0].ending] or readings
        best = min(exact, key=lambda one: (_RANK[one[0].certainty], one[0].rule))
        finding, known = best
        others = {one.who: one for _, one in exact}
        if len(others) > 1:
            label = known.replacement if len({one.replacement for one in others.values()}) == 1 else self.labels["person"]
            finding = replace(finding, certainty=UNCERTAIN, who=tuple(sorted(filter(None, others))))
        else:
            label = known.replacement
        return replace(finding, replacement=with_ending(in_brackets(label), finding.ending))

    # ---- what has a shape

    def shaped(self) -> list[Finding]:
        """Return numbers and addresses."""
        return [
            Finding(
                shape.start,
                shape.end,
                shape.rule,
                shape.certainty,
                self.body[shape.start : shape.end],
                in_brackets(self.labels[shape.rule]),
            )
            for shape in shapes(self.body)
        ]

    # ---- what nobody knows

    def guessed(self, taken: Sequence[Finding], kept: Collection[str]) -> list[Finding]:
        """Return capital words inside sentences, and the same words at the beginning of other sentences. Neighbours are one name."""
        starts = [finding.start for finding in taken]
        free = [
            token for token in self.tokens
            if self._may_be_name(token, kept) and not _covers(taken, starts, token)
        ]  # fmt: skip
        inside = [token for token in free if not self._begins_sentence(token.start, token.end)]
        inside = [token for token in inside if not (self._is_label(token.start, token.end) and self._is_role(token))]
        names = {token.word for token in inside}
        bases = {bare[0] for word in names if (bare := stripped(word))} & names
        chosen = [token for token in free if token.word in names or ((bare := stripped(token.word)) and bare[0] in names)]
        return [self._guess(group, bases) for group in self._neighbours(chosen, free)]

    def _may_be_name(self, token: _Token, kept: Collection[str]) -> bool:
        written = self.body[token.start : token.end]
        bare = stripped(token.word)
        forms = {token.word, bare[0] if bare else token.word}
        plain = written.isalpha() and len(written) > 1 and written[0].isupper() and not written[1:].isupper()
        inside = self.body[token.start - 1 : token.start] in ("-", "@", ".", "/") and token.start > 0
        return plain and not inside and not forms & NEVER_NAMES and not forms & set(kept) and not forms & self.small

    def _is_role(self, token: _Token) -> bool:
        return bool(role_of_label(self.body[token.start : token.end]))

    def _neighbours(self, chosen: Sequence[_Token], free: Sequence[_Token]) -> list[tuple[_Token, _Token]]:
        """Join tokens with nothing but a space or hyphen between them, also a first one that begins the sentence."""
        before = {token.end: token for token in free}
        groups: list[tuple[_Token, _Token]] = []
        for token in chosen:
            if groups and self.body[groups[-1][1].end : token.start] in (" ", "-"):
                groups[-1] = (groups[-1][0], token)
                continue
            first = before.get(token.start - 1) if self.body[token.start - 1 : token.start] in (" ", "-") else None
            groups.append((first if first and (not groups or groups[-1][1].end < first.start) else token, token))
        return groups

    def _guess(self, group: tuple[_Token, _Token], bases: Collection[str]) -> Finding:
        start, end = group[0].start, group[1].end
        bare = stripped(group[1].word)
        ending = self.body[end - 1] if bare and bare[0] in bases else ""
        written = self.body[start : end - len(ending)]
        return Finding(start, end, "capital", UNCERTAIN, written, with_ending(in_brackets(self.labels["name"]), ending), ending)


def _covers(taken: Sequence[Finding], starts: Sequence[int], token: _Token) -> bool:
    at = bisect_left(starts, token.end) - 1
    return at >= 0 and taken[at].end > token.start


def words_of(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by word without case, for deciding on all of a word at once."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(fold(finding.word), []).append(finding)
    return grouped


__all__ = ["CERTAIN", "LABELS", "LIKELY", "PERSON", "UNCERTAIN", "Finding", "Known", "Lexicon", "find", "words_of"]
