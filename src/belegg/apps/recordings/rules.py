"""Who may hear a recording, and what may be done with it."""

from __future__ import annotations

from belegg.apps.recordings.models import Recording
from belegg.apps.recordings.receiving import not_here
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import can_see_identities, check_may
from belegg.apps.study.whole import missing
from belegg.method.errors import Refused, gettext_noop


def may_listen(member: Member | None) -> bool:
    """Say whether a member may hear recordings. A voice tells who speaks, and people are called by their names in it: who may not see identities
    may not listen."""
    return can_see_identities(member)


def check_may_listen(member: Member | None) -> None:
    """Raises Refused("not_allowed")."""
    check_may(member, "read")
    if not may_listen(member):
        raise Refused(
            "not_allowed",
            gettext_noop("A recording tells who speaks, so only owners and the researchers who may see real names may hear it."),
            gettext_noop("Ask an owner of the study to let you see real names."),
        )


def check_here(recording: Recording) -> None:
    """Raises Refused("recording_deleted") or Refused("recording_not_here")."""
    if recording.deleted:
        raise Refused("recording_deleted", gettext_noop("This recording is deleted. Its file and the key to it are gone for good."))
    if not recording.file:
        raise not_here()


def check_of_something(study: Study, interview: object, about: str) -> None:
    """Raises Refused("recording_of_nothing")."""
    if not interview and (not about.startswith("source:") or missing(study, {about})):
        raise Refused(
            "recording_of_nothing",
            gettext_noop("A recording belongs to an interview, or to a source that has none."),
            gettext_noop("Choose which."),
        )
