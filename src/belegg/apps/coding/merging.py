"""One code of two, and two of one. The codings go along; what happens to each is known beforehand (`preview_merge`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belegg.apps.coding.codebook import DEPENDANTS, below, check_name, checked, keep_memos, new_code
from belegg.apps.coding.models import Code, Coding, Looked, Voice
from belegg.apps.study import journal, order
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop


@dataclass(frozen=True)
class Merging:
    """`moved` codings change their code; each of `identical` is a pair (goes, stays) of the same passage by one coder in one round.

    `looked_gone` counts the "coded through" of one code only: whoever looked for one of two things has not looked for both.
    """

    moved: list[Coding]
    identical: list[tuple[Coding, Coding]]
    children: list[Code]
    looked_gone: int


def check_merge(code: Code, into: Code) -> None:
    """Refuse to merge a code with itself or into one that stands below it.

    Raises Refused("same_code") or Refused("into_below").
    """
    if code.pk == into.pk:
        raise Refused("same_code", gettext_noop("A code can't be merged with itself."), gettext_noop("Choose another code."))
    if into.pk in {child.pk for child in below(code)}:
        raise Refused(
            "into_below",
            gettext_noop("'%(into)s' stands below '%(name)s' and can't take it in."),
            gettext_noop("Merge the other way round, and rename the code that stays."),
            name=code.name,
            into=into.name,
        )


def preview_merge(code: Code, into: Code) -> Merging:
    """Say what merging `code` into `into` would do, without doing it."""
    check_merge(code, into)
    there = {_passage(coding): coding for coding in Coding.objects.filter(code=into)}
    moved, identical = [], []
    for coding in Coding.objects.filter(code=code).order_by("text_id", "start", "end", "pk"):
        twin = there.get(_passage(coding))
        if twin:
            identical.append((coding, twin))
        else:
            moved.append(coding)
    return Merging(moved, identical, order.children(Code.objects.filter(parent=code)).get(None, []), len(_looked_for_one(code, into)))


def _passage(coding: Coding) -> tuple:
    return coding.text_id, coding.start, coding.end, coding.coder_id, coding.round_id


def merge_codes(code: Code, into: Code, *, by: Member, why: str = "", seen: str = "", **fields: str) -> Code:
    """Give everything of `code` to `into`, take `code` away and return `into`, with `fields` (name, definition …) set on it.

    A coding that would stand twice (same passage, coder and round) stands once; its memos move to its twin. Codes below `code` go below `into`.
    Raises as `check_merge`, Refused("changed_since") and Refused("code_exists").
    """
    check_may(by, "edit")
    check_same_study(by, code, into)
    fields = checked(fields)
    with journal.act(
        into.study, by=by, verb="code.merge", about=f"code:{into.key}", why=why, name=code.name, into=into.name, key=code.key
    ) as doing:
        code, into = fresh(code), fresh(into, seen)
        plan = preview_merge(code, into)
        if "name" in fields:
            fields["name"] = check_name(into.study, fields["name"], besides=(code, into))
        twins = {gone.key: kept.key for gone, kept in plan.identical}
        for dependant in DEPENDANTS:
            dependant.merge(doing, code, into, twins)
        keep_memos(doing, {f"code:{code.key}": f"code:{into.key}", **{f"coding:{gone}": f"coding:{kept}" for gone, kept in twins.items()}})
        _merge_codings(doing, plan, into)
        doing.delete_many(_looked_for_one(code, into))
        doing.delete_many(Looked.objects.filter(code=code))
        position = order.last_position(Code.objects.filter(study=into.study), into)
        for n, child in enumerate(plan.children):
            doing.update(child, parent=into, position=position + n)
        doing.update(into, **fields)
        doing.delete(code)
        doing.params |= {"moved": len(plan.moved), "same": len(plan.identical)}
    return into


def _merge_codings(doing: Act, plan: Merging, into: Code) -> None:
    gone = [coding for coding, _ in plan.identical]
    doing.delete_many(Voice.objects.filter(coding__in=gone) if len(gone) < 500 else _voices(gone))
    doing.delete_many(gone)
    doing.update_many(plan.moved, code=into)


def _voices(codings: list[Coding]) -> list[Voice]:
    return [voice for part in journal.chunks([coding.pk for coding in codings]) for voice in Voice.objects.filter(coding__in=part)]


def _looked_for_one(code: Code, into: Code) -> list[Looked]:
    """Return the rows of `into` that say something of a text which does not hold of both codes.

    Whoever coded a text through for all codes has looked for both. The rows of `code` go in any case.
    """
    rows = Looked.objects.filter(study=into.study_id)
    where = {}
    for row in rows.filter(code=code):
        where[row.text_id, row.coder_id, row.round_id] = row.state
    for row in rows.filter(code=None):
        where.setdefault((row.text_id, row.coder_id, row.round_id), row.state)
    return [row for row in rows.filter(code=into) if where.get((row.text_id, row.coder_id, row.round_id)) != row.state]


def split_code(code: Code, codings: Iterable[Coding], name: str, *, by: Member, why: str = "", **fields: str) -> Code:
    """Make a new code beside `code` and give it the chosen codings; return it.

    Who has coded a text through for the whole has looked for both halves: those marks are copied.
    Raises Refused("nothing_chosen"), Refused("not_of_code") and as `add_code`.
    """
    check_may(by, "edit")
    check_same_study(by, code)
    fields, chosen = checked(fields), {coding.pk for coding in codings}
    if not chosen:
        raise Refused("nothing_chosen", gettext_noop("No quotation is chosen."), gettext_noop("Choose those that go to the new code."))
    with journal.act(code.study, by=by, verb="code.split", about=f"code:{code.key}", why=why, name=code.name, new=name.strip()) as doing:
        code = fresh(code)
        moving = [coding for coding in Coding.objects.filter(code=code) if coding.pk in chosen]
        if len(moving) < len(chosen):
            raise Refused(
                "not_of_code",
                gettext_noop("Some of the chosen quotations are no longer under '%(name)s'."),
                gettext_noop("Reload the page and choose again."),
                name=code.name,
            )
        made = new_code(code.study, name, parent=code.parent)
        for field_name, value in fields.items():
            setattr(made, field_name, value)
        made.position = _after(doing, code)
        doing.create(made)
        doing.update_many(moving, code=made)
        doing.create_many(
            Looked(
                study=code.study,
                text_id=row.text_id,
                code=made,
                coder_id=row.coder_id,
                round_id=row.round_id,
                date=row.date,
                state=row.state,
            )
            for row in Looked.objects.filter(code=code)
        )
        doing.params |= {"n": len(moving), "key": made.key}
    return made


def _after(doing: Act, code: Code) -> int:
    """Return a position right after a code, making room where there is none."""
    siblings = order.children(Code.objects.filter(study=code.study_id, parent=code.parent_id)).get(None, [])
    at = next(n for n, other in enumerate(siblings) if other.pk == code.pk)
    if at + 1 == len(siblings):
        return code.position + 1
    if siblings[at + 1].position - code.position > 1:
        return (siblings[at + 1].position + code.position) // 2
    for n, other in enumerate(siblings):
        doing.update(other, position=n * order.GAP)
    return at * order.GAP + order.GAP // 2
