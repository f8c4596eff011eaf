"""The ways a known name may stand in a text: whole, first name, surname, initials, with an inflected ending; looked up word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .everyday import PARTICLES
from .patterns import INSIDE

PERSON, PLACE, WORD = "person", "place", "word"
WORDS = re.compile(rf"[{INSIDE}]+")
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019\u02bc"


@dataclass(frozen=True)
class Known:
    """Somebody or something the study knows by name.

    `who` is the id of a person or place of the study ("" for a word of the word list), `names` every name it goes by, `replacement`
    what shall stand instead (without brackets or with: see `replacing.in_brackets`).
    """

    who: str
    names: tuple[str, ...]
    replacement: str
    kind: str = PERSON


class Form(NamedTuple):
    """One way of writing a name: its words without case, what stands between them, and how much of the name it is."""

    words: tuple[str, ...]
    between: tuple[str, ...]
    how: str  # full, first, last, middle, initials, short, place, inflected, listed
    known: Known


def fold(word: str) -> str:
    """Return a word without case, in one normal form."""
    return unicodedata.normalize("NFC", word).casefold()


def joint(separator: str) -> str:
    """Return what stands between two words of a name in one spelling: " ", "-", "'", "." or ","; anything else stays as it is."""
    inner = separator.strip()
    if inner == "":
        return " " if separator else ""
    if inner in _HYPHENS:
        return "-"
    if inner in _APOSTROPHES:
        return "'"
    return inner if inner in (".", ",", "-.", ".-") else separator


def forms_of(known: Known) -> set[Form]:
    """Return every form of one entry."""
    makers = {PERSON: _of_person, PLACE: _of_place, WORD: _of_word}
    return {form for name in known.names if name.strip() for form in makers[known.kind](known, " ".join(name.split()))}


def _form(known: Known, name: str, how: str) -> Form | None:
    name = unicodedata.normalize("NFC", name)
    found = list(WORDS.finditer(name))
    if not found:
        return None
    between = tuple(joint(name[a.end() : b.start()]) for a, b in zip(found, found[1:], strict=False))
    return Form(tuple(fold(hit[0]) for hit in found), between, how, known)


def _of_person(known: Known, name: str) -> set[Form]:
    if "," in name:  # "Nordmann, Kari"
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    parts = name.split()
    written = {(name, "full")}
    if len(parts) == 1:
        return _with_hyphens(known, {(name, "first")})
    first, middle, last = parts[0], parts[1:-1], parts[-1]
    kept = [part for part in middle if fold(part) not in PARTICLES]
    tail = " ".join(parts[1:])
    written |= {(f"{first} {last}", "full"), (f"{last}, {first}", "full"), (f"{tail}, {first}", "full"), (first, "first"), (last, "last")}
    if tail != last and len(kept) < len(middle):
        written.add((tail, "last"))  # "van Dijk"
    written |= {(f"{first} {part}", "full") for part in kept} | {(part, "middle") for part in kept}
    return _with_hyphens(known, written) | _initials(known, first, kept, last)


def _with_hyphens(known: Known, written: Iterable[tuple[str, str]]) -> set[Form]:
    """Add the spelling without hyphen of "Kari-Anne"; the parts of a double surname are not names of their own here."""
    both = {(spelling, how) for name, how in written for spelling in (name, name.replace("-", " "))}
    return {form for name, how in both if (form := _form(known, name, how))}


def _initials(known: Known, first: str, middle: list[str], last: str) -> set[Form]:
    """Return "K. Nordmann", "Kari N.", "K.N." with and without gaps, "KN", and the same with middle names."""
    letters = [part[0] for part in (*first.split("-"), *middle, *last.split("-")) if part]
    short = [first[0], last[0]]
    written = {(f"{first[0]}. {last}", "short"), (f"{first[0]} {last}", "short"), (f"{first} {last[0]}", "short")}
    for some in {tuple(letters), tuple(short)}:
        written |= {
            (".".join(some), "initials"),
            (" ".join(f"{letter}." for letter in some).rstrip("."), "initials"),
            ("".join(some), "letters"),
        }
    if "-" in first:
        written.add((".-".join(part[0] for part in first.split("-") if part) + f". {last[0]}", "initials"))
    return {form for name, how in written if (form := _form(known, name, how))}


# What Norwegian adds to the name of a place: definite forms, inhabitants, adjectives. A genitive s comes on top (see `stripped`).
PLACE_ENDINGS = (
    "a en et i ingen inger ingene ing ingar ingane væring væringen væringer væringene væringar væringane bu buen buer buene buar buane "
    "bygg bygger byggen sk ske"
).split()


def _of_place(known: Known, name: str) -> set[Form]:
    found = {form for spelling in (name, name.replace("-", " ")) if (form := _form(known, spelling, "place"))}
    if " " not in name and "-" not in name and len(name) > 3:
        stems = {name, name[:-1]} if fold(name)[-1] in "aeo" else {name}
        endings = {(stem + ending) for stem in stems for ending in PLACE_ENDINGS} - {name}
        found |= {form for inflected in endings if (form := _form(known, inflected, "inflected"))}
    return found


def _of_word(known: Known, name: str) -> set[Form]:
    form = _form(known, name, "listed")
    return {form} if form else set()


def by_first_word(entries: Iterable[Known]) -> Mapping[str, list[Form]]:
    """Return the forms of all entries under their first word, the longest first."""
    table: dict[str, set[Form]] = {}
    for known in entries:
        for form in forms_of(known):
            table.setdefault(form.words[0], set()).add(form)
    return {word: sorted(forms, key=_order) for word, forms in table.items()}


class Lexicon:
    """Known names prepared for looking through many texts."""

    def __init__(self, entries: Iterable[Known] = ()) -> None:
        self.table = by_first_word(entries)


def _order(form: Form) -> tuple:
    return -len(form.words), form.words, form.between, form.how, form.known.who


def stripped(word: str) -> tuple[str, str] | None:
    """Return a word without its genitive s, and the ending; None where it has none.

    >>> stripped("karis")
    ('kari', 's')
    """
    return (word[:-1], word[-1]) if len(word) > 2 and word[-1] in "sS" else None
