"""The gate before a copy of the whole store: every study with data classes is asked whether all it holds may lie there."""

from __future__ import annotations

from belegg.apps.analysis.leaving import words_of
from belegg.apps.privacy.leaving import Destination, check_leaving, chosen, judge, may_lie
from belegg.apps.privacy.models import Identity
from belegg.apps.recordings.models import Recording
from belegg.apps.study.models import Member, Study, User
from belegg.method.errors import Refused, gettext_noop


def everything(study: Study) -> set[str]:
    """Return what a copy of a study holds: words, people and summaries, and real names and recordings where there are any."""
    held = words_of(study) | {"people", "summaries"}
    held |= {"identities"} if Identity.objects.filter(study=study).exists() else set()
    return held | ({"recordings"} if Recording.objects.filter(study=study, deleted=None).exists() else set())


def check_backup(target: str, reason: str, *, by: User) -> None:
    """Let the whole store leave, or refuse; all studies are asked before anything is noted, and a reason stands in the journal of each it concerns.

    Raises as `check_leaving`, and Refused("not_a_member") for a study whose data may not lie there, of which whoever gives the reason is no member.
    """
    members = {member.study_id: member for member in Member.objects.filter(user=by).exclude(role="").select_related("study")}
    waiting = []
    for study in Study.objects.order_by("pk"):
        if not chosen(study)["pack"]:
            continue
        held, member = everything(study), members.get(study.pk)
        place = target or chosen(study)["target"]
        if place and reason and not may_lie(study, place, judge(study, held)):
            if member is None:
                raise Refused(
                    "not_a_member",
                    gettext_noop("The data of %(study)s may not lie there, and only its members may give a reason."),
                    gettext_noop("Choose another place, or let a member make the backup."),
                    study=study.title,
                )
            waiting.append((study, held, Destination(target, reason, member)))
        else:
            check_leaving(study, "backup", held, Destination(target))
    for study, held, to in waiting:
        check_leaving(study, "backup", held, to)
