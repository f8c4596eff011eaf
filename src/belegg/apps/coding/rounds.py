"""The round a coding goes to when nobody has said which."""

from __future__ import annotations

from django.utils.translation import gettext

from belegg.apps.coding.models import Round
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may


def round_or_last(by: Member) -> Round:
    """Return the study's last round; a study without rounds gets its first.

    That is an act of its own and not part of the first coding: undoing the coding must not take the round from under another coder.
    """
    check_may(by, "code")
    last = Round.objects.filter(study=by.study).order_by("-position", "-pk").first()
    if last:
        return last
    name = gettext("Round 1")
    with journal.act(by.study, by=by, verb="round.begin", about="round:r1", name=name) as doing:
        # Looked for once more inside the lock: two coders may begin at the same moment.
        return Round.objects.filter(study=by.study).first() or doing.create(Round(study=by.study, key="r1", name=name, position=1))
