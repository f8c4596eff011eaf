"""Accounts of the server mode: made by an administrator, invited by a link, changed by their owner."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from belegg.apps.study.models import User
from belegg.method.errors import Refused, gettext_noop


def check_administers(by: User | None) -> None:
    """Refuse unless `by` administers the accounts. None stands for the person at the machine (the command line)."""
    if by is not None and not by.is_superuser:
        raise Refused("not_allowed", gettext_noop("Only an administrator can manage accounts."), gettext_noop("Ask one."))


def check_password(password: str, user: User) -> None:
    """Refuse a password that is too short, too common or too like the name."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("weak_password", " ".join(error.messages).replace("%", "%%"), gettext_noop("Choose a longer one.")) from error


@transaction.atomic
def add_user(username: str, *, by: User | None, name: str = "", password: str | None = None, admin: bool = False) -> User:
    """Make an account. Without a password nobody can sign in with it until it is invited (see `invitation`).

    Raises Refused("user_exists"), ("bad_username"), ("weak_password") or ("not_allowed").
    """
    check_administers(by)
    username = username.strip()
    try:
        User._meta.get_field("username").run_validators(username)
        if not username:
            raise ValidationError("empty")
    except ValidationError as error:
        raise Refused(
            "bad_username", gettext_noop("This is no user name."), gettext_noop("Use letters, digits and @ . + - _ only.")
        ) from error
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(
            "user_exists", gettext_noop("There is already an account %(name)s."), gettext_noop("Choose another user name."), name=username
        )
    user = User(username=username, name=name.strip(), is_superuser=admin, is_staff=admin)
    if password is None:
        user.set_unusable_password()
    else:
        check_password(password, user)
        user.set_password(password)
    user.save()
    return user


def set_password(user: User, password: str) -> None:
    """Give an account a new password. Raises Refused("weak_password")."""
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


def invitation(user: User, *, by: User | None) -> tuple[str, str]:
    """Return (uid, token) for a link with which the person chooses a password; good for three days, and once."""
    check_administers(by)
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


def invited(uid: str, token: str) -> User:
    """Return the account an invitation is for. Raises Refused("invitation_over")."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(uid).decode()), is_active=True).first()
    except (ValueError, UnicodeDecodeError):
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        raise Refused(
            "invitation_over",
            gettext_noop("This invitation has been used or is too old."),
            gettext_noop("Ask an administrator for a new one."),
        )
    return user


def change_active(user: User, active: bool, *, by: User | None) -> User:
    """Close or reopen an account. Its codings and memberships stay. Nobody closes their own."""
    check_administers(by)
    if by is not None and by.pk == user.pk:
        raise Refused("own_account", gettext_noop("You can't close your own account."), gettext_noop("Ask another administrator."))
    user.is_active = active
    user.save(update_fields=["is_active"])
    return user


def change_name(user: User, name: str) -> User:
    """Change the name shown beside what a person codes and writes from now on."""
    user.name = name.strip()
    user.save(update_fields=["name"])
    return user
