"""`belegg matrix`: codes against cases, sources, informants or attribute values."""

from __future__ import annotations

import argparse

from belegg.cli.leaving import destination, leaving_arguments

SUMMARY = "Count codings, informants or words by code and case, source, informant or attribute value."
EXAMPLE = "belegg matrix --rows codes --cols cases --measure informants --round r1"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", default="codes", help="codes, cases, sources, informants or attribute:ID (default: codes)")
    parser.add_argument("--cols", default="", help="the same for the columns (default: cases, or codes when other rows are chosen)")
    parser.add_argument("--measure", default="codings", help="codings, informants, words or present (default: codings)")
    parser.add_argument("--roll-up", action="store_true", help="let every code include those below it")
    parser.add_argument("--bins", default="", help="attribute columns: 'values', or borders such as 10000,50000")
    parser.add_argument("--sort", default="", help="order of the rows: name, total, cell:ID or attribute:ID; with - the other way round")
    parser.add_argument("--order", default="", help="order of the columns, as --sort")
    filters(parser)
    leaving_arguments(parser)


def filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--round", default="", metavar="ID", help="only codings of this round")
    parser.add_argument("--coder", default="", metavar="ID", help="only codings of this coder")
    parser.add_argument("--case", default="", metavar="ID", help="only codings of this case and those below it")
    parser.add_argument("--kind", default="", help="only sources of this kind: interview, observation, document, survey")
    parser.add_argument("--where", default="", metavar="ATTRIBUTE=VALUE", help="only cases with this value of an attribute")
    parser.add_argument("--interviewer", action="store_true", help="count the interviewer's words too")


def layout_of(options: argparse.Namespace):
    from belegg.apps.analysis.layout import Layout
    from belegg.apps.analysis.selection import Selection

    attribute, _, value = options.where.partition("=")
    selection = Selection(
        round=options.round, coder=options.coder, case=options.case, kind=options.kind, attribute=attribute, value=value,
        interviewer=options.interviewer,
    )  # fmt: skip
    columns = options.cols or ("cases" if options.rows == "codes" else "codes")
    return Layout(
        rows=options.rows, columns=columns, measure=options.measure, selection=selection, roll_up=options.roll_up, sort=options.sort,
        order=options.order, bins=options.bins,
    )  # fmt: skip


def run(options: argparse.Namespace) -> list[dict]:
    from belegg.apps.analysis.layout import LONG_COLUMNS, grid_of, long_rows
    from belegg.apps.analysis.leaving import counted
    from belegg.apps.privacy.leaving import check_leaving
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    layout = layout_of(options)
    check_leaving(member.study, "matrix", counted(layout), destination(options, member))
    return [dict(zip(LONG_COLUMNS, row, strict=True)) for row in long_rows(grid_of(member.study, layout))]
