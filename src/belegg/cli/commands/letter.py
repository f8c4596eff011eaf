"""`belegg letter`: write the information letter with its consent form."""

from __future__ import annotations

import argparse
from pathlib import Path

from belegg.cli.leaving import destination, leaving_arguments
from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Write the information letter of the study, with a form for consent, and say what it still lacks."
EXAMPLE = "belegg letter letter.docx --language nb"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="the file; its ending says how it is written: .docx, .pdf or .html")
    leaving_arguments(parser)
    parser.add_argument("--language", default="", metavar="LANGUAGE", help="nb, nn or en (default: that of the study)")


def run(options: argparse.Namespace) -> dict:
    from belegg.apps.privacy.leaving import check_leaving
    from belegg.apps.privacy.letters import letter_of
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.formats.letter import WRITERS
    from belegg.method.letters import unsaid

    member = acting_member(options)
    check_may(member, "read")
    out = Path(options.out)
    write = WRITERS.get(out.suffix.lower().removeprefix("."))
    if write is None:
        raise Refused(
            "unknown_suffix",
            gettext_noop("A letter cannot be written as %(suffix)s."),
            gettext_noop("Let the file's name end in .docx, .pdf or .html."),
            suffix=out.suffix or "?",
        )
    letter = letter_of(member.study, options.language or member.study.language)
    check_leaving(member.study, "letter", ("descriptions",), destination(options, member))
    try:
        out.write_bytes(write(letter))
    except OSError as error:
        raise Refused(
            "cannot_write",
            gettext_noop("%(file)s cannot be written: %(reason)s."),
            gettext_noop("Choose another place."),
            file=str(out),
            reason=error.strerror or "?",
        ) from None
    return {"file": str(out), "language": letter.language, "missing": list(letter.missing), "unsaid": unsaid(letter.covered)}
