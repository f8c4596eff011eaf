"""Finding the words of a text that give people away.

One file per question: `numbers` (check digits), `patterns` (what has a telling shape), `forms` (how a known name may be written),
`everyday` (names that are also words), `finding` (all of it, in one text). What to put instead is `method.replacing`.
"""

from .finding import CERTAIN, LABELS, LIKELY, UNCERTAIN, Finding, find, words_of
from .forms import PERSON, PLACE, WORD, Known, Lexicon, fold
from .numbers import is_account_number, is_identity_number, is_organisation_number, kind_of_identity

__all__ = [
    "CERTAIN",
    "LABELS",
    "LIKELY",
    "PERSON",
    "PLACE",
    "UNCERTAIN",
    "WORD",
    "Finding",
    "Known",
    "Lexicon",
    "find",
    "fold",
    "is_account_number",
    "is_identity_number",
    "is_organisation_number",
    "kind_of_identity",
    "words_of",
]
