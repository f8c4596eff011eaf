"""`belegg promises`: what was promised and when it is due."""

from __future__ import annotations

import argparse

from belegg.method.errors import Refused, gettext_noop

SUMMARY = "List what was promised to informants and authorities, the most pressing first, with what contradicts what."
EXAMPLE = "belegg promises --due 2026-12-31"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--due", metavar="DATE", default="", help="only what is open and due on this day or before (year-month-day)")


def run(options: argparse.Namespace) -> list[dict]:
    from django.utils import timezone

    from belegg.apps.privacy.models import Proof
    from belegg.apps.privacy.promises import contradictions, ledger
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    until = day(options.due)
    against: dict[str, list[str]] = {}
    for a, b, _ in contradictions(member.study):
        against.setdefault(a.key, []).append(b.key)
        against.setdefault(b.key, []).append(a.key)
    proofs = {proof.promise_id: proof for proof in Proof.objects.filter(study=member.study).order_by("pk")}
    answer = []
    for line in ledger(member.study, timezone.localdate()):
        promise, proof = line.promise, proofs.get(line.promise.pk)
        if until and (promise.settled or line.due.on is None or line.due.on > until):
            continue
        answer.append({
            "id": promise.key, "text": promise.text, "origin": promise.origin, "place": promise.place, "about": promise.about,
            "action": promise.action, "subject": promise.subject, "due": line.due.on.isoformat() if line.due.on else None,
            "waits_for": line.due.waits_for, "days": promise.days, "owner": promise.owner.key if promise.owner else "", "state": line.state,
            "contradicts": against.get(promise.key, []),
            "proof": {"time": proof.time.isoformat(), "method": proof.method, "sha256": proof.sha256} if proof else None,
        })  # fmt: skip
    return answer


def day(written: str):
    from datetime import date

    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(
            "date_not_readable",
            gettext_noop("“%(date)s” is not a date."),
            gettext_noop("Write it as year-month-day, such as 2025-03-04."),
            date=written[:40],
        ) from None


def as_text(answer: list[dict]) -> str:
    lines = []
    for row in answer:
        when = row["due"] or (f"{row['days']} days after {row['waits_for']}" if row["waits_for"] else "no date")
        clash = f"\tcontradicts {', '.join(row['contradicts'])}" if row["contradicts"] else ""
        lines.append(f"{row['id']}\t{row['state']}\t{when}\t{row['text']}{clash}")
    return "\n".join(lines)
