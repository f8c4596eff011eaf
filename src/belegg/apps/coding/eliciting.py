"""Which questions of the guides bring out a code: with that, a matrix tells "not asked" and "skipped" from "nothing said"."""

from __future__ import annotations

from collections.abc import Iterable

from belegg.apps.coding.codebook import DEPENDANTS, Dependant
from belegg.apps.coding.models import Code, Elicits
from belegg.apps.sources.actions.answers import Asked
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import gettext_noop


def set_elicited(code: Code, wanted: Iterable[Asked], *, by: Member, why: str = "") -> None:
    """Say that exactly these questions bring out the code."""
    check_may(by, "edit")
    chosen = {(asked.guide.pk, asked.item.qid): asked for asked in wanted}
    check_same_study(by, code, *(asked.guide for asked in chosen.values()))
    with journal.act(code.study, by=by, verb="code.elicited", about=f"code:{code.key}", why=why, name=code.name, n=len(chosen)) as doing:
        there = {(row.guide_id, row.qid): row for row in Elicits.objects.filter(code=code)}
        doing.delete_many([row for key, row in there.items() if key not in chosen])
        doing.create_many(
            Elicits(study=code.study, code=code, guide=asked.guide, qid=asked.item.qid) for key, asked in chosen.items() if key not in there
        )


def questions_for(code: Code) -> set[str]:
    """Return the questions that bring out the code, as forms name them."""
    return {f"{row.guide.key}:{row.qid}" for row in Elicits.objects.filter(code=code).select_related("guide")}


def count_of(codes: list[Code]) -> int:
    return Elicits.objects.filter(code__in=codes).count()


def delete_of(doing: Act, codes: list[Code]) -> None:
    doing.delete_many(Elicits.objects.filter(code__in=codes))


def merge_of(doing: Act, gone: Code, kept: Code, codings: dict[str, str]) -> None:
    """What brings out the code that goes brings out the one that stays."""
    there = set(Elicits.objects.filter(code=kept).values_list("guide_id", "qid"))
    for row in Elicits.objects.filter(code=gone):
        if (row.guide_id, row.qid) in there:
            doing.delete(row)
        else:
            doing.update(row, code=kept)


def enter() -> None:
    """Enter it with the codebook; called once, when the app starts."""
    DEPENDANTS.append(Dependant(gettext_noop("questions that bring it out"), count_of, delete_of, merge_of))
