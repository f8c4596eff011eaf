"""Certificates of erasure: what was erased, when and how, with the hashes of what is gone. No words, no names."""

from __future__ import annotations

import hashlib
import json
from datetime import date as Date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

import belegg
from belegg.apps.exchange.models import Certificate
from belegg.apps.exchange.withdrawal_plan import Plan
from belegg.apps.privacy.promises import EVENT_DATES
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import JournalEntry, Member, Study
from belegg.method.errors import gettext_noop

FORMAT, VERSION = "belegg-certificate", 1
HOW = {
    "sqlite": gettext_noop("SQLite: freed pages overwritten, the log written back and emptied, the database file written anew."),
    "postgresql": gettext_noop("PostgreSQL: the tables written anew (VACUUM FULL) and a checkpoint made."),
}
LIMITS = {
    "sqlite": [gettext_noop("Copies that others or the machine itself have made of the store's folder are not reached.")],
    "postgresql": [
        gettext_noop("The archive of PostgreSQL's write-ahead log and copies of its server are not reached; let them run out."),
    ],
}
BACKUPS = gettext_noop("Older backups still hold the words. When one is restored, the withdrawal is carried out again.")
# Acts by which words have left the store.
LEFT_BY = ("study.save",)


def certify(made: Plan, what: dict[str, Any], by: Member) -> Certificate:
    """Write the certificate of a withdrawal, inside its act."""
    study, now = made.study, timezone.now()
    key = next_key(Certificate.objects.filter(study=study), "cert")
    said = {
        "format": FORMAT, "version": VERSION, "belegg": belegg.__version__, "id": key, "study": study.key, "title": study.title,
        "person": made.person.key, "label": made.label, "policy": made.policy, "time": now.isoformat(timespec="seconds"), "by": by.name,
        **what, "how": [HOW[connection.vendor]], "limits": [BACKUPS, *LIMITS[connection.vendor]],
        "exports": exports_made(study), "kept_aside": kept_aside(),
    }  # fmt: skip
    return Certificate.objects.create(
        study=study, key=key, person=made.person.key, label=made.label, policy=made.policy, made=now, by=by, what=said,
        sha256=hashlib.sha256(as_json(said)).hexdigest(),
    )  # fmt: skip


def as_json(said: dict[str, Any]) -> bytes:
    """Return a certificate as it is downloaded; its hash is over these bytes."""
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def exports_made(study: Study) -> list[dict[str, str]]:
    """Return when words have left the store, as the journal knows it: these copies someone must find and delete by hand."""
    entries = JournalEntry.objects.filter(study=study, verb__in=LEFT_BY).select_related("by").order_by("number")
    return [{"verb": entry.verb, "time": entry.time.isoformat(timespec="seconds"), "by": entry.by.name} for entry in entries]


def kept_aside() -> list[str]:
    """Return the names of folders with earlier stores that a restore has kept."""
    return sorted(path.name for path in Path(settings.HOME).glob("before-restore-*"))


def last_withdrawal(study: Study) -> dict[str, Date]:
    """Return when the last withdrawal was carried out, as an event promises may wait for."""
    last = Certificate.objects.filter(study=study).order_by("-made").first()
    return {"withdrawal": timezone.localdate(last.made)} if last else {}


EVENT_DATES.append(last_withdrawal)
