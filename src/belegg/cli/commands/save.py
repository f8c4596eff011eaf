"""Save a study as a study folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from belegg.cli.leaving import destination, leaving_arguments

SUMMARY = "Save the study as a study folder: open, readable files, complete enough to load it again."
EXAMPLE = "belegg save my-study --study demo"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a new or empty folder")
    parser.add_argument("--replace", action="store_true", help="replace an older save of the same study in the folder")
    leaving_arguments(parser)
    parser.add_argument("--without-texts", action="store_true", help="leave out the words and the originals: hashes and offsets only")


def run(options: Namespace) -> object:
    from belegg.apps.exchange.actions import save_study
    from belegg.cli.store import acting_member

    member = acting_member(options)
    count = save_study(
        options.folder, by=member, replace=options.replace, with_texts=not options.without_texts, to=destination(options, member)
    )
    if options.json:
        return {"study": member.study.key, "folder": str(options.folder), "files": count}
    return f"Saved the study {member.study.key} in {options.folder}: {count} files."
