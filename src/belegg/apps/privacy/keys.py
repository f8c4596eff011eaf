"""One data key per person, wrapped by the master key of this store, which lies outside the database.

What is sealed under a person's key is gone when the key is destroyed, also in old backups. AES-256-GCM from `cryptography`; every sealed thing
is bound to its person and its use, so that it cannot be put in another's place. Keys are no part of an act: undo brings no key back, and no
journal keeps one.
"""

from __future__ import annotations

import os
import secrets
import stat

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from belegg.apps.privacy.models import Person, PersonKey
from belegg.apps.study.models import Study
from belegg.method.errors import Refused, gettext_noop
from belegg.places import keys

NAME = "master.key"
_NONCE = 12


def seal(person: Person, data: bytes, use: str) -> bytes:
    """Return `data` sealed under the person's key, for one use ("identity"). Makes the key at first need."""
    return _encrypt(_key_of(person), data, _bound(person.study, person.key, use))


def unseal(person: Person, sealed: bytes, use: str) -> bytes:
    """Return what was sealed.

    Raises Refused("key_destroyed"), ("key_lost"), ("key_wrong"), ("key_open_to_others").
    """
    row = PersonKey.objects.filter(study=person.study_id, person=person.key).first()
    if row is None or row.destroyed:
        raise Refused(
            "key_destroyed",
            gettext_noop("What was sealed for %(name)s can't be read any more: the key has been destroyed."),
            gettext_noop("This is what erasing means; it can't be undone."),
            name=person.pseudonym,
        )
    return _decrypt(_unwrapped(row), sealed, _bound(person.study, person.key, use))


def destroy(person: Person) -> None:
    """Destroy the person's key: nothing sealed under it can be read again, here or in a backup. Cannot be undone."""
    PersonKey.objects.update_or_create(
        study=person.study, person=person.key, defaults={"wrapped": b"", "destroyed": timezone.now()}, create_defaults={
            "study": person.study, "person": person.key, "wrapped": b"", "destroyed": timezone.now(), "created": timezone.now(),
        },
    )  # fmt: skip


def is_destroyed(person: Person) -> bool:
    return PersonKey.objects.filter(study=person.study_id, person=person.key, destroyed__isnull=False).exists()


def _key_of(person: Person) -> bytes:
    row = PersonKey.objects.filter(study=person.study_id, person=person.key).first()
    if row is None:
        fresh = secrets.token_bytes(32)
        wrapped = _encrypt(master_key(make=True), fresh, _bound(person.study, person.key, "key"))
        row, _ = PersonKey.objects.get_or_create(
            study=person.study, person=person.key, defaults={"wrapped": wrapped, "created": timezone.now()}
        )
    if row.destroyed:
        raise Refused(
            "key_destroyed",
            gettext_noop("Nothing more can be sealed for %(name)s: the key has been destroyed."),
            gettext_noop("Enter a new person if they take part again."),
            name=person.pseudonym,
        )
    return _unwrapped(row)


def _unwrapped(row: PersonKey) -> bytes:
    return _decrypt(master_key(), bytes(row.wrapped), _bound(row.study, row.person, "key"))


def _bound(study: Study, person: str, use: str) -> bytes:
    return f"belegg {study.pk} {person} {use}".encode()


def _encrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(bytes(sealed[:_NONCE]), bytes(sealed[_NONCE:]), bound)
    except (InvalidTag, ValueError):
        raise Refused(
            "key_wrong",
            gettext_noop("What is sealed can't be opened with the key of this store (%(file)s)."),
            gettext_noop("Put the key file back that belongs to this store; without it names and recordings can't be read."),
            file=str(keys() / NAME),
        ) from None


def master_key(make: bool = False) -> bytes:
    """Return the key that wraps all others, 32 bytes; `make` it where nothing has been sealed yet.

    Raises Refused("key_lost") and Refused("key_open_to_others").
    """
    path = keys() / NAME
    if not path.exists():
        if not make or PersonKey.objects.exclude(wrapped=b"").exists():
            raise Refused(
                "key_lost",
                gettext_noop("The key file %(file)s is missing, so names and recordings can't be read."),
                gettext_noop("Put it back from where you keep a copy; nothing else opens them."),
                file=str(path),
            )
        _make(path)
    if os.name != "nt" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refused(
            "key_open_to_others",
            gettext_noop("The key file %(file)s can be read by others on this machine."),
            gettext_noop("Make it readable by you alone: chmod 600 %(file)s"),
            file=str(path),
        )
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _make(path) -> None:
    """Write a new key whole or not at all; two processes that start at once agree on one file."""
    made = path.with_name(f".{NAME}-{secrets.token_hex(8)}")
    with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
