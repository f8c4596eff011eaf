"""What a file's name suggests: a title, a date, and whether it may give a person away."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

_DATES = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<month>\d\d)[-_.](?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_.](?P<month>\d{1,2})[-_.](?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
)
# Words that stand in names of files without naming anybody, in the languages of the interface.
ORDINARY = frozenset(
    """intervju intervjuet interview informant nøkkelinformant respondent transkripsjon transkripsjonen transcript transkribert observasjon
    observation dokument document notat notater notes plan strategi rapport report møte meeting referat del part versjon version utkast
    draft kommune kommunen gruppe group fokusgruppe survey spørreundersøkelse svar answers januar februar mars april mai juni juli august
    september oktober november desember january february march may june july october december ren korrigert anonymisert final endelig
    kap kapittel chapter handlingsplan budsjett vedlegg sak saksframlegg økonomiplan årsrapport melding feltnotat feltnotater""".split()
)
_NAME = re.compile(r"[A-ZÆØÅÄÖÉÈÜ][a-zæøåäöéèüß]+(?:-[A-ZÆØÅ][a-zæøå]+)?")


def title_from(stem: str) -> str:
    """Return a title made of a file's name without its ending: no date, no underscores."""
    for pattern in _DATES:
        stem = pattern.sub(" ", stem)
    title = " ".join(stem.replace("_", " ").split()).strip(" -–.,()")
    return title[:1].upper() + title[1:]


def date_in(stem: str) -> date | None:
    """Return the date that stands in a name: 2025-03-04, 4.3.2025 or 20250304."""
    for pattern in _DATES:
        for found in pattern.finditer(stem):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
    return None


def may_name_a_person(title: str, known: Collection[str] = ()) -> bool:
    """Say whether a title holds something like a name, so that its writer is asked to look. `known` are names of cases and pseudonyms.

    A rule of thumb that would rather ask once too often: a word with a capital that is neither ordinary nor known, unless it is the first
    and stands alone.
    """
    passed = {word.casefold() for name in known for word in re.findall(r"\w+", name)} | ORDINARY
    words = re.findall(r"[\w-]+", title)
    suspects = [at for at, word in enumerate(words) if _NAME.fullmatch(word) and word.casefold() not in passed]
    return any(at > 0 for at in suspects)
