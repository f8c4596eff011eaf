"""`belegg code`: put a passage of a text under a code."""

from __future__ import annotations

import argparse

from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Put the passage [START, END) of a text under a code; offsets are code points (characters), counted from 0."
EXAMPLE = "belegg code int-3 1042 1138 trust --as ida"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="id of the text")
    parser.add_argument("start", metavar="START", type=int, help="first character of the passage")
    parser.add_argument("end", metavar="END", type=int, help="the character after its last")
    parser.add_argument("code", metavar="CODE", help="id or name of the code")
    parser.add_argument("--new", action="store_true", help="make the code, named CODE, and apply it at once")
    parser.add_argument("--round", metavar="ID", default="", help="the round (default: the last)")
    parser.add_argument("--words", metavar="WORDS", help="the words of the passage: refuse unless they stand there")
    parser.add_argument("--remove", action="store_true", help="take your coding of this passage away instead")


def run(options: argparse.Namespace) -> dict:
    from belegg.apps.coding import actions
    from belegg.apps.coding.models import Round
    from belegg.apps.sources.models import Text
    from belegg.cli.store import acting_member

    member = acting_member(options)
    text = named(Text.objects.select_related("source", "body"), member, options.text, gettext_noop("There is no text %(key)s."))
    round = named(Round.objects, member, options.round, gettext_noop("There is no round %(key)s.")) if options.round else None
    where = {"by": member, "round": round, "words": options.words}
    if options.remove:
        coding = own_coding(text, options, member)
        actions.unmark(coding, by=member)
    elif options.new:
        coding = actions.mark_with_new_code(text, options.code, options.start, options.end, **where)
    else:
        coding = actions.mark_passage(text, code_named(member, options.code), options.start, options.end, **where)
    return {
        "id": coding.key, "text": text.key, "start": coding.start, "end": coding.end, "sha256": coding.sha256, "code": coding.code.key,
        "coder": coding.coder.key, "round": coding.round.key, "words": text.body.text[coding.start : coding.end],
    }  # fmt: skip


def named(queryset, member, key: str, why: str):
    found = queryset.filter(study=member.study, key=key).first()
    if found is None:
        raise Refused("not_found", why, gettext_noop("Look at the study's page for its ids."), key=key)
    return found


def code_named(member, wanted: str):
    """Return the code with this id, else the one with this name."""
    from belegg.apps.coding.models import Code

    codes = Code.objects.filter(study=member.study)
    found = codes.filter(key=wanted).first() or next((code for code in codes if code.name.casefold() == wanted.casefold()), None)
    if found is None:
        raise Refused("no_code", gettext_noop("There is no code %(key)s."), gettext_noop("Add --new to make it."), key=wanted)
    return found


def own_coding(text, options: argparse.Namespace, member):
    from belegg.apps.coding.models import Coding

    code = code_named(member, options.code)
    mine = Coding.objects.select_related("code", "coder", "round", "text__source").filter(text=text, code=code, coder=member)
    found = mine.filter(start=options.start, end=options.end).order_by("-pk").first()
    if found is None:
        raise Refused("no_coding", gettext_noop("You have not coded this passage '%(name)s'."), name=code.name)
    return found
