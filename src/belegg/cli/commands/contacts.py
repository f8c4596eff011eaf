"""`belegg contacts`: the recruitment log and what it says."""

from __future__ import annotations

import argparse

SUMMARY = "List who was asked to take part, on whose tip and what they answered; --counts gives the measures by case."
EXAMPLE = "belegg contacts --counts"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--counts", action="store_true", help="refusals by case with reasons, share per seed, closure, units not reached")


def run(options: argparse.Namespace) -> object:
    from belegg.apps.fieldwork.contacts import contacts_of, frame_of, plain
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.method import recruitment

    member = acting_member(options)
    check_may(member, "read")
    log = plain(contacts_of(member.study))
    chain = recruitment.chain(log)
    if options.counts:
        return {
            "cases": {
                case: {
                    "settled": one.settled, "refused": one.refused, "no_answer": one.silent, "excluded": one.excluded, "refusal_rate": one.rate,
                    "reasons": one.reasons,
                }
                for case, one in recruitment.refusals(log).items()
            },
            "share_per_seed": recruitment.share_per_seed(log), "closure": recruitment.closure(log),
            "unreached": recruitment.unreached(frame_of(member.study), log),
        }  # fmt: skip
    return [
        {
            "id": one.id, "person": one.person, "case": one.case, "unit": one.unit, "tip_from": one.tip_from, "answer": one.answer,
            "reason": one.reason, "wave": chain.wave[one.id], "seed": chain.seed[one.id],
        }
        for one in log
    ]  # fmt: skip


def as_text(answer: object) -> str:
    if isinstance(answer, list):
        return "\n".join(f"{row['id']}\t{row['wave']}\t{row['answer']}\t{row['person'] or row['unit']}\t{row['reason']}" for row in answer)
    return "\n".join(f"{name}: {value}" for name, value in answer.items()) if isinstance(answer, dict) else ""
