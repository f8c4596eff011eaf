"""Redo what was undone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "Do again what you last undid in the study."
EXAMPLE = "belegg redo --study demo"


def arguments(parser: ArgumentParser) -> None:
    pass


def run(options: Namespace) -> object:
    from belegg.apps.study import journal
    from belegg.cli.store import acting_member

    entry = journal.redo(acting_member(options))
    return {"redone": entry.verb, "about": entry.about} if options.json else f"Done again: {entry.verb} ({entry.about})"
