"""The statement at the end of a study: every promise with its proof, what contradicts what, who withdrew (as a number), and what is still held."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date as Date
from typing import Any

from django.utils import timezone

import belegg
from belegg.apps.exchange.certificates import kept_aside
from belegg.apps.exchange.models import Certificate
from belegg.apps.exchange.retention import Held, retention
from belegg.apps.privacy.models import Proof
from belegg.apps.privacy.promises import Line, contradictions, ledger
from belegg.apps.study import journal
from belegg.apps.study.models import JournalHead, Study

FORMAT, VERSION = "belegg-end-statement", 1


def statement(study: Study, today: Date) -> dict[str, Any]:
    """Return the statement as plain values. `whole` says that nothing is left to do: all promises settled, none contradicting, nothing held that should not be."""
    proofs: dict[int, list[Proof]] = {}
    for proof in Proof.objects.filter(study=study).select_related("by").order_by("pk"):
        proofs.setdefault(proof.promise_id, []).append(proof)
    promises = [told(line, proofs.get(line.promise.pk, [])) for line in ledger(study, today)]
    clashes = [{"a": a.key, "b": b.key, "why": why} for a, b, why in contradictions(study)]
    held = retention(study, today)
    head = JournalHead.objects.filter(study=study).first()
    certificates = Certificate.objects.filter(study=study).order_by("pk")
    return {
        "format": FORMAT, "version": VERSION, "belegg": belegg.__version__, "study": study.key, "title": study.title,
        "time": timezone.now().isoformat(timespec="seconds"), "promises": promises, "contradictions": clashes,
        "withdrawals": {"count": len(certificates), "certificates": [
            {"id": one.key, "policy": one.policy, "time": one.made.isoformat(timespec="seconds"), "sha256": one.sha256} for one in certificates
        ]},
        "held": [as_plain(one) for one in held], "held_counts": dict(Counter(one.kind for one in held)), "kept_aside": kept_aside(),
        "journal": {"entries": head.number if head else 0, "hash": head.hash if head else "", "faults": journal.faults(study)},
        "whole": not clashes and all(one["settled"] for one in promises) and not held,
    }  # fmt: skip


def told(line: Line, proofs: list[Proof]) -> dict[str, Any]:
    promise = line.promise
    return {
        "id": promise.key, "text": promise.text, "origin": promise.origin, "place": promise.place, "about": promise.about, "action": promise.action,
        "subject": promise.subject, "due": line.due.on.isoformat() if line.due.on else None, "waits_for": line.due.waits_for, "state": line.state,
        "settled": promise.settled, "why": promise.why, "proofs": [
            {"time": one.time.isoformat(timespec="seconds"), "by": one.by.name, "method": one.method, "sha256": one.sha256} for one in proofs
        ],
    }  # fmt: skip


def as_plain(held: Held) -> dict[str, Any]:
    return {
        "kind": held.kind, "thing": held.thing, "promise": held.promise.key if held.promise else "",
        "due": held.due.on.isoformat() if held.due.on else None, "waits_for": held.due.waits_for, "state": held.state,
    }  # fmt: skip


def as_json(said: dict[str, Any]) -> bytes:
    """Return the statement as it is downloaded."""
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
