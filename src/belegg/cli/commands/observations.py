"""`belegg observations`: where somebody of the study was, as what, and what came of it."""

from __future__ import annotations

import argparse

SUMMARY = "List the observations with their field notes and the contacts that came of them."
EXAMPLE = "belegg observations --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--case", default="", metavar="ID", help="only those of this case")


def run(options: argparse.Namespace) -> list[dict]:
    from belegg.apps.fieldwork.observations import lines
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_may(member, "read")
    return [
        {
            "id": one.key, "title": one.title, "date": one.date.isoformat() if one.date else None, "minutes": one.minutes, "place": one.place,
            "part": one.part, "how": one.how, "case": one.case.key if one.case else None, "people": [person.key for person in people],
            "others": one.others, "observers": [observer.key for observer in members],
            "field_notes": list(one.sources.order_by("pk").values_list("key", flat=True)), "contacts": [contact.key for contact in contacts],
        }
        for one, people, members, contacts in lines(member.study)
        if not options.case or (one.case and one.case.key == options.case)
    ]  # fmt: skip


def as_text(answer: list[dict]) -> str:
    return "\n".join(f"{row['id']}\t{row['date'] or '-'}\t{row['part']}\t{row['title']}" for row in answer)
