"""Undo the last act."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "Take back your last act in the study."
EXAMPLE = "belegg undo --study demo"


def arguments(parser: ArgumentParser) -> None:
    pass


def run(options: Namespace) -> object:
    from belegg.apps.study import journal
    from belegg.cli.store import acting_member

    entry = journal.undo(acting_member(options))
    return {"undone": entry.verb, "about": entry.about} if options.json else f"Undone: {entry.verb} ({entry.about})"
