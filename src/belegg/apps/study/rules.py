"""Who may do what in a study. Every action asks here with its `by=`; pages and commands use the `can_…` form to decide what to offer."""

from __future__ import annotations

from belegg.apps.study.models import Member, Role
from belegg.method.errors import Refused, gettext_noop

# What each right covers: read = see everything but identities; code = codings, memos, summaries, new codes; edit = sources, cases, codebook,
# rounds, attributes; own = members, roles, deleting.
MAY: dict[str, set[str]] = {
    Role.OWNER: {"read", "code", "edit", "own"},
    Role.RESEARCHER: {"read", "code", "edit"},
    Role.CODER: {"read", "code"},
    Role.READER: {"read"},
    "": set(),
}

NEEDS = {
    "read": gettext_noop("a member of the study"),
    "code": gettext_noop("a coder, researcher or owner of the study"),
    "edit": gettext_noop("a researcher or owner of the study"),
    "own": gettext_noop("an owner of the study"),
}


def can(member: Member | None, right: str) -> bool:
    """Return whether `member` holds `right` (read, code, edit or own) in its study."""
    return member is not None and right in MAY[member.role]


def check_may(member: Member | None, right: str) -> None:
    """Refuse unless `member` holds `right` in its study.

    Raises Refused("not_allowed").
    """
    if not can(member, right):
        raise Refused(
            "not_allowed",
            gettext_noop("Only %(who)s can do this."),
            gettext_noop("Ask an owner of the study to change your role."),
            who=NEEDS[right],
        )


def can_see_identities(member: Member | None) -> bool:
    """Return whether `member` may see real names: owners, and researchers an owner has named."""
    return can(member, "own") or (member is not None and can(member, "edit") and member.sees_identities)


def check_sees_identities(member: Member | None) -> None:
    """Raises Refused("not_allowed")."""
    if not can_see_identities(member):
        raise Refused(
            "not_allowed",
            gettext_noop("Only owners and the researchers they have named see real names."),
            gettext_noop("Ask an owner of the study."),
        )


def check_same_study(member: Member, *things) -> None:
    """Refuse when a thing belongs to another study than its would-be changer (an id from another study in a request)."""
    for thing in things:
        if thing is not None and thing.study_id != member.study_id:
            raise Refused("not_found", gettext_noop("This belongs to another study."), gettext_noop("Open that study first."))
