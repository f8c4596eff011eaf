"""`belegg part`: say that a part of a text belongs to a case."""

from __future__ import annotations

import argparse

from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Say that a part of a text belongs to a case: a numbered chapter of a document, turns, or the passage [START, END)."
EXAMPLE = "belegg part doc-1 bergen --chapter 4.1.1"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="id of the text")
    parser.add_argument("case", metavar="CASE", help="id of the case")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--chapter", metavar="NUMBER", help="a chapter with what lies below it, as 4.1.1")
    where.add_argument("--turns", metavar=("FIRST", "LAST"), nargs=2, type=int, help="turns, as the reading page numbers them")
    where.add_argument("--span", metavar=("START", "END"), nargs=2, type=int, help="characters (code points), counted from 0")
    parser.add_argument("--remove", action="store_true", help="take the part from the case instead; the words stay")


def run(options: argparse.Namespace) -> dict:
    from belegg.apps.sources import actions
    from belegg.apps.sources.models import Text
    from belegg.apps.study.models import Case
    from belegg.cli.commands.code import named
    from belegg.cli.store import acting_member

    member = acting_member(options)
    text = named(Text.objects.select_related("source", "body"), member, options.text, gettext_noop("There is no text %(key)s."))
    case = named(Case.objects, member, options.case, gettext_noop("There is no case %(key)s."))
    start, end = span(text, options)
    if options.remove:
        actions.unmark_part(part_there(text, start, end, case), by=member)
    else:
        actions.mark_part(text, start, end, case, by=member)
    return {"text": text.key, "start": start, "end": end, "case": case.key, "removed": options.remove}


def span(text, options: argparse.Namespace) -> tuple[int, int]:
    """Return the characters that are meant."""
    from belegg.apps.sources.actions.parts import span_of_turns
    from belegg.apps.sources.reading import chapters_of

    if options.span:
        return options.span[0], options.span[1]
    if options.turns:
        return span_of_turns(text, *options.turns)
    found = chapters_of(text)
    wanted = options.chapter.strip().rstrip(".")
    for chapter in found:
        if ".".join(map(str, chapter.number)) == wanted:
            return chapter.start, chapter.end
    raise Refused(
        "no_chapter",
        gettext_noop("There is no chapter %(number)s in this text."),
        gettext_noop("Its numbered chapters are: %(chapters)s.")
        if found
        else gettext_noop("It has no numbered chapters; say which turns."),
        number=wanted,
        chapters=", ".join(".".join(map(str, chapter.number)) for chapter in found),
    )


def part_there(text, start: int, end: int, case):
    from belegg.apps.sources.models import Part

    found = Part.objects.select_related("text__source", "case").filter(text=text, start=start, end=end, case=case).first()
    if found is None:
        raise Refused("no_part", gettext_noop("This part does not belong to %(case)s."), case=case.name)
    return found
