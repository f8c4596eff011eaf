"""What is being typed beside a recording. It is on the disk before it is acknowledged, and sealed with the key of the recording."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.utils import timezone

from belegg.apps.recordings.file_keys import key_of
from belegg.apps.recordings.models import Draft, Recording
from belegg.apps.recordings.rules import check_here, check_may_listen
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop

LONGEST = 5_000_000
_NONCE = 12


@dataclass(frozen=True)
class Typed:
    """What stands in a draft. `number` 0: nobody has typed yet."""

    text: str = ""
    labels: tuple[str, ...] = ()
    number: int = 0
    writer: str = ""


def typed(recording: Recording, *, by: Member) -> Typed:
    """Return what has been typed so far. Raises as `check_may_listen` and `check_here`."""
    check_may_listen(by)
    check_same_study(by, recording)
    check_here(recording)
    return _typed(Draft.objects.filter(recording=recording).first(), recording)


def _typed(draft: Draft | None, recording: Recording) -> Typed:
    if draft is None:
        return Typed()
    sealed = bytes(draft.sealed)
    said = json.loads(_seal(recording).decrypt(sealed[:_NONCE], sealed[_NONCE:], recording.file.encode()))
    return Typed(said["text"], tuple(said["labels"]), draft.number, draft.writer)


def keep_typed(recording: Recording, text: str, labels: list[str], *, by: Member, seen: int, writer: str = "") -> int:
    """Keep what is typed now, and return its number. `seen` is the number it was written on; `writer` names the page that writes.

    Raises Refused("changed_since") where another page has written since.
    """
    check_may(by, "code")
    check_may_listen(by)
    check_same_study(by, recording)
    if len(text) > LONGEST:
        raise Refused("draft_too_long", gettext_noop("This text is too long to be typed here."), gettext_noop("Make a source of it first."))
    with transaction.atomic():
        journal.lock(recording.study)
        recording = Recording.objects.select_related("study", "interview").get(pk=recording.pk)
        check_here(recording)
        draft = Draft.objects.filter(recording=recording).first()
        was = draft.number if draft else 0
        if was != seen and not (draft and writer and draft.writer == writer):
            raise Refused(
                "changed_since",
                gettext_noop("This recording is being typed in another window, by %(who)s. What stands here is not kept."),
                gettext_noop("Copy your last words, open this page again and put them in."),
                who=draft.by.name if draft else by.name,
            )
        sealed = _sealed(recording, text, labels)
        row = Draft(recording=recording, sealed=sealed, number=was + 1, writer=writer[:40], by=by, time=timezone.now())
        row.save(force_insert=draft is None, force_update=draft is not None)
        return row.number


def opened(recording: Recording) -> Typed | None:
    """Return what is typed, for a recording whose key is about to change; None where nobody has typed."""
    draft = Draft.objects.filter(recording=recording).first()
    return _typed(draft, recording) if draft else None


def sealed_anew(recording: Recording, said: Typed | None) -> None:
    """Seal what was typed with the recording's new key."""
    if said is not None:
        Draft.objects.filter(recording=recording).update(sealed=_sealed(recording, said.text, list(said.labels)))


def _sealed(recording: Recording, text: str, labels: list[str]) -> bytes:
    nonce = os.urandom(_NONCE)
    said = json.dumps({"text": text, "labels": labels}, ensure_ascii=False).encode()
    return nonce + _seal(recording).encrypt(nonce, said, recording.file.encode())


def _seal(recording: Recording) -> AESGCM:
    # Not the key of the file itself: there the nonces are the numbers of the pieces.
    return AESGCM(hmac.digest(key_of(recording), b"draft", "sha256"))
