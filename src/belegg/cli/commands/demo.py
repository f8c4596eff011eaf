"""Load the demo study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "Load the demo study: invented interviews from three invented municipalities, coded by two people."
EXAMPLE = "belegg demo"


def arguments(parser: ArgumentParser) -> None:
    pass


def run(options: Namespace) -> object:
    from belegg.apps.exchange.actions import load_demo
    from belegg.cli.store import acting_user

    study = load_demo(by=acting_user(options))
    if options.json:
        return {"study": study.key, "title": study.title}
    return f"Loaded the demo study, “{study.title}” (id {study.key}). Open it with: belegg serve"
