"""What every command needs before it runs: a store that is up to date, and the study and member it works as."""

from __future__ import annotations

from argparse import Namespace

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from belegg import places
from belegg.apps.study.local import local_user
from belegg.apps.study.models import Member, Study, User
from belegg.cli.locks import lock
from belegg.method.errors import Refused, gettext_noop


def prepare_store() -> None:
    """Bring the database up to date (makes it at the first run). Two commands at once make it once."""
    if not is_behind():
        return
    with open(places.home() / "preparing.lock", "a") as file:
        lock(file, shared=False, wait=True)
        if is_behind():
            call_command("migrate", verbosity=0, interactive=False)


def is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def acting_user(options: Namespace) -> User:
    """Return the account a command acts as.

    Raises Refused("no_user").
    """
    if not options.as_user:
        return local_user()
    user = User.objects.filter(username=options.as_user, is_active=True).first()
    if user is None:
        raise Refused(
            "no_user", gettext_noop("There is no account %(name)s."), gettext_noop("See: belegg user list."), name=options.as_user
        )
    return user


def acting_member(options: Namespace) -> Member:
    """Return the member (with its study) a command acts as.

    Raises Refused("no_study") when there is none, several to choose from, or none the account may see.
    """
    user = acting_user(options)
    mine = Member.objects.select_related("study").filter(user=user).exclude(role="")
    if options.study:
        member = mine.filter(study__key=options.study).first()
        if member is None:
            known = ", ".join(mine.order_by("study__key").values_list("study__key", flat=True)) or "-"
            raise Refused(
                "no_study", gettext_noop("There is no study %(key)s that this account may open."), gettext_noop("Studies: %(known)s."),
                key=options.study, known=known,
            )  # fmt: skip
        return member
    members = list(mine[:2])
    if len(members) == 1:
        return members[0]
    if not members:
        raise Refused("no_study", gettext_noop("There is no study yet."), gettext_noop('Begin with: belegg demo, or belegg new "Title".'))
    known = ", ".join(Study.objects.filter(pk__in=mine.values("study")).order_by("key").values_list("key", flat=True))
    raise Refused("no_study", gettext_noop("There are several studies."), gettext_noop("Name one with --study: %(known)s."), known=known)
