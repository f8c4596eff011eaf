"""Back the whole store up."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from belegg.cli.leaving import leaving_arguments

SUMMARY = (
    "Write the whole store (all studies, accounts, imported files) to one file, while others go on working. "
    "The file is not encrypted: keep it where only you can read it."
)
EXAMPLE = "belegg backup ~/belegg-2025-06-01.zip"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="where to write it; an older backup there is replaced")
    leaving_arguments(parser)


def run(options: Namespace) -> object:
    from belegg.apps.exchange.actions import backup
    from belegg.apps.exchange.leaving import check_backup
    from belegg.cli.store import acting_user

    check_backup(options.target, options.reason, by=acting_user(options))
    answer = backup(options.file)
    if options.json:
        return {"file": str(options.file), **answer}
    return f"Wrote {options.file}: {answer['rows']} rows and {answer['files']} imported files. It is not encrypted."
