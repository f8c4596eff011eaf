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

from belegg.method.errors import Refused, gettext_noop


def commands() -> list[str]:
    """Return the names of the verbs: the modules of `commands`, sorted."""
    from belegg.cli import commands as package

    return sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def parser() -> argparse.ArgumentParser:
    """Return the whole command line. Each command module gives SUMMARY, EXAMPLE, `arguments(parser)` and `run(options) -> object | None`."""
    top = argparse.ArgumentParser(
        prog="belegg", description="Belegg: from interviews to a comparison, each number leading back to its words."
    )
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
    speak_utf8()
    options = parser().parse_args(argv)
    try:
        answer = run(options)
        if answer is not None:
            print(shown(answer, options.json, options.module), flush=True)
    except Refused as refused:
        return refuse(refused, options.json)
    except BrokenPipeError:
        # The reader of our output has gone (a pager, head); Python would complain once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 1
    except OSError as error:
        return refuse(unusable(error), options.json)
    except UnicodeEncodeError as error:
        if "surrogates" not in error.reason:
            raise
        return refuse(no_text(), options.json)
    except Exception as error:
        if not is_database_error(error):
            raise
        return refuse(unusable(error), options.json)
    return getattr(options.module, "exit_code", lambda answer: 0)(answer)


def run(options: argparse.Namespace) -> object | None:
    """Make the store ready and run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belegg.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise Refused(
            "bad_environment", gettext_noop("A setting of the environment is not understood (%(error)s)."),
            gettext_noop("docs/reference/environment.md lists them."), error=" ".join(str(error).split())[:200],
        ) from None  # fmt: skip
    if getattr(options.module, "NEEDS_STORE", True):
        from belegg.cli.store import prepare_store

        prepare_store()
    return options.module.run(options)


def speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale: answers are files and data as often as words for a screen."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_database_error(error: Exception) -> bool:
    from django.db import Error

    return isinstance(error, Error)


def unusable(error: Exception) -> Refused:
    """Return what to say when the machine, not the person, is at fault: a full disk, a damaged database, a folder that can't be written."""
    said = " ".join(str(error).split())[:200]
    return Refused(
        "store_unusable", gettext_noop("The store can't be used (%(error)s)."),
        gettext_noop("Look at BELEGG_HOME and DATABASE_URL, run belegg check, or restore a backup."), error=said,
    )  # fmt: skip


def no_text() -> Refused:
    """Return what to say to bytes that are no UTF-8: Python hands them on as halves of characters, which no database holds."""
    return Refused(
        "not_text", gettext_noop("What was typed holds characters that are not UTF-8."), gettext_noop("Set the terminal to UTF-8.")
    )


def refuse(refused: Refused, as_json: bool) -> int:
    if as_json:
        answer = {"refused": refused.code, "why": fill(refused, refused.why), "do": fill(refused, refused.do)}
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    print(refused.sentence(), file=sys.stderr)
    return 1


def shown(answer: object, as_json: bool, module: object = None) -> str:
    """Return an answer as JSON, or as text: the command's own where it has one."""
    return json.dumps(answer, ensure_ascii=False, default=str) if as_json else getattr(module, "as_text", as_text)(answer)


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
