"""Words leave only of those who agreed to be quoted, and not those they refused: asked of every list of words that is written to a file."""

from __future__ import annotations

from collections.abc import Iterable

from belegg.apps.analysis.passages import Quotation
from belegg.apps.analysis.refused import Refusals
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

    Raises Refused("consent_missing") where somebody heard in them may not be quoted, and Refused("quotation_refused") where somebody refused these
    very words, unless these are to be left out.
    """
    found, refusals = list(quotations), Refusals(study)
    if leave_out:
        without = barred(study, Scope.QUOTING)
        return [one for one in found if not heard_in(one) & without and not refusals.by(one.text, one.start, one.end)]
    check_consent(study, {person for one in found for person in heard_in(one)}, Scope.QUOTING)
    refusals.check({person for one in found for person in refusals.by(one.text, one.start, one.end)})
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


def refusals_of(study: Study, *, leave_out: bool = False) -> Refusals:
    """Return the refused passages, whose codings stay out of a table of all codings.

    Raises Refused("quotation_refused") where there are codings of refused words and they are not to be left out.
    """
    refusals = Refusals(study)
    if not leave_out:
        texts = [text for text in refusals.passages if isinstance(text, int)]
        coded = Coding.objects.filter(text__in=texts).values_list("text_id", "start", "end")
        refusals.check({person for place in coded for person in refusals.by(*place)})
    return refusals


def quotable_turns(study: Study, turns: Iterable[TurnRow], *, leave_out: bool = False) -> list[TurnRow]:
    """Return turns a search found whose words may leave; one with refused words stays out whole. Raises as `quotable`."""
    found, refusals = list(turns), Refusals(study)
    if leave_out:
        without = barred(study, Scope.QUOTING)
        return [turn for turn in found if turn.person not in without and not refusals.by(turn.text, turn.start, turn.end)]
    check_consent(study, {turn.person for turn in found if turn.person}, Scope.QUOTING)
    refusals.check({person for turn in found for person in refusals.by(turn.text, turn.start, turn.end)})
    return found
