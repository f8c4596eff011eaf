"""`belegg export`: write a table of the study to a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from belegg.cli.commands.matrix import filters, layout_of
from belegg.cli.leaving import destination, leaving_arguments
from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Write a table of the study to a file: codings, quotations, matrix, framework, cooccurrence, codebook, cases."
EXAMPLE = "belegg export quotations.docx --format quotations --code trust"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="the file; its ending says how it is written: .csv, .xlsx or .docx")
    parser.add_argument("--format", required=True, metavar="F",
                        help="codings, quotations, matrix, framework, cooccurrence, codebook or cases")  # fmt: skip
    parser.add_argument("--code", default="", metavar="ID", help="quotations: only of this code and those below it")
    parser.add_argument("--query", default="", help="quotations: a boolean query over codes, such as 'trust AND NOT power'")
    parser.add_argument("--rows", default="codes", help="matrix, framework: codes, cases, sources, informants or attribute:ID")
    parser.add_argument("--cols", default="", help="matrix, framework: the same for the columns")
    parser.add_argument("--measure", default="codings", help="matrix: codings, informants, words or present")
    parser.add_argument("--roll-up", action="store_true", help="matrix: let every code include those below it")
    parser.add_argument("--bins", default="", help="matrix: 'values', or borders such as 10000,50000")
    parser.add_argument("--sort", default="", help="order of the rows")
    parser.add_argument("--order", default="", help="order of the columns")
    parser.add_argument("--without-refused", action="store_true", help="leave out the words of people who may not be quoted")
    filters(parser)
    leaving_arguments(parser)


def run(options: argparse.Namespace) -> dict:
    from dataclasses import replace

    from belegg.apps.analysis.exports import Wanted, export_table
    from belegg.apps.analysis.quotations import Asked
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    layout, out = layout_of(options), Path(options.out)
    # A list of quotations leaves nothing out by itself, as on its page; a matrix leaves the interviewer's words out.
    asked = Asked(
        selection=replace(layout.selection, interviewer=True), code=options.code, query=options.query, sort=options.sort or "source"
    )
    data, writer = export_table(
        member.study, options.format, out.suffix, Wanted(layout, asked, options.without_refused, destination(options, member))
    )
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Refused(
            "cannot_write",
            gettext_noop("%(file)s cannot be written: %(reason)s."),
            gettext_noop("Choose another place."),
            file=str(out),
            reason=error.strerror or "?",
        ) from None
    return {"file": str(out), "format": options.format, "written_as": writer.name, "bytes": len(data)}
