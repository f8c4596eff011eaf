"""What may be typed into the search box: words, "an exact phrase", prefix*, and -word for what must not be there.

    tillit "sosial kapital" kommun* -makt -"det er"

All wanted terms must occur. A word with a hyphen or apostrophe inside (co-produksjon) is its parts one after the other. Other signs are
ignored, as they are in the index. The boolean language over codes is another one: see `query`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import Refused, gettext_noop

# Shorter beginnings would find nearly every text.
SHORTEST_PREFIX = 2
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")  # the same words as `words.TOKEN`; `words` imports this module
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "−": "-", "–": "-"})
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Term:
    """One thing looked for: words in order, as typed.

    `exact`: by the words themselves (a phrase in quotes), else by stem. `prefix`: the last word is the beginning of one.
    """

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    excluded: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """At least one wanted term; the excluded ones may stand anywhere between."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.excluded)


def parse(text: str) -> SearchQuery:
    """Read a search; refuses with `search-empty`, `search-quote-open`, `search-prefix-short`, `search-star` or `search-only-not`."""
    terms = [term for part in _PART.finditer(text.translate(_QUOTES)) if (term := _term(part))]
    if not terms:
        raise Refused("search-empty", gettext_noop("There is no word to search for."), gettext_noop("Type at least one word."))
    if all(term.excluded for term in terms):
        raise Refused(
            "search-only-not",
            gettext_noop("A search cannot consist of exclusions only."),
            gettext_noop("Add a word that must occur."),
        )
    return SearchQuery(tuple(dict.fromkeys(terms)))


def _term(part: re.Match[str]) -> Term | None:
    excluded = bool(part["minus"])
    if part["word"] is None:
        if not part["closed"]:
            raise Refused(
                "search-quote-open",
                gettext_noop('The quotation mark before "%(phrase)s" is never closed.'),
                gettext_noop("Close it, or leave it out."),
                phrase=part["phrase"].strip(),
            )
        words = tuple(_WORD.findall(part["phrase"]))
        return Term(words, exact=True, excluded=excluded) if words else None
    words = tuple(_WORD.findall(part["word"]))
    if not words:
        return None
    prefix = _ends_in_star(part["word"], words[-1])
    return Term(words, prefix=prefix, excluded=excluded)


def _ends_in_star(typed: str, last: str) -> bool:
    core, _, rest = typed.rpartition("*")
    if "*" not in typed:
        return False
    if not core.endswith(last) or "*" in core or _WORD.search(rest):
        raise Refused(
            "search-star",
            gettext_noop('In "%(word)s" the star does not stand at the end of the word.'),
            gettext_noop("Write the beginning of the word and then the star."),
            word=typed,
        )
    if len(last) < SHORTEST_PREFIX:
        raise Refused(
            "search-prefix-short",
            gettext_noop('"%(word)s" would find nearly everything.'),
            gettext_noop("Type at least %(shortest)s letters before the star."),
            word=typed,
            shortest=SHORTEST_PREFIX,
        )
    return True
