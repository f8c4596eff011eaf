"""Look for names that are left anywhere in a study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "Look for names that are left in texts, memos, summaries, codes, titles, files and the journal."
EXAMPLE = "belegg leftovers --json"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also what is uncertain, and capital words nobody knows")


def run(options: Namespace) -> list[dict]:
    from belegg.apps.exchange.leftovers import leftovers
    from belegg.cli.store import acting_member

    member = acting_member(options)
    return [
        {name: value for name, value in one._asdict().items() if name not in ("before", "after") or options.json}
        for one in leftovers(member.study, by=member, everything=options.all)
    ]
