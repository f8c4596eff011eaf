"""`belegg uses`: how informants use a term, before and after the interviewer has defined it."""

from __future__ import annotations

import argparse

SUMMARY = "Count the use of a term by informants, on their own and after the interviewer has said what it means, text by text."
EXAMPLE = "belegg uses samskaping --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("term", help='a word in all its endings, an "exact phrase", or begin*')


def run(options: argparse.Namespace) -> list[dict]:
    from belegg.apps.analysis.prompted import uses_of
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    return [
        {
            "text": line.text, "source": line.source, "cases": line.cases, "defined": line.defined, "unprompted": line.uses.unprompted,
            "prompted": line.uses.prompted if line.defined else None, "informants_unprompted": len(line.uses.unprompted_by),
            "informants_only_prompted": len(line.uses.only_prompted_by) if line.defined else None,
        }
        for line in uses_of(member.study, options.term).lines
    ]  # fmt: skip


def as_text(answer: list[dict]) -> str:
    return "\n".join(f"{row['text']}\t{row['unprompted']}\t{'-' if row['prompted'] is None else row['prompted']}" for row in answer)
