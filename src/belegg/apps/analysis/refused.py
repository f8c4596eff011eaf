"""Passages their speaker does not want quoted: what was refused in member checking."""

from __future__ import annotations

from belegg.apps.analysis.checking_models import CheckedQuotation, Verdict
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Study
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural


class Refusals:
    """The refused passages of a study. Words that overlap one of them are refused words, however they were coded or found."""

    def __init__(self, study: Study) -> None:
        self.passages: dict[int | str, list[tuple[int, int, int]]] = {}
        rows = CheckedQuotation.objects.filter(study=study, verdict=Verdict.REFUSED)
        for text, key, start, end, person in rows.values_list("text_id", "text__key", "start", "end", "person_id"):
            for name in (text, key):
                self.passages.setdefault(name, []).append((start, end, person))

    def by(self, text: int | str, start: int, end: int) -> set[int]:
        """Return the numbers of those who refused words in a passage. `text` is the number or the id of a text."""
        return {person for a, b, person in self.passages.get(text, ()) if a < end and start < b}

    def check(self, who: set[int]) -> None:
        """Refuse where anybody refused. Raises Refused("quotation_refused")."""
        if not who:
            return
        names = sorted(Person.objects.filter(pk__in=who).values_list("pseudonym", flat=True), key=natural)
        raise Refused(
            "quotation_refused",
            gettext_noop("Among these are words that %(names)s refused to have quoted."),
            gettext_noop("Leave out what was refused."),
            names=", ".join(names),
        )
