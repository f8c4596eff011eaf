"""List memos."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "List memos, newest first."
EXAMPLE = "belegg memos --kind reflexive --search tillit --json"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", default="", metavar="KIND", help="note, method, theory or reflexive")
    parser.add_argument(
        "--target", default="", metavar="TARGET", help="what they are on: study, case, case:bergen, source:int-1, code:trust …"
    )
    parser.add_argument("--search", default="", metavar="WORDS", help="words that all stand in the title or the text")


def run(options: Namespace) -> list[dict]:
    from belegg.apps.study.memos import check_kind, find_memos
    from belegg.cli.store import acting_member

    if options.kind:
        check_kind(options.kind)
    member = acting_member(options)
    return [
        {
            "id": memo.key,
            "kind": memo.kind,
            "target": memo.target,
            "by": memo.by.key,
            "time": memo.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "title": memo.title,
            "text": memo.text if options.json else " ".join(memo.text.split()),
        }
        for memo in find_memos(member.study, search=options.search, kind=options.kind, target=options.target)
    ]
