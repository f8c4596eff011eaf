"""`belegg people`: who took part, by pseudonym."""

from __future__ import annotations

import argparse

from belegg.method.errors import Refused, gettext_noop

SUMMARY = "List the people of the study by pseudonym. Real names only with --identities, the right to see them, and a reason."
EXAMPLE = 'belegg people --identities --why "new appointments"'


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--case", metavar="ID", default="", help="only people of this case")
    parser.add_argument("--identities", action="store_true", help="show real names and contact too; each look stands in the journal")
    parser.add_argument("--why", metavar="WORDS", default="", help="what the real names are needed for")


def run(options: argparse.Namespace) -> list[dict]:
    from dataclasses import asdict

    from belegg.apps.privacy import identities
    from belegg.apps.privacy.models import Person
    from belegg.apps.study.models import Case
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.method.natural import natural

    member = acting_member(options)
    check_may(member, "read")
    people = Person.objects.filter(study=member.study).select_related("case", "study")
    if options.case:
        if not Case.objects.filter(study=member.study, key=options.case).exists():
            raise Refused(
                "not_found",
                gettext_noop("There is no case %(key)s."),
                gettext_noop("Look at the study's page for its ids."),
                key=options.case,
            )
        people = people.filter(case__key=options.case)
    answer = []
    for person in sorted(people, key=lambda person: natural(person.key)):
        row: dict[str, object] = {
            "id": person.key, "pseudonym": person.pseudonym, "role": person.role, "rank": person.rank, "unit": person.unit,
            "case": person.case.key if person.case else "",
        }  # fmt: skip
        if options.identities:
            row |= {"identity": asdict(identities.look_at_identity(person, by=member, why=options.why))}
        answer.append(row)
    return answer


def as_text(answer: list[dict]) -> str:
    lines = []
    for row in answer:
        real = row.get("identity", {})
        lines.append(
            "\t".join(
                part
                for part in (
                    row["id"],
                    row["pseudonym"],
                    row["case"],
                    row["role"],
                    real.get("name", ""),
                    real.get("email", ""),
                    real.get("phone", ""),
                )
                if part
            )
        )
    return "\n".join(lines)
