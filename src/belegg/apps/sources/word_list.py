"""The study's own list of words: to be replaced wherever they stand, or no names at all. The words themselves are sealed."""

from __future__ import annotations

from typing import NamedTuple

from belegg.apps.sources.models import ListedWord, WordUse
from belegg.apps.sources.sealed_words import keyed_hash, sealed_word, word_of
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop
from belegg.method.names import fold


class Listed(NamedTuple):
    """A word of the list that can be read here."""

    row: ListedWord
    word: str
    use: str
    replacement: str


def listed_words(study: Study) -> list[Listed]:
    """Return the list in the order it was written. Words of a study folder or another store can't be read and are left out."""
    rows = ListedWord.objects.filter(study=study).order_by("pk")
    read = [(row, word_of(study, bytes(row.sealed))) for row in rows]
    return [Listed(row, word, row.use, row.replacement) for row, word in read if word is not None]


def unreadable(study: Study) -> int:
    """Return how many words of the list came without the words themselves."""
    return ListedWord.objects.filter(study=study).count() - len(listed_words(study))


def list_word(study: Study, word: str, *, by: Member, use: str = WordUse.REPLACE, replacement: str = "", why: str = "") -> ListedWord:
    """Put a word on the list, or change what shall become of it. Raises Refused("word_empty"), Refused("replacement_empty")."""
    check_may(by, "edit")
    word, replacement = checked(word, use, replacement)
    with journal.act(study, by=by, verb="names.list", about="study", why=why, use=use, replacement=replacement) as doing:
        sha256 = keyed_hash(study, fold(word))
        there = ListedWord.objects.filter(study=study, sha256=sha256).first()
        if there is not None:
            return doing.update(there, use=use, replacement=replacement, sealed=there.sealed or sealed_word(study, word))
        key = next_key(ListedWord.objects.filter(study=study), "w")
        return doing.create(
            ListedWord(study=study, key=key, sha256=sha256, sealed=sealed_word(study, word), use=use, replacement=replacement)
        )


def checked(word: str, use: str, replacement: str) -> tuple[str, str]:
    word, replacement = " ".join(word.split())[:120], " ".join(replacement.split())[:200]
    if not any(letter.isalnum() for letter in word):
        raise Refused("word_empty", gettext_noop("There is no word to list."), gettext_noop("Write a name, a place or another word."))
    if use not in WordUse.values:
        raise Refused("use_unknown", gettext_noop("A word is replaced, or left as it is."), gettext_noop("Choose one of the two."))
    if use == WordUse.REPLACE and not replacement:
        raise Refused(
            "replacement_empty",
            gettext_noop("A word can't be replaced by nothing."),
            gettext_noop("Write what should stand there, such as [Informant 3] or [place]."),
        )
    return word, replacement if use == WordUse.REPLACE else ""


def unlist_word(row: ListedWord, *, by: Member, why: str = "") -> None:
    """Take a word off the list. Texts stay as they are."""
    check_may(by, "edit")
    check_same_study(by, row)
    with journal.act(row.study, by=by, verb="names.unlist", about="study", why=why, use=row.use, replacement=row.replacement) as doing:
        doing.delete(row)
