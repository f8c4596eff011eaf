"""Restore a backup."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

SUMMARY = "Restore a backup into an empty store (BELEGG_HOME, DATABASE_URL)."
EXAMPLE = "belegg restore ~/belegg-2025-06-01.zip"
NEEDS_STORE = False  # the store may be missing or damaged


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a file written by belegg backup")
    parser.add_argument(
        "--replace", action="store_true", help="put it in the place of a store that is not empty; the old one is kept aside"
    )


def run(options: Namespace) -> object:
    from belegg.apps.exchange.actions import restore
    from belegg.cli.serving import check_not_served

    check_not_served()
    answer = restore(options.file, replace=options.replace)
    if options.json:
        return answer
    aside = f" The store that was there before lies in {answer['aside']}." if answer["aside"] else ""
    erased = f" {answer['erased_again']} people who have withdrawn since were erased again." if answer["erased_again"] else ""
    return f"Restored {answer['studies']} studies ({answer['rows']} rows, {answer['files']} imported files).{aside}{erased}"
