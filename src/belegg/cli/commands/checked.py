"""`belegg checked`: quotations sent to those who said them, and what they answered."""

from __future__ import annotations

import argparse

SUMMARY = "List the quotations that were sent to be checked, and what their speakers say of them."
EXAMPLE = "belegg checked --verdict refused --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verdict", default=None, choices=("waiting", "approved", "changed", "refused"), help="only these answers")
    parser.add_argument("--person", default="", metavar="ID", help="only those of this person")


def run(options: argparse.Namespace) -> list[dict]:
    from belegg.apps.analysis.models import CheckedQuotation
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    rows = CheckedQuotation.objects.filter(study=member.study).select_related("check_row", "person", "text").order_by("pk")
    return [
        {
            "check": row.check_row.key, "person": row.person.key, "n": row.n, "sent": row.check_row.sent.isoformat(),
            "due": row.check_row.due.isoformat() if row.check_row.due else None, "text": row.text.key, "start": row.start, "end": row.end,
            "sha256": row.sha256, "verdict": row.verdict or "waiting", "answered": row.answered.isoformat() if row.answered else None,
            "wording": row.wording, "note": row.note,
        }
        for row in rows
        if (not options.person or row.person.key == options.person) and options.verdict in (None, row.verdict or "waiting")
    ]  # fmt: skip


def as_text(answer: list[dict]) -> str:
    return "\n".join(f"{row['check']}\t{row['n']}\t{row['person']}\t{row['verdict']}\t{row['answered'] or '-'}" for row in answer)
