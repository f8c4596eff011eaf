"""`belegg notification`: the answers for a notification of personal data."""

from __future__ import annotations

import argparse
from pathlib import Path

from belegg.cli.leaving import destination, leaving_arguments
from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Answer the questions of a notification of personal data (Sikt) from the study, and say what is missing."
EXAMPLE = "belegg notification --out answers.docx --language nb"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", default="", metavar="OUT", help="write a document; its ending says how: .docx, .pdf or .html")
    parser.add_argument("--language", default="", metavar="LANGUAGE", help="nb, nn or en (default: that of the study)")
    leaving_arguments(parser)


def run(options: argparse.Namespace) -> dict:
    from belegg.apps.exchange.planning import language_of, sheet_of
    from belegg.apps.privacy.leaving import check_leaving
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.method.notification import as_letter
    from belegg.method.plan import PLACES

    member = acting_member(options)
    check_may(member, "read")
    sheet = sheet_of(member.study, language_of(member.study, options.language))
    check_leaving(member.study, "notification", ("descriptions",), destination(options, member))
    answer = {
        "language": sheet.language,
        "sections": [
            {"id": one.id, "heading": one.heading, "sample": one.sample, "answers": [
                {"fact": line.name, "question": line.question, "answer": line.fact.value or None, "told_in": line.fact.place} for line in one.lines
            ]}
            for one in sheet.sections
        ],
        "missing": [{"question": one.what, "told_in": one.place} for one in sheet.missing],
    }  # fmt: skip
    return {**answer, "file": write(Path(options.out), as_letter(sheet, PLACES))} if options.out else answer


def write(out: Path, letter) -> str:
    """Write a document and return its name. Raises Refused("unknown_suffix") and Refused("cannot_write")."""
    from belegg.formats.letter import WRITERS

    make = WRITERS.get(out.suffix.lower().removeprefix("."))
    if make is None:
        raise Refused(
            "unknown_suffix",
            gettext_noop("This cannot be written as %(suffix)s."),
            gettext_noop("Let the file's name end in .docx, .pdf or .html."),
            suffix=out.suffix or "?",
        )
    try:
        out.write_bytes(make(letter))
    except OSError as error:
        raise Refused(
            "cannot_write", gettext_noop("%(file)s cannot be written: %(reason)s."), gettext_noop("Choose another place."), file=str(out),
            reason=error.strerror or "?",
        ) from None  # fmt: skip
    return str(out)


def as_text(answer: dict) -> str:
    parts = []
    for section in answer["sections"]:
        said = "\n".join(f"  {line['question']}\n    {line['answer'] or '-- (' + line['told_in'] + ')'}" for line in section["answers"])
        parts.append(f"{section['heading']}\n{said}")
    return "\n\n".join(parts)
