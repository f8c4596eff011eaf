"""Words as search and concordance see them: tokens, folding, stems, hits in a text, and keyword in context.

The index and the query go through the same functions, so SQLite and PostgreSQL find the same. A text is stemmed in its own language;
a query word is stemmed in every language of the study (`stems`), and within one text in that text's (`find`).
What a person may type is in `search_query`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import Stemmer

from .anchors import Span, context
from .search_query import SearchQuery, Term

# A word is letters and digits of any script, with combining accents; "_", hyphen and apostrophe part words.
TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SPACE = re.compile(r"\s+")
_FIRST_PART = re.compile(r"\A\S*(?=\s|\Z)")
_LAST_PART = re.compile(r"(?:(?<=\s)|\A)\S*\Z")
# Snowball algorithm per language (primary subtag); a language that is not here is searched by whole words. Nynorsk has no stemmer of its
# own: the Norwegian one is made for bokmål and knows most of its endings.
STEMMERS = {"nb": "norwegian", "nn": "norwegian", "no": "norwegian", "en": "english", "sv": "swedish", "da": "danish"}
_FOLDED = str.maketrans({"ø": "o", "æ": "ae", "å": "aa"})
# Distinct word forms kept per language; a national study has some 400,000. Beyond it the table starts anew.
_MOST_FORMS = 500_000


class Kwic(NamedTuple):
    """Keyword in context: left and right are cut at words and every run of white space is one space; `hit` stands as in the text."""

    left: str
    hit: str
    right: str


def tokens(body: str) -> Iterator[tuple[str, int, int]]:
    """Yield (word, start, end) in code points, the word as it stands."""
    return ((hit[0], hit.start(), hit.end()) for hit in TOKEN.finditer(body))


def fold_word(word: str, *, fold: bool = False) -> str:
    """Return the word without case. æ, ø and å stay the letters they are, unless `fold` makes them ae, o and aa (on both sides)."""
    word = word.casefold()
    return word.translate(_FOLDED) if fold else word


def stem(word: str, language: str, *, fold: bool = False) -> str:
    """Return the stem of one word, without case.

    Trap: Snowball is a rule of thumb ("lærerne" gives lærern, "lærer" lær) and splits no compounds; a prefix search helps with both.
    """
    return _stem_table(_primary(language), fold)[word]


def stems(word: str, languages: Iterable[str], *, fold: bool = False) -> tuple[str, ...]:
    """Return the different stems of a query word in the languages of a study, in their order."""
    return tuple(dict.fromkeys(stem(word, language, fold=fold) for language in languages))


def index_terms(text: str, language: str, *, fold: bool = False) -> list[str]:
    """Return the stem of every word in order, repeated words repeated: what the index stores, and phrases are found by.

    Trap: a prefix cannot be looked up among stems ("lærer" is longer than lær). Look it up among the forms of `vocabulary`, or scan.
    """
    return list(map(_stem_table(_primary(language), fold).__getitem__, TOKEN.findall(text)))


def stems_of(words: Iterable[str], language: str) -> list[str]:
    """Return the stem of each word; the words must be whole words, as TOKEN finds them."""
    return list(map(_stem_table(_primary(language), False).__getitem__, words))


def vocabulary(text: str, language: str) -> dict[str, str]:
    """Return folded word form -> stem for the different words of a text: the table in which a prefix is looked up."""
    table = _stem_table(_primary(language), False)
    return {word.casefold(): table[word] for word in set(TOKEN.findall(text))}


def _primary(language: str) -> str:
    primary = language.replace("_", "-").split("-", 1)[0].lower()
    return primary if primary in STEMMERS else ""


class _StemTable(dict[str, str]):
    """Word form -> stem, filled on first use. The lock is there because a Snowball stemmer must not run in two threads at once."""

    def __init__(self, language: str, fold: bool) -> None:
        super().__init__()
        self.fold = fold
        self.cut: Callable[[str], str] = Stemmer.Stemmer(STEMMERS[language], 0).stemWord if language else str
        self.lock = threading.Lock()

    def __missing__(self, word: str) -> str:
        # Folding comes first: two words that are equal when folded then have equal stems.
        folded = fold_word(word, fold=self.fold)
        with self.lock:
            if len(self) >= _MOST_FORMS:
                self.clear()
            found = self[word] = self.cut(folded)
        return found


@cache
def _stem_table(language: str, fold: bool) -> _StemTable:
    return _StemTable(language, fold)


def find(body: str, query: SearchQuery, language: str, *, fold: bool = False) -> list[Span]:
    """Return where the wanted terms stand in `body`, in text order, each place once; none unless the whole body satisfies the query.

    The body satisfies it if every wanted term occurs and no excluded one does; give a turn instead of a text to ask the same of turns.
    A word matches by stem, a phrase in quotes by its words exactly (case apart) one after the other, `prefix*` by the beginning of
    the word as it stands. Between the words of a phrase anything that is no word may stand, also a line end.
    """
    words = list(tokens(body))
    forms = [fold_word(word, fold=fold) for word, _, _ in words]
    table = _stem_table(_primary(language), fold)
    cut = [table[word] for word, _, _ in words]
    places: set[Span] = set()
    for term in query.terms:
        hits = list(_hits(term, forms, cut, language, fold))
        if bool(hits) == term.excluded:
            return []
        places.update(Span(words[first][1], words[last][2]) for first, last in hits)
    return sorted(places)


def matches(body: str, query: SearchQuery, language: str, *, fold: bool = False) -> bool:
    """Tell whether the body satisfies the query; see `find`."""
    return bool(find(body, query, language, fold=fold))


def _hits(term: Term, forms: Sequence[str], cut: Sequence[str], language: str, fold: bool) -> Iterator[tuple[int, int]]:
    """Yield (first, last) word numbers of each hit."""
    wanted = [fold_word(word, fold=fold) for word in term.words]
    if term.prefix:
        *before, prefix = wanted
        n = len(before)
        for at, form in enumerate(forms):
            if form.startswith(prefix) and at >= n and list(forms[at - n : at]) == before:
                yield at - n, at
        return
    among = forms if term.exact else cut
    if not term.exact:
        wanted = [stem(word, language, fold=fold) for word in term.words]
    n = len(wanted)
    for at, found in enumerate(among):
        if found == wanted[0] and list(among[at : at + n]) == wanted:
            yield at, at + n - 1


def kwic(body: str, place: Span, width: int = 40) -> Kwic:
    """Return the hit with at most `width` characters on either side, whole words where there are any.

    The white space next to the hit is kept (as one space), so that left + hit + right reads as the text does.
    """
    around = context(body, place, width + 1)  # one more, to see whether the outermost word is whole
    left, right = around.before, around.after
    if len(left) > width:
        left = _FIRST_PART.sub("", left) or left[1:]
    if len(right) > width:
        right = _LAST_PART.sub("", right) or right[:-1]
    return Kwic(_SPACE.sub(" ", left).lstrip(), around.passage, _SPACE.sub(" ", right).rstrip())
