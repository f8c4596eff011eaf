"""Verbs on the codes of a codebook: add, change, move, delete. `merging` makes one code of two or two of one, `versions` keeps and compares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from belegg.apps.coding.models import Code, Coding, Looked, Origin, Voice
from belegg.apps.study import journal, order
from belegg.apps.study.actions import free_key, slug
from belegg.apps.study.journal import Act
from belegg.apps.study.memos import memo_target, tidy
from belegg.apps.study.models import Member, Memo, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.codebook import PALETTE
from belegg.method.errors import Refused, gettext_noop

FIELDS = ("name", "colour", "origin", "source", "definition", "include", "exclude", "example")
COLOURS = tuple(colour.id for colour in PALETTE)


@dataclass(frozen=True)
class Dependant:
    """What a floor above has built on codes. `label` names it in a preview.

    `merge(doing, gone, kept, codings)` gives what hangs on one code to another; `codings` is {id of a coding that goes: id of its twin}.
    """

    label: str
    count: Callable[[list[Code]], int]
    delete: Callable[[Act, list[Code]], None]
    merge: Callable[[Act, Code, Code, dict[str, str]], None]


# The floors above enter theirs when they start, as with sources.dependants.
DEPENDANTS: list[Dependant] = []


@memo_target("code")
def code_titles(study: Study, keys: set[str]) -> dict[str, str]:
    return dict(Code.objects.filter(study=study, key__in=keys).values_list("key", "name"))


def add_code(
    study: Study, name: str, *, parent: Code | None = None, colour: str | None = None, by: Member, why: str = "", **fields: str
) -> Code:
    """Add a code, last among its siblings. Who codes may add codes.

    Raises Refused("no_name"), Refused("code_exists"), Refused("unknown_colour") or Refused("unknown_origin").
    """
    check_may(by, "code")
    check_same_study(by, parent)
    fields = checked(fields)
    with journal.act(study, by=by, verb="code.add", about="code:", why=why, name=name.strip()) as doing:
        code = new_code(study, name, parent=parent, colour=checked({"colour": colour})["colour"] if colour else None)
        for field_name, value in fields.items():
            setattr(code, field_name, value)
        doing.about = f"code:{code.key}"
        return doing.create(code)


def new_code(study: Study, name: str, *, parent: Code | None = None, colour: str | None = None) -> Code:
    """Return an unsaved code with a free key, a colour (its parent's, or the palette's next) and the last place; called inside an act."""
    codes = Code.objects.filter(study=study)
    name = check_name(study, name)
    top = codes.filter(parent=None).count()
    last = codes.order_by("-position").values_list("position", flat=True).first()
    return Code(
        study=study, key=free_key(codes, slug(name, "code")), parent=parent, name=name,
        colour=colour or (parent.colour if parent else COLOURS[top % len(COLOURS)]), position=(last or 0) + 1,
    )  # fmt: skip


def check_name(study: Study, name: str, besides: tuple[Code, ...] = ()) -> str:
    """Return the name trimmed.

    Raises Refused("no_name") or Refused("code_exists").
    """
    name = " ".join(name.split())[:200]
    if not name:
        raise Refused("no_name", gettext_noop("A code needs a name."), gettext_noop("Write one; it can be changed later."))
    others = Code.objects.filter(study=study).exclude(pk__in=[code.pk for code in besides])
    # Compared here and not in the database: SQLite folds only A-Z, and Å is the same letter as å.
    if name.casefold() in {known.casefold() for known in others.values_list("name", flat=True)}:
        raise Refused(
            "code_exists",
            gettext_noop("There is already a code called '%(name)s'."),
            gettext_noop("Use it, or choose another name."),
            name=name,
        )
    return name


def checked(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields of a code trimmed. Raises Refused("unknown_colour") or Refused("unknown_origin")."""
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"A code has no {', '.join(sorted(unknown))}.")
    if fields.get("colour", COLOURS[0]) not in COLOURS:
        raise Refused(
            "unknown_colour", gettext_noop("There is no colour %(colour)s."), gettext_noop("Colours: %(known)s."),
            colour=fields["colour"], known=", ".join(COLOURS),
        )  # fmt: skip
    if fields.get("origin", "") not in ("", *Origin.values):
        raise Refused(
            "unknown_origin", gettext_noop("A code can't come from %(origin)s."), gettext_noop("Use deductive or inductive."),
            origin=fields["origin"],
        )  # fmt: skip
    return {name: tidy(value) for name, value in fields.items()}


def change_code(code: Code, *, by: Member, seen: str = "", why: str = "", **fields: str) -> Code:
    """Change name, colour, definition and the like. `seen` is the stamp of the row as the changer saw it.

    Raises as `add_code`, and Refused("changed_since").
    """
    check_may(by, "edit")
    check_same_study(by, code)
    fields = checked(fields)
    renamed = "name" in fields and fields["name"] != code.name
    params = {"name": code.name, "new": fields["name"]} if renamed else {"name": code.name}
    with journal.act(
        code.study, by=by, verb="code.rename" if renamed else "code.change", about=f"code:{code.key}", why=why, **params
    ) as doing:
        code = fresh(code, seen)
        if renamed:
            fields["name"] = check_name(code.study, fields["name"], besides=(code,))
        return doing.update(code, **fields)


def move_code(code: Code, *, by: Member, parent: Code | None, at: int | None = None, why: str = "") -> Code:
    """Put a code below another (None: at the top), after `at` of the codes there (None: last).

    Raises Refused("below_itself").
    """
    check_may(by, "edit")
    check_same_study(by, code, parent)
    with journal.act(code.study, by=by, verb="code.move", about=f"code:{code.key}", why=why, name=code.name) as doing:
        codes = list(Code.objects.filter(study=code.study))
        order.check_not_below_itself(code, parent, codes)
        return order.place(doing, fresh(code), codes, parent, at)


@dataclass(frozen=True)
class Going:
    """What deleting would take away. `others` is [(what, count)] of what floors above have built on the codes."""

    codes: list[Code]
    codings: int
    texts: int
    coders: list[str]
    memos: int
    others: list[tuple[str, int]] = field(default_factory=list)


def preview_delete(code: Code, *, children: str = "up") -> Going:
    """Say what deleting a code takes with it, without doing it."""
    codes = [code, *(below(code) if children == "too" else [])]
    codings = Coding.objects.filter(code__in=codes)
    return Going(
        codes=codes,
        codings=codings.count(),
        texts=codings.values("text").distinct().count(),
        coders=sorted(set(codings.order_by().values_list("coder__name", flat=True).distinct())),
        memos=Memo.objects.filter(study=code.study_id, target__in=[f"code:{one.key}" for one in codes]).count(),
        others=[(dependant.label, n) for dependant in DEPENDANTS if (n := dependant.count(codes))],
    )


def below(code: Code) -> list[Code]:
    """Return the codes below a code, in tree order."""
    return order.descendants(code, Code.objects.filter(study=code.study_id))


def delete_code(code: Code, *, by: Member, children: str = "up", why: str = "") -> None:
    """Delete a code and its codings in one act. The codes below it move "up" to its place, or go "too".

    Memos on it stay, on the study; memos on its codings stay, on their sources: what someone wrote is not lost with a code.
    """
    check_may(by, "edit")
    check_same_study(by, code)
    with journal.act(code.study, by=by, verb="code.delete", about=f"code:{code.key}", why=why, name=code.name) as doing:
        code = fresh(code)
        codes = [code, *(below(code) if children == "too" else [])]
        if children != "too":
            order.give_place(doing, code, list(Code.objects.filter(study=code.study_id)))
        codings = list(Coding.objects.filter(code__in=codes).select_related("text__source"))
        for dependant in reversed(DEPENDANTS):
            dependant.delete(doing, codes)
        keep_memos(doing, {f"coding:{coding.key}": f"source:{coding.text.source.key}" for coding in codings})
        keep_memos(doing, {f"code:{one.key}": "study" for one in codes})
        doing.delete_many(Voice.objects.filter(coding__code__in=codes))
        doing.delete_many(codings)
        doing.delete_many(Looked.objects.filter(code__in=codes))
        doing.delete_many(reversed(codes))
        doing.params["n"] = len(codings)


def keep_memos(doing: Act, moves: dict[str, str]) -> None:
    """Put memos on another thing: {target: new target}."""
    targets: dict[str, list[Memo]] = {}
    for memo in Memo.objects.filter(study=doing.study).exclude(target="study"):
        if memo.target in moves:
            targets.setdefault(moves[memo.target], []).append(memo)
    for target, memos in targets.items():
        doing.update_many(memos, target=target)
