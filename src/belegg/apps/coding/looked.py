"""Verbs on having looked: a text coded through, or the reason why a code can have nothing in it."""

from __future__ import annotations

from django.utils import timezone

from belegg.apps.coding.models import Code, Looked, LookedState, Round
from belegg.apps.coding.rounds import round_or_last
from belegg.apps.coding.rules import check_change
from belegg.apps.sources.models import Text
from belegg.apps.sources.rules import check_current
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop


def mark_looked(text: Text, code: Code | None, state: str = LookedState.LOOKED, *, by: Member, round: Round | None = None) -> Looked:
    """Say that `by` has coded the text through for a code (None: for all codes), or that the code was not asked for or skipped in it.

    Saying something else about the same replaces what was said. Raises Refused("unknown_state") or Refused("needs_code").
    """
    check_may(by, "code")
    check_same_study(by, text, code, round)
    if state not in LookedState.values:
        raise Refused(
            "unknown_state", gettext_noop("There is no state %(state)s."), gettext_noop("Use looked, not_asked or skipped."), state=state
        )
    if code is None and state != LookedState.LOOKED:
        raise Refused(
            "needs_code",
            gettext_noop("Not asked and skipped are said of one code, not of a whole text."),
            gettext_noop("Choose the code."),
        )
    round = round or round_or_last(by)
    params = {"code": code.name if code else "", "text": text.source.title, "round": round.name}
    verb = {"looked": "looked.through" if code else "looked.all", "not_asked": "looked.not_asked", "skipped": "looked.skipped"}[state]
    with journal.act(by.study, by=by, verb=verb, about=f"text:{text.key}", **params) as doing:
        check_current(text)
        there = Looked.objects.filter(text=text, code=code, coder=by, round=round).first()
        if there:
            return doing.update(there, state=state) if there.state != state else there
        date = timezone.localdate()
        return doing.create(Looked(study=by.study, text=text, code=code, coder=by, round=round, date=date, state=state))


def unmark_looked(looked: Looked, *, by: Member) -> None:
    """Take the saying back: nobody has looked, as far as the study knows. Saying so twice is no fault."""
    check_change(looked, by)
    params = {"code": looked.code.name if looked.code else "", "text": looked.text.source.title, "round": looked.round.name}
    verb = "looked.take_back" if looked.code else "looked.take_back_all"
    with journal.act(by.study, by=by, verb=verb, about=f"text:{looked.text.key}", **params) as doing:
        there = Looked.objects.filter(pk=looked.pk).first()
        if there:
            doing.delete(there)
