"""Verbs on cases: a tree such as municipality > department > initiative."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext

from belegg.apps.study import journal, order
from belegg.apps.study.actions import free_key, slug
from belegg.apps.study.models import AttributeValue, Case, Member, Memo, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.apps.study.whole import relations_to
from belegg.method.errors import Refused, gettext_noop

# What keeps a case from being deleted, in words. Every table that points at cases is counted, also one that has no word here yet.
POINTING = {
    "study.Case": gettext_noop("cases below it: %(n)s"),
    "privacy.Person": gettext_noop("people: %(n)s"),
    "sources.SourceCase": gettext_noop("sources: %(n)s"),
    "sources.Part": gettext_noop("parts of texts: %(n)s"),
}
# What names a case without a foreign key; the floors above enter theirs when they start.
USES: list[tuple[str, Callable[[Case], int]]] = [
    (gettext_noop("memos: %(n)s"), lambda case: Memo.objects.filter(study=case.study_id, target=f"case:{case.key}").count()),
]
FIELDS = ("name", "kind", "note")


def check_name(study: Study, name: str, parent: Case | None, besides: Case | None = None) -> str:
    """Return the name trimmed. Siblings bear different names.

    Raises Refused("no_name"), Refused("case_exists").
    """
    name = " ".join(name.split())[:200]
    if not name:
        raise Refused("no_name", gettext_noop("A case needs a name."), gettext_noop("Write one, such as the name of the municipality."))
    siblings = Case.objects.filter(study=study, parent=parent).exclude(pk=besides.pk if besides else 0)
    if name.casefold() in {known.casefold() for known in siblings.values_list("name", flat=True)}:
        raise Refused(
            "case_exists",
            gettext_noop("There is already a case called '%(name)s' here."),
            gettext_noop("Use it, or choose another name."),
            name=name,
        )
    return name


def add_case(
    study: Study, name: str, *, by: Member, parent: Case | None = None, kind: str = "", note: str = "", key: str = "", why: str = ""
) -> Case:
    """Add a case, last below its parent.

    Raises Refused("no_name"), Refused("case_exists"), Refused("key_taken").
    """
    check_may(by, "edit")
    check_same_study(by, parent)
    with journal.act(study, by=by, verb="case.add", why=why, name=name.strip()) as doing:
        case = new_case(study, name, parent=parent, kind=kind, note=note, key=key)
        doing.about = f"case:{case.key}"
        return doing.create(case)


def new_case(study: Study, name: str, *, parent: Case | None = None, kind: str = "", note: str = "", key: str = "") -> Case:
    """Return an unsaved case with a free key and the last place; called inside an act."""
    name = check_name(study, name, parent)
    cases = Case.objects.filter(study=study)
    if key and cases.filter(key=key).exists():
        raise Refused(
            "key_taken", gettext_noop("There is already a case with the id %(key)s."), gettext_noop("Choose another id."), key=key
        )
    key = slug(key) if key else free_key(cases, slug(name, "case"))
    return Case(
        study=study, key=key, name=name, parent=parent, kind=kind.strip()[:60], note=note.strip(), position=order.last_position(cases, parent)
    )  # fmt: skip


def change_case(case: Case, *, by: Member, seen: str = "", why: str = "", **fields) -> Case:
    """Change name, kind or note. Raises as `add_case`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, case)
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"A case has no {', '.join(sorted(unknown))} to change here.")
    with journal.act(case.study, by=by, verb="case.change", about=f"case:{case.key}", why=why, name=case.name) as doing:
        case = fresh(case, seen)
        if "name" in fields:
            fields["name"] = check_name(case.study, fields["name"], case.parent, besides=case)
        return doing.update(case, **{name: value.strip() for name, value in fields.items()})


def move_case(case: Case, *, by: Member, parent: Case | None, at: int | None = None, why: str = "") -> Case:
    """Put a case below another, after `at` of the cases there (None: last).

    Raises Refused("below_itself"), Refused("case_exists").
    """
    check_may(by, "edit")
    check_same_study(by, case, parent)
    with journal.act(case.study, by=by, verb="case.move", about=f"case:{case.key}", why=why, name=case.name) as doing:
        cases = list(Case.objects.filter(study=case.study))
        order.check_not_below_itself(case, parent, cases)
        check_name(case.study, case.name, parent, besides=case)
        return order.place(doing, fresh(case), cases, parent, at)


def uses(case: Case) -> list[str]:
    """Return what keeps a case from being deleted, in the reader's language: ["sources: 3", "memos: 1"]."""
    found = []
    for relation in relations_to(Case):
        other = relation.related_model
        if other is not AttributeValue and (n := other._default_manager.filter(**{relation.field.name: case}).count()):
            found.append(gettext(POINTING.get(other._meta.label, f"{other._meta.verbose_name_plural}: %(n)s")) % {"n": n})
    return found + [gettext(words) % {"n": n} for words, count in USES if (n := count(case))]


def delete_case(case: Case, *, by: Member, why: str = "") -> None:
    """Take away a case that nothing is about; the values of its attributes go with it.

    Raises Refused("case_used"), saying where it is used.
    """
    check_may(by, "edit")
    check_same_study(by, case)
    with journal.act(case.study, by=by, verb="case.delete", about=f"case:{case.key}", why=why, name=case.name) as doing:
        case = fresh(case)
        used = uses(case)
        if used:
            raise Refused(
                "case_used",
                gettext_noop("'%(name)s' is in use (%(where)s) and can't be deleted."),
                gettext_noop("Move or delete these first."),
                name=case.name,
                where=", ".join(used),
            )
        doing.delete_many(AttributeValue.objects.filter(case=case))
        doing.delete(case)
