"""What a withdrawal asks of every app. The one who withdraws stays in the study as a number only."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from belegg.apps.privacy import keys
from belegg.apps.privacy.models import Identity, Person, Trait
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Study

# Apps enter `take(doing, person) -> (label, how many)` for what they keep of a person beside what exchange.withdrawals knows of (contacts,
# consents): called inside the act, which keeps no images.
ON_WITHDRAWN: list[Callable[[Act, Person], tuple[str, int]]] = []
# And `find(person) -> (label, [things])` for the list shown before: things are "kind:id".
HELD: list[Callable[[Person], tuple[str, list[str]]]] = []


def mark_of(study: Study) -> str:
    """Return what stands in the place of words that were taken out, in the language of the study."""
    with translation.override(study.language):
        return _("[withdrawn]")


def next_label(study: Study) -> str:
    """Return the next "Withdrawn 2"."""
    with translation.override(study.language):
        label = _("Withdrawn %(n)s")
    pattern = re.compile(re.escape(label).replace(re.escape("%(n)s"), r"(\d{1,6})"))
    taken = [
        int(found[1])
        for name in Person.objects.filter(study=study).values_list("pseudonym", flat=True)
        if (found := pattern.fullmatch(name))
    ]
    return label % {"n": max([0, *taken]) + 1}


def empty_person(doing: Act, person: Person, label: str) -> dict[str, int]:
    """Take away who a person is and what is told of them, destroy their key, and leave the row under its new name. Return what went."""
    traits = list(Trait.objects.filter(person=person))
    known = list(Identity.objects.filter(person=person))
    doing.delete_many(traits)
    doing.delete_many(known)
    keys.destroy(person)
    doing.update(person, pseudonym=label, role="", rank="", unit="", case=None)
    return {"identities": len(known), "traits": len(traits), "keys": 1}
