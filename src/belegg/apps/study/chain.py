"""The hash chain of the journal: every entry stands on the one before it, over a commitment to what it holds."""

from __future__ import annotations

import hashlib
import json

from belegg.apps.study.models import JournalEntry, JournalHead, Study


def commit(salt: bytes, facts: bytes, tables: bytes) -> str:
    """Return the commitment to a payload: SHA-256 over the salt and the hashes of its two parts."""
    return hashlib.sha256(salt + hashlib.sha256(facts).digest() + hashlib.sha256(tables).digest()).hexdigest()


def link(entry: JournalEntry, by_key: str) -> str:
    """Return the entry's hash: SHA-256 over the one before, its own facts, and the commitment to its payload."""
    undoes = entry.undoes.number if entry.undoes else None
    facts = [entry.previous, entry.number, entry.time.isoformat(), by_key, entry.verb, entry.about, undoes, entry.commitment]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def faults(study: Study) -> list[str]:
    """Return what is wrong with the chain of the study's journal, in sentences; empty when it holds."""
    found, previous, number = [], "", 0
    for entry in JournalEntry.objects.filter(study=study).select_related("by", "undoes", "payload").order_by("number").iterator():
        number += 1
        if entry.number != number or entry.previous != previous or entry.hash != link(entry, entry.by.key):
            found.append(f"Journal entry {entry.number} does not follow from the one before it.")
            number = entry.number
        kept = getattr(entry, "payload", None)
        if kept and commit(bytes(kept.salt), bytes(kept.facts), bytes(kept.tables)) != entry.commitment:
            found.append(f"The contents of journal entry {entry.number} have been changed.")
        previous = entry.hash
    head = JournalHead.objects.filter(study=study).first()
    if head and (head.number != number or head.hash != previous):
        found.append("The journal ends before its head: entries are missing.")
    return found
