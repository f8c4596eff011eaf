"""Has anyone changed this since it was shown? A form carries the stamp of the row it was filled from; the action compares inside the lock."""

from __future__ import annotations

import hashlib
import json

from django.db import models

from belegg.apps.study.journal import Thing, image
from belegg.method.errors import Refused, gettext_noop


def stamp(thing: models.Model) -> str:
    """Return a short digest of a row as it stands."""
    return hashlib.sha256(json.dumps(image(thing)).encode()).hexdigest()[:16]


def fresh(thing: Thing, seen: str = "") -> Thing:
    """Return the row as it stands now; called inside an act.

    Raises Refused("gone") when it is no longer there, Refused("changed_since") when it is not as `seen` says.
    """
    now = type(thing)._default_manager.filter(pk=thing.pk).first()
    if now is None:
        raise Refused(
            "gone", gettext_noop("This is no longer there: someone has taken it away."), gettext_noop("The journal shows what happened.")
        )
    if seen and seen != stamp(now):
        raise Refused(
            "changed_since",
            gettext_noop("Someone has changed this since you opened it."),
            gettext_noop("Open the page in a second window, see what has changed, and write it in again."),
        )
    return now
