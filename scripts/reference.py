"""Print the pages of docs/reference that come from code (commands, licences); `--check` fails when a page is not what would be printed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import licences

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEAD = """# Commands

Every command takes `--study ID`, `--as USER`, `--json` and `--help`. Exit codes: 0 done, 1 refused (one sentence on stderr; with `--json` also
`{"refused": code, "why": …, "do": …}` on stdout), 2 usage. Printed by `scripts/reference.py`.
"""


def commands() -> str:
    os.environ["COLUMNS"] = "100"
    from belegg.cli.main import parser

    parts = [HEAD]
    verbs = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, verb in verbs.choices.items():
        parts.append(f"## {name}\n\n```\n{verb.format_help().strip()}\n```\n")
    return "\n".join(parts)


def main() -> int:
    pages = {"commands.md": commands(), "licences.md": licences.page()}
    if "--check" in sys.argv:
        stale = [name for name, text in pages.items() if (REFERENCE / name).read_text(encoding="utf-8") != text]
        return 1 if stale else 0
    for name, text in pages.items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
