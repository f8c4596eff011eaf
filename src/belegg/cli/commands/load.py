"""Load a study folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

SUMMARY = "Load a study folder as a new study."
EXAMPLE = "belegg load my-study --id my-copy"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the folder that holds study.toml")
    parser.add_argument("--id", default="", help="load it under this id instead of its own")
    parser.add_argument("--texts", metavar="DIR", type=Path, help="find texts that the folder does not hold here, by their SHA-256")


def run(options: Namespace) -> object:
    from belegg.apps.exchange.actions import load_study
    from belegg.cli.store import acting_user

    loaded = load_study(options.folder, by=acting_user(options), key=options.id, texts=options.texts)
    if options.json:
        return {
            "study": loaded.study.key,
            **loaded.counts,
            "kept": loaded.kept,
            "other_form": loaded.forms,
            "no_turns": loaded.lines_as_turns,
        }
    return "\n".join(report(loaded))


def report(loaded) -> list[str]:
    """Say what was loaded, and what became of every file that is not simply a part of the study."""
    counts = loaded.counts
    lines = [f"Loaded the study {loaded.study.key}: {counts['sources']} sources, {counts['codes']} codes, {counts['codings']} codings."]
    if loaded.kept:
        lines.append(f"Not understood, kept as they are ({len(loaded.kept)}): {few(loaded.kept)}")
    if loaded.forms:
        lines.append(f"Written in another form than Belegg's, kept until they change ({len(loaded.forms)}): {few(loaded.forms)}")
    if loaded.lines_as_turns:
        lines.append(f"Missing, so that each line was taken as a turn ({len(loaded.lines_as_turns)}): {few(loaded.lines_as_turns)}")
    return lines


def few(names: list[str], shown: int = 8) -> str:
    return ", ".join(names[:shown]) + (" …" if len(names) > shown else "")
