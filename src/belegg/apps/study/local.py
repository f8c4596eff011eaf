"""The one user of local mode."""

from __future__ import annotations

from belegg.apps.study.models import User

LOCAL_USERNAME = "researcher"


def local_user() -> User:
    """Return the account of local mode, made at the first call. It has no usable password."""
    user, made = User.objects.get_or_create(username=LOCAL_USERNAME, defaults={"is_superuser": True, "is_staff": True})
    if made:
        user.set_unusable_password()
        user.save()
    return user
