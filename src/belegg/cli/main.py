"""`belegg`: the command line. One file per verb in commands/; the same actions and the same refusals as the pages.

Exit codes: 0 done, 1 refused (one sentence on stderr; with --json an object on stdout), 2 usage. Never a traceback for what a person did.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys

from belegg.method.errors import Refused


def commands() -> list[str]:
    """Return the names of the verbs: the modules of `commands`, sorted."""
    from belegg.cli import commands as package

    return sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def parser() -> argparse.ArgumentParser:
    """Return the whole command line. Each command module gives SUMMARY, EXAMPLE, `arguments(parser)` and `run(options) -> object | None`."""
    top = argparse.ArgumentParser(prog="belegg", description="Belegg: from interviews to a comparison, each number leading back to its words.")
    top.add_argument("--version", action="version", version=version())
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name in commands():
        module = importlib.import_module(f"belegg.cli.commands.{name}")
        verb = verbs.add_parser(
            name.rstrip("_"), help=module.SUMMARY, description=module.SUMMARY, epilog="Example: " + module.EXAMPLE,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        verb.add_argument("--study", metavar="ID", help="the study (may be left out where there is only one)")
        verb.add_argument("--as", dest="as_user", metavar="USER", help="the account that acts (default: the user of local mode)")
        verb.add_argument("--json", action="store_true", help="answer with JSON")
        module.arguments(verb)
        verb.set_defaults(module=module)
    return top


def version() -> str:
    from belegg import __version__

    return __version__


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belegg.settings")
    import django

    django.setup()
    try:
        from belegg.cli.store import prepare_store

        if getattr(options.module, "NEEDS_STORE", True):
            prepare_store()
        answer = options.module.run(options)
    except Refused as refused:
        if options.json:
            print(json.dumps({"refused": refused.code, "why": fill(refused, refused.why), "do": fill(refused, refused.do)}, ensure_ascii=False))
        print(refused.sentence(), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        return 1
    if answer is not None:
        print(json.dumps(answer, ensure_ascii=False, indent=None if options.json else 2, default=str) if options.json else as_text(answer))
    return 0


def fill(refused: Refused, template: str) -> str:
    return template % refused.params if refused.params else template


def as_text(answer: object) -> str:
    """Return an answer for a person: a sentence as it is, rows as tab-separated lines, an object as "name: value" lines."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, dict):
        return "\n".join(f"{name}: {value}" for name, value in answer.items())
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        rows = [list(answer[0])] + [list(row.values()) for row in answer]
        return "\n".join("\t".join("" if value is None else str(value) for value in row) for row in rows)
    return "\n".join(str(item) for item in answer) if isinstance(answer, list) else str(answer)


if __name__ == "__main__":
    sys.exit(main())
