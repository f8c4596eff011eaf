"""Verbs that write a study itself: begin it, and who works on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from django.db import models, transaction
from django.utils import timezone

from belegg.apps.study import journal
from belegg.apps.study.models import JournalHead, Member, Role, Study, User
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop

RESERVED = {"new"}  # words that addresses use where a study's id stands
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "þ": "th", "ð": "d"})


def slug(text: str, fallback: str = "thing") -> str:
    """Return `text` as an id: a-z, 0-9 and hyphens, at most 50 characters."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or fallback


def free_key(queryset: models.QuerySet, wanted: str) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … whichever no row of the queryset bears."""
    taken = set(queryset.filter(key__startswith=wanted).values_list("key", flat=True))
    if wanted not in taken:
        return wanted
    return next(key for n in range(2, len(taken) + 3) if (key := f"{wanted}-{n}") not in taken)


def next_key(queryset: models.QuerySet, prefix: str) -> str:
    """Return the next free `prefix-N`, N one above the highest in use."""
    used = [int(key[len(prefix) + 1 :]) for key in queryset.filter(key__startswith=prefix + "-").values_list("key", flat=True)
            if key[len(prefix) + 1 :].isdigit()]  # fmt: skip
    return f"{prefix}-{max(used, default=0) + 1}"


def check_key(key: str) -> None:
    """Refuse an id that could not stand in an address.

    Raises Refused("bad_id").
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", key) or key in RESERVED:
        raise Refused(
            "bad_id", gettext_noop("“%(key)s” can't be the id of a study."), gettext_noop("Use a-z, 0-9 and hyphens, at most 60."), key=key
        )


@transaction.atomic
def begin_study(title: str, *, by: User, key: str = "", taken_members: Collection[str] = (), **fields) -> Study:
    """Make a study with `by` as its owner and begin its journal; return it.

    `taken_members` are ids that members to come will bear (of a study folder): the owner is someone else, whatever the ids.
    Raises Refused("study_exists") when the id is taken, Refused("no_title").
    """
    title = title.strip()
    if not title:
        raise Refused("no_title", gettext_noop("A study needs a title."), gettext_noop("Write one; it can be changed later."))
    key = key or free_key(Study.objects.all(), slug(title, "study"))
    if key in RESERVED:
        key = free_key(Study.objects.all(), f"{key}-study")
    if Study.objects.filter(key=key).exists():
        raise Refused(
            "study_exists", gettext_noop("There is already a study with the id %(key)s."), gettext_noop("Choose another id."), key=key
        )
    study = Study.objects.create(key=key, title=title, created=timezone.now(), **fields)
    JournalHead.objects.create(study=study)
    owner_key = slug(by.username, "owner")
    while owner_key in taken_members:
        owner_key += "-owner"
    owner = Member.objects.create(study=study, key=owner_key, user=by, name=by.shown_name, role=Role.OWNER)
    with journal.act(study, by=owner, verb="study.begin", about="study", title=title) as doing:
        # The study and its owner cannot be undone (their journal hangs on them); the entry records the beginning.
        doing.record = True
    return study


def change_study(study: Study, *, by: Member, why: str = "", **fields) -> Study:
    """Change title, about, languages, stance or design record."""
    check_may(by, "edit")
    if "title" in fields and not str(fields["title"]).strip():
        raise Refused("no_title", gettext_noop("A study needs a title."), gettext_noop("Write one; it can be changed later."))
    with journal.act(study, by=by, verb="study.change", about="study", why=why, fields=sorted(fields)) as doing:
        return doing.update(study, **fields)


def add_member(study: Study, user: User, role: str, *, by: Member) -> Member:
    """Give an account a role in the study. A member of the same id without an account (from a study folder) becomes theirs.

    Raises Refused("already_member").
    """
    check_may(by, "own")
    if Member.objects.filter(study=study, user=user).exclude(role="").exists():
        raise Refused("already_member", gettext_noop("%(name)s is a member already."), name=user.shown_name)
    key = slug(user.username, "member")
    with journal.act(study, by=by, verb="member.add", about=f"member:{key}", name=user.shown_name, role=role) as doing:
        waiting = Member.objects.filter(study=study, key=key, user__isnull=True).first()
        if waiting:
            return doing.update(waiting, user=user, role=role)
        return doing.create(
            Member(study=study, key=free_key(Member.objects.filter(study=study), key), user=user, name=user.shown_name, role=role)
        )


def let_see_identities(member: Member, may: bool, *, by: Member) -> Member:
    """Let a researcher see real names, or no longer. Owners see them in any case. Raises Refused("not_a_researcher")."""
    check_may(by, "own")
    check_same_study(by, member)
    if may and member.role != Role.RESEARCHER:
        raise Refused(
            "not_a_researcher",
            gettext_noop("Only a researcher of the study can be named to see real names."),
            gettext_noop("Change the role first."),
        )
    with journal.act(member.study, by=by, verb="member.identities", about=f"member:{member.key}", name=member.name, may=may) as doing:
        return doing.update(member, sees_identities=may)


def change_role(member: Member, role: str, *, by: Member) -> Member:
    """Change what a member may do. "" takes the study from them; their codings stay. The last owner stays owner."""
    check_may(by, "own")
    check_same_study(by, member)
    others = Member.objects.filter(study=member.study, role=Role.OWNER).exclude(pk=member.pk)
    if member.role == Role.OWNER and role != Role.OWNER and not others.exists():
        raise Refused("last_owner", gettext_noop("A study needs an owner."), gettext_noop("Make someone else owner first."))
    with journal.act(member.study, by=by, verb="member.role", about=f"member:{member.key}", name=member.name, role=role) as doing:
        # Who was named as a researcher is not named any more in another role.
        return doing.update(member, role=role, sees_identities=member.sees_identities and role == Role.RESEARCHER)
