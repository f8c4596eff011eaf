"""Print docs/reference/commands.md from the commands themselves; `--check` fails when the page is not what would be printed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Every command takes `--study ID`, `--as USER`, `--json` and `--help`. Exit codes: 0 done, 1 refused (one sentence on stderr; with `--json` also
`{"refused": code, "why": …, "do": …}` on stdout), 2 usage. Printed by `scripts/reference.py`.
"""


def page() -> str:
    os.environ["COLUMNS"] = "100"
    from belegg.cli.main import parser

    parts = [HEAD]
    verbs = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, verb in verbs.choices.items():
        parts.append(f"## {name}\n\n```\n{verb.format_help().strip()}\n```\n")
    return "\n".join(parts)


def main() -> int:
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
