"""Look for faults in the store."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "Look for faults in the whole store and print them as a JSON list; [] and exit code 0 when there are none, 1 when there are."
EXAMPLE = "belegg check"
NEEDS_STORE = False  # a database that can't be opened is a finding, not a failure


def arguments(parser: ArgumentParser) -> None:
    pass


def run(options: Namespace) -> list[dict]:
    from django.db import DatabaseError

    from belegg.apps.exchange.check import fault, faults
    from belegg.cli.store import prepare_store

    options.json = True
    try:
        prepare_store()
        return faults()
    except DatabaseError as error:
        return [fault("database", None, "database", " ".join(str(error).split()))]


def exit_code(found: list[dict]) -> int:
    return 1 if found else 0
