"""Accounts of the server mode."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace

from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Add an account, give it a new password, or list the accounts (for the server mode)."
EXAMPLE = "belegg user add ida --name 'Ida Berg' --admin"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("do", choices=["add", "passwd", "list"], metavar="add|passwd|list")
    parser.add_argument("username", nargs="?", metavar="NAME", help="the user name (not for list)")
    parser.add_argument("--name", default="", help="the name shown beside what the person codes and writes")
    parser.add_argument("--admin", action="store_true", help="may manage accounts")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input instead of asking")


def run(options: Namespace) -> object:
    if options.do == "list":
        return list_users()
    if not options.username:
        raise Refused("no_name", gettext_noop("Which account? The name is missing."), gettext_noop("See: belegg user --help."))
    return add(options) if options.do == "add" else change_password(options)


def add(options: Namespace) -> object:
    from belegg.apps.study.accounts import add_user

    user = add_user(options.username, by=None, name=options.name, password=password(options), admin=options.admin)
    return {"user": user.username, "admin": user.is_superuser} if options.json else f"Added the account {user.username}."


def change_password(options: Namespace) -> object:
    from belegg.apps.study.accounts import set_password
    from belegg.apps.study.models import User

    user = User.objects.filter(username=options.username).first()
    if user is None:
        raise Refused(
            "no_user", gettext_noop("There is no account %(name)s."), gettext_noop("See: belegg user list."), name=options.username
        )
    set_password(user, password(options))
    return {"user": user.username} if options.json else f"The account {user.username} has a new password."


def list_users() -> list[dict]:
    from belegg.apps.study.models import User

    return [
        {"username": user.username, "name": user.name, "admin": user.is_superuser, "active": user.is_active}
        for user in User.objects.order_by("username")
    ]


def password(options: Namespace) -> str:
    """Ask for the password twice, or read it from standard input. It never stands on the command line, where others could see it."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused(
            "no_password",
            gettext_noop("There is nobody to ask for a password."),
            gettext_noop("Give it on standard input with --password-stdin."),
        )
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise Refused("not_alike", gettext_noop("The two are not alike."), gettext_noop("Try again."))
    return first
