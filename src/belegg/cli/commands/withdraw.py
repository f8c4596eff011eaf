"""`belegg withdraw`: carry out that a person withdraws."""

from __future__ import annotations

import argparse

from belegg.method.errors import Refused, gettext_noop

SUMMARY = (
    "Erase a person who withdraws, everywhere, with a certificate. Cannot be undone; --dry-run lists what it touches and changes nothing."
)
EXAMPLE = 'belegg withdraw p-3 --policy delete --why "By e-mail, 4 March" --dry-run'


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="id or pseudonym")
    parser.add_argument(
        "--policy", choices=["delete", "anonymise"], required=True,
        help="delete what they said, or keep the words without anybody they could be traced to",
    )  # fmt: skip
    parser.add_argument("--why", metavar="WORDS", default="", help="when and how they withdrew; it stands in the journal")
    parser.add_argument(
        "--decide", metavar="WHAT=CHOICE", action="append", default=[], help="a decision as --dry-run lists them; may be repeated"
    )
    parser.add_argument("--dry-run", action="store_true", help="list what it touches and change nothing")


def run(options: argparse.Namespace) -> object:
    from belegg.apps.exchange.holdings import as_json, touched
    from belegg.apps.exchange.withdrawals import withdraw
    from belegg.apps.study.rules import check_sees_identities
    from belegg.cli.store import acting_member

    member = acting_member(options)
    check_sees_identities(member)
    person = found(member.study, options.person)
    if options.dry_run:
        return as_json(touched(person, options.policy))
    decisions = dict(decision(one) for one in options.decide)
    certificate = withdraw(person, options.policy, by=member, why=options.why, decisions=decisions)
    certificate.refresh_from_db()
    return {
        "certificate": certificate.key, "person": certificate.person, "label": certificate.label, "policy": certificate.policy,
        "sha256": certificate.sha256, "swept": bool(certificate.swept), **certificate.what["counts"],
    }  # fmt: skip


def found(study, named: str):
    from belegg.apps.privacy.models import Person

    people = Person.objects.filter(study=study).select_related("study")
    person = people.filter(key=named).first() or people.filter(pseudonym__iexact=named).first()
    if person is None:
        raise Refused("not_found", gettext_noop("There is no person %(key)s."), gettext_noop("See: belegg people."), key=named[:60])
    return person


def decision(said: str) -> tuple[str, str]:
    """Return a decision as (what, choice); the last "=" parts them."""
    what, equals, choice = said.rpartition("=")
    if not equals or choice not in ("keep", "remove", "cut", "delete"):
        raise Refused(
            "bad_decision",
            gettext_noop("“%(said)s” is no decision."),
            gettext_noop("Write it as memo:m-1:text:names=remove; --dry-run lists what there is to decide."),
            said=said[:80],
        )
    return what, choice


def as_text(answer: object) -> str:
    if isinstance(answer, dict):
        return "\n".join(f"{name}: {value}" for name, value in answer.items())
    lines = []
    for holding in answer if isinstance(answer, list) else ():
        lines.append(f"{holding['count']}\t{holding['kind']}\t{holding['what']}")
        for item in holding["items"]:
            choice = f"\t{item['decision']}={item['default']} ({'|'.join(item['choices'])})" if item["decision"] else ""
            lines.append(f"\t{item['thing']}{choice}")
    return "\n".join(lines)
