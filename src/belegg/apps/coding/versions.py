"""The codebook as a whole: keep it as a version with a reason, compare versions, and take one in from a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace

from django.utils import timezone

from belegg.apps.coding.codebook import COLOURS, checked
from belegg.apps.coding.models import Code, CodebookVersion
from belegg.apps.study import journal, order
from belegg.apps.study.actions import slug
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may
from belegg.method import codebook
from belegg.method.errors import Refused, gettext_noop

NAMES = [field.name for field in fields(codebook.Code)]


def records(study: Study) -> list[codebook.Code]:
    """Return the codebook as it stands, in tree order."""
    codes = order.in_order(Code.objects.filter(study=study))
    keys: dict[int | None, str] = {code.pk: code.key for code in codes}
    plain = NAMES[3:]
    return [codebook.Code(code.key, code.name, keys.get(code.parent_id, ""), *(getattr(code, name) for name in plain)) for code in codes]


def kept_codes(version: CodebookVersion) -> list[codebook.Code]:
    """Return the codes of a version."""
    return [codebook.Code(**{name: record.get(name, "") for name in NAMES}) for record in version.codes]


def record_version(study: Study, *, by: Member, reason: str, why: str = "") -> CodebookVersion:
    """Keep the codebook as it stands under the next number.

    Raises Refused("no_reason") or Refused("nothing_changed").
    """
    check_may(by, "edit")
    reason = reason.strip()
    if not reason:
        raise Refused("no_reason", gettext_noop("A version needs a reason."), gettext_noop("Write what changed in the codebook and why."))
    with journal.act(study, by=by, verb="codebook.version", about="codebook", why=why) as doing:
        last = CodebookVersion.objects.filter(study=study).order_by("-number").first()
        now = records(study)
        if last and kept_codes(last) == now:
            raise Refused(
                "nothing_changed",
                gettext_noop("Nothing in the codebook has changed since version %(number)s."),
                gettext_noop("Record a version after the next change."),
                number=last.number,
            )
        number = last.number + 1 if last else 1
        doing.params |= {"number": number, "reason": reason[:120]}
        codes = [asdict(code) for code in now]
        return doing.create(CodebookVersion(study=study, number=number, date=timezone.localdate(), by=by, reason=reason, codes=codes))


@dataclass(frozen=True)
class Change:
    """A code that a file would change: `fields` is {name of field: (now, then)}."""

    code: codebook.Code
    fields: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Import:
    """What taking in a codebook would do. Codes that are not in the file stay as they are (`untouched`)."""

    new: list[codebook.Code] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    untouched: list[codebook.Code] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def plan_import(study: Study, incoming: Iterable[codebook.Code], given: Iterable[str] = NAMES) -> Import:
    """Compare a codebook from a file with the study's, by id; only the fields `given` in the file are compared.

    Raises Refused where the file's own tree does not hold (method.codebook.check_tree), where names clash, and as `codebook.checked`.
    """
    given = [name for name in NAMES if name in set(given) and name != "id"]
    now = {code.id: code for code in records(study)}
    incoming = list(incoming)
    after = {**now, **{code.id: _taken(code, now.get(code.id), given) for code in incoming}}
    codebook.check_tree(after.values())
    _check_names(after)
    new, changed, same = [], [], 0
    for code in (after[code.id] for code in incoming):
        checked({name: getattr(code, name) for name in NAMES[3:] if getattr(code, name)})
        if code.id not in now:
            new.append(code)
            continue
        differs = {
            name: (getattr(now[code.id], name), getattr(code, name)) for name in given if getattr(now[code.id], name) != getattr(code, name)
        }
        if differs:
            changed.append(Change(code, differs))
        else:
            same += 1
    ids = {code.id for code in incoming}
    return Import(new, changed, same, [code for code in now.values() if code.id not in ids])


def _taken(code: codebook.Code, old: codebook.Code | None, given: list[str]) -> codebook.Code:
    """Return a code as it would stand: what the file does not give stays, and so do a colour and an origin that it leaves empty."""
    if old is None:
        return code
    taken = {"id", *(name for name in given if getattr(code, name) or name not in ("colour", "origin"))}
    return codebook.Code(**{name: getattr(code if name in taken else old, name) for name in NAMES})


def _check_names(after: dict[str, codebook.Code]) -> None:
    """Refuse an empty name, and a name two codes would bear."""
    seen: dict[str, str] = {}
    for code in after.values():
        name = code.name.casefold().strip()
        if not name:
            raise Refused("no_name", gettext_noop("The code with the id %(id)s has no name."), gettext_noop("Give it one."), id=code.id)
        if name in seen and seen[name] != code.id:
            raise Refused(
                "code_exists",
                gettext_noop("Two codes would be called '%(name)s' (%(a)s and %(b)s)."),
                gettext_noop("Give one of them another name, or the same id."),
                name=code.name, a=seen[name], b=code.id,
            )  # fmt: skip
        seen[name] = code.id


def import_codebook(study: Study, incoming: Iterable[codebook.Code], *, by: Member, given: Iterable[str] = NAMES, why: str = "") -> Import:
    """Take codes in from a file: new ones are added with their ids, known ones (same id) changed; none is deleted. Returns what was done."""
    check_may(by, "edit")
    incoming = list(incoming)
    with journal.act(study, by=by, verb="codebook.import", about="codebook", why=why) as doing:
        plan = plan_import(study, incoming, given)
        doing.params |= {"new": len(plan.new), "changed": len(plan.changed)}
        rows = {code.key: code for code in Code.objects.filter(study=study)}
        last = max((row.position for row in rows.values()), default=-1)
        for n, code in enumerate(_parents_first(plan.new), 1):
            values = {name: getattr(code, name) for name in NAMES[3:]}
            values["colour"] = values["colour"] or (rows[code.parent].colour if code.parent else COLOURS[(last + n) % len(COLOURS)])
            values["origin"] = values["origin"] or "inductive"
            parent = rows[code.parent] if code.parent else None
            rows[code.id] = doing.create(Code(study=study, key=code.id, name=code.name, parent=parent, position=last + n, **values))
        for change in plan.changed:
            values = {name: then for name, (_, then) in change.fields.items() if name != "parent"}
            if "parent" in change.fields:
                values["parent"] = rows[change.code.parent] if change.code.parent else None
            doing.update(rows[change.code.id], **values)
    return plan


def _parents_first(codes: list[codebook.Code]) -> list[codebook.Code]:
    """Return new codes so that each follows its parent, if that is new too."""
    ids = {code.id for code in codes}
    alone = [replace(code, parent=code.parent if code.parent in ids else "") for code in codes]
    known = {code.id: code for code in codes}
    return [known[code.id] for code in codebook.in_tree_order(alone)]


def identified(study: Study, codes: Iterable[codebook.Code]) -> list[codebook.Code]:
    """Fill in ids that a file leaves out: those of the codes of the same name, else made from the name. A parent may be given by id or name.

    Raises Refused("bad_id").
    """
    codes = list(codes)
    by_name = {code.name.casefold(): code.key for code in Code.objects.filter(study=study)}
    taken = set(by_name.values()) | {code.id for code in codes if code.id}
    for code in codes:
        if not code.id and code.name.strip().casefold() not in by_name:
            wanted = slug(code.name, "code")
            key = next(key for n in range(1, len(taken) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in taken)
            taken.add(key)
            by_name[code.name.strip().casefold()] = key
        elif code.id and slug(code.id) != code.id:
            raise Refused(
                "bad_id", gettext_noop("'%(id)s' can't be an id."), gettext_noop("Ids are made of a to z, 0 to 9 and hyphens."), id=code.id
            )
        elif code.id:
            by_name.setdefault(code.name.strip().casefold(), code.id)
    return [
        replace(
            code,
            id=code.id or by_name[code.name.strip().casefold()],
            parent=code.parent if code.parent in taken else by_name.get(code.parent.strip().casefold(), code.parent),
        )
        for code in codes
    ]
