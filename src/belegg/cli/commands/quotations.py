"""`belegg quotations`: the coded passages with their words and where they stand."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from belegg.cli.leaving import destination, leaving_arguments

SUMMARY = "List coded passages with their words, speaker and citation."
EXAMPLE = "belegg quotations --query 'tillit AND NOT makt' --case fjordvik --json"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--code", default="", metavar="CODE", help="only this code (id or name) and those below it")
    parser.add_argument("--only", action="store_true", help="leave out the codes below")
    parser.add_argument("--query", default="", metavar="QUERY", help="codes combined: A AND B, A OR B, NOT A, NEAR(A, B, 2), WITHIN(A, B)")
    parser.add_argument("--text", default="", metavar="ID", help="only passages of this text")
    parser.add_argument("--person", default="", metavar="ID", help="only passages in which this person is heard")
    parser.add_argument("--round", default="", metavar="ID", help="only codings of this round")
    parser.add_argument("--coder", default="", metavar="ID", help="only codings of this coder")
    parser.add_argument("--case", default="", metavar="ID", help="only codings of this case and those below it")
    parser.add_argument("--kind", default="", help="only sources of this kind: interview, observation, document, survey")
    parser.add_argument("--where", default="", metavar="ATTRIBUTE=VALUE", help="only cases with this value of an attribute")
    parser.add_argument("--informants", action="store_true", help="leave out passages in which only an interviewer speaks, as matrices do")
    parser.add_argument("--without-refused", action="store_true", help="leave out the words of people who may not be quoted")
    leaving_arguments(parser)
    parser.add_argument("--sort", default="source", help="source, code, case, speaker or time (default: source)")


def run(options: Namespace) -> list[dict]:
    from belegg.apps.analysis.consented import quotable
    from belegg.apps.analysis.leaving import quoted_in
    from belegg.apps.analysis.passages import quotations_of
    from belegg.apps.analysis.quotations import find
    from belegg.apps.privacy.leaving import check_leaving
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    found = quotations_of(member.study, find(member.study, asked(options)).ids)
    rows = [as_row(one) for one in quotable(member.study, found, leave_out=options.without_refused)]
    check_leaving(member.study, "quotations", quoted_in(member.study, asked(options)), destination(options, member))
    return rows


def asked(options: Namespace):
    from belegg.apps.analysis.quotations import Asked
    from belegg.apps.analysis.selection import Selection

    attribute, _, value = options.where.partition("=")
    selection = Selection(
        round=options.round, coder=options.coder, case=options.case, speaker=options.person, kind=options.kind, attribute=attribute,
        value=value, interviewer=not options.informants,
    )  # fmt: skip
    return Asked(selection, code=options.code, below=not options.only, query=options.query, text=options.text, sort=options.sort)


def as_row(one) -> dict:
    return {
        "id": one.key,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "sha256": one.sha256,
        "code": one.code.key,
        "coder": one.coder[0],
        "round": one.round[0],
        "speaker": one.speaker.key if one.speaker else None,
        "candidates": [person.key for person in one.candidates],
        "turn": one.turn,
        "turn_last": one.turn_last,
        "time": one.time or None,
        "source": one.source.key,
        "cases": [case.key for case in one.cases],
        "layer": one.layer,
        "words": one.words,
        "citation": one.citation,
    }


def as_text(rows: list[dict]) -> str:
    return "\n\n".join(
        f"{' '.join(row['words'].split())}\n  [{row['code']}] {row['speaker'] or '-'}, {row['citation']} ({row['id']})" for row in rows
    )
