"""Words leave only of those who agreed to be quoted: asked of every list of words that is written to a file."""

from __future__ import annotations

from collections.abc import Iterable

from belegg.apps.analysis.passages import Quotation
from belegg.apps.analysis.searching import TurnRow
from belegg.apps.coding.models import Coding, Voice
from belegg.apps.privacy.consents import barred, check_consent
from belegg.apps.privacy.models import Person, Scope
from belegg.apps.study.models import Study


def heard_in(quotation: Quotation) -> set[int]:
    """Return the numbers of those whose words these are or may be."""
    people = [quotation.speaker] if quotation.speaker else quotation.candidates
    return {person.pk for person in people}


def quotable(study: Study, quotations: Iterable[Quotation], *, leave_out: bool = False) -> list[Quotation]:
    """Return quotations that may leave.

    Raises Refused("consent_missing") where somebody heard in them may not be quoted, unless these are to be left out.
    """
    found = list(quotations)
    if leave_out:
        without = barred(study, Scope.QUOTING)
        return [one for one in found if not heard_in(one) & without]
    check_consent(study, {person for one in found for person in heard_in(one)}, Scope.QUOTING)
    return found


def heard_keys(study: Study, *, leave_out: bool = False) -> set[str]:
    """Return the ids of those whose codings stay out of a table of all codings.

    Raises Refused("consent_missing") where there are any and they are not to be left out.
    """
    without = barred(study, Scope.QUOTING)
    heard = set(Coding.objects.filter(study=study, speaker__in=without).values_list("speaker_id", flat=True).distinct())
    heard |= set(Voice.objects.filter(coding__study=study, person__in=without).values_list("person_id", flat=True).distinct())
    if not leave_out:
        check_consent(study, heard, Scope.QUOTING)
    return set(Person.objects.filter(pk__in=heard).values_list("key", flat=True))


def quotable_turns(study: Study, turns: Iterable[TurnRow], *, leave_out: bool = False) -> list[TurnRow]:
    """Return turns a search found whose words may leave. Raises as `quotable`."""
    found = list(turns)
    if leave_out:
        without = barred(study, Scope.QUOTING)
        return [turn for turn in found if turn.person not in without]
    check_consent(study, {turn.person for turn in found if turn.person}, Scope.QUOTING)
    return found
