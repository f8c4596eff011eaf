"""`belegg dmp`: the data management plan, for programs or to read."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from belegg.cli.commands.notification import write
from belegg.cli.leaving import destination, leaving_arguments

SUMMARY = "Write the data management plan of the study: with --json as the RDA DMP Common Standard 1.1 has it, refused while something is missing."
EXAMPLE = "belegg dmp --json > dmp.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", default="", metavar="OUT", help="write a document to read; its ending says how: .docx, .pdf or .html")
    parser.add_argument("--language", default="", metavar="LANGUAGE", help="nb, nn or en (default: that of the study)")
    leaving_arguments(parser)


def run(options: argparse.Namespace) -> dict:
    from django.utils import translation

    from belegg.apps.exchange.planning import language_of, plan_document, plan_json, said
    from belegg.apps.privacy.leaving import check_leaving
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.method.dmp_words import as_letter

    member = acting_member(options)
    check_may(member, "read")
    language = language_of(member.study, options.language)
    check_leaving(member.study, "plan", ("descriptions",), destination(options, member))
    if not options.out:
        return plan_json(member.study, language)
    with translation.override(language):
        built = plan_document(member.study, language)
        file = write(Path(options.out), as_letter(built, language, said, translation.gettext))
        return {"file": file, "language": language, "missing": [said(one) for one in built.missing]}


def as_text(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)
