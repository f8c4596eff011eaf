"""`belegg consents`: what each person said yes and no to."""

from __future__ import annotations

import argparse

SUMMARY = "List what each person consents to, by scope."
EXAMPLE = "belegg consents --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scope", default="", metavar="SCOPE", help="only this scope, such as quoting")


def run(options: argparse.Namespace) -> list[dict]:
    from belegg.apps.privacy.consents import lines
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    return [
        {
            "person": line.person.key, "pseudonym": line.person.pseudonym, "scope": row.scope, "state": row.state,
            "date": row.date.isoformat() if row.date else None, "withdrawn": row.withdrawn.isoformat() if row.withdrawn else None,
            "letter": row.letter.key if row.letter else None, "how": row.how, "proof": row.proof,
        }
        for line in lines(member.study)
        for row in line.answers.values()
        if not options.scope or row.scope == options.scope
    ]  # fmt: skip


def as_text(answer: list[dict]) -> str:
    return "\n".join(f"{row['person']}\t{row['scope']}\t{row['state']}\t{row['date'] or '-'}" for row in answer)
