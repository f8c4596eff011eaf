"""`belegg search`: words in all texts, each hit with what stands around it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from belegg.cli.leaving import destination, leaving_arguments

SUMMARY = "Find words in all texts, with the words around them."
EXAMPLE = "belegg search 'kommun* \"sosial kapital\" -makt' --role informant --json"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", help='words in all their endings, "an exact phrase", begin*, -without')
    parser.add_argument("--role", action="append", default=[], metavar="ROLE",
                        help="only words of an interviewer, informant, other, or none (no speaker); may be given more than once")  # fmt: skip
    parser.add_argument("--case", default="", metavar="ID", help="only texts of this case and those below it")
    parser.add_argument("--kind", default="", help="only sources of this kind: interview, observation, document, survey")
    leaving_arguments(parser)
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most so many hits (default: all)")


def run(options: Namespace) -> list[dict]:
    from itertools import islice

    from belegg.apps.analysis.leaving import words_of
    from belegg.apps.analysis.searching import Where, hits_in, search
    from belegg.apps.privacy.leaving import check_leaving
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    found = search(member.study, options.words, Where(roles(options.role), options.case, options.kind))
    check_leaving(member.study, "hits", words_of(member.study, {turn.text for turn in found.turns}), destination(options, member))
    hits = hits_in(member.study, found.query, found.turns)
    return [
        {
            "text": hit.text,
            "turn": hit.turn,
            "start": hit.start,
            "end": hit.end,
            "left": hit.left,
            "hit": hit.hit,
            "right": hit.right,
            "source": hit.source,
            "title": hit.title,
            "speaker": hit.speaker,
            "role": hit.role,
        }
        for hit in islice(hits, options.limit if options.limit > 0 else None)
    ]


def roles(given: list[str]) -> frozenset[str] | None:
    """Return the roles named, None for everyone.

    Raises Refused("role_unknown").
    """
    from belegg.apps.sources.models import SpeakerRole
    from belegg.method.errors import Refused, gettext_noop

    named = {"" if role == "none" else role for role in given}
    if unknown := sorted(named - set(SpeakerRole.values)):
        raise Refused(
            "role_unknown",
            gettext_noop("There is no role '%(role)s'."),
            gettext_noop("Choose interviewer, informant, other or none."),
            role=unknown[0],
        )
    return frozenset(named) if named else None


def as_text(rows: list[dict]) -> str:
    return "\n".join(f"{row['text']} {row['turn']}\t{row['left']}[{row['hit']}]{row['right']}" for row in rows)
