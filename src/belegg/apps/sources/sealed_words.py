"""Words that must not be read by who takes the database or a study folder: sealed, or told apart by a keyed hash only.

A plain hash of a first name is no secret: whoever has a list of names finds it again. So the hash is keyed with the master key of this store,
which lies outside the database; the words of the word list are sealed (AES-GCM) under a key derived from it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from belegg.apps.privacy.keys import master_key
from belegg.apps.study.models import Study

_NONCE = 12


def keyed_hash(study: Study, word: str) -> str:
    """Return the hash by which this store alone knows a word again."""
    return hmac.new(_key(study, "hash"), word.encode(), hashlib.sha256).hexdigest()


def sealed_word(study: Study, word: str) -> bytes:
    """Return a word sealed for this store."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(study, "seal")).encrypt(nonce, word.encode(), None)


def word_of(study: Study, sealed: bytes) -> str | None:
    """Return a sealed word; None where it was sealed by another store or the key is not the same any more."""
    if len(sealed) <= _NONCE:
        return None
    try:
        return AESGCM(_key(study, "seal")).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()
    except InvalidTag:
        return None


def _key(study: Study, use: str) -> bytes:
    return hmac.new(master_key(make=True), f"words {use} {study.key}".encode(), hashlib.sha256).digest()
