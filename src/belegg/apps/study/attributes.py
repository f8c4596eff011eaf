"""Verbs on attributes and their values: typed facts of cases, each with where it comes from and the date it holds for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from belegg.apps.study import journal, order
from belegg.apps.study.actions import free_key, slug
from belegg.apps.study.models import Attribute, AttributeType, AttributeValue, Case, Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.attribute_values import read_value
from belegg.method.errors import Refused, gettext_noop


def check_name(study: Study, name: str, besides: Attribute | None = None) -> str:
    """Return the name trimmed. Raises Refused("no_name"), Refused("attribute_exists")."""
    name = " ".join(name.split())[:200]
    if not name:
        raise Refused("no_name", gettext_noop("An attribute needs a name."), gettext_noop("Write one, such as Inhabitants."))
    others = Attribute.objects.filter(study=study).exclude(pk=besides.pk if besides else 0)
    if name.casefold() in {known.casefold() for known in others.values_list("name", flat=True)}:
        raise Refused(
            "attribute_exists",
            gettext_noop("There is already an attribute called '%(name)s'."),
            gettext_noop("Choose another name."),
            name=name,
        )
    return name


def check_type(type: str, choices: Iterable[str]) -> list[str]:
    """Return the choices trimmed, each once. Raises Refused("unknown_type"), Refused("no_choices")."""
    if type not in AttributeType.values:
        raise Refused(
            "unknown_type", gettext_noop("There is no type %(type)s."), gettext_noop("Types: %(types)s."),
            type=type, types=", ".join(AttributeType.values),
        )  # fmt: skip
    choices = list(dict.fromkeys(choice.strip() for choice in choices if choice.strip()))
    if type == AttributeType.CHOICE and not choices:
        raise Refused(
            "no_choices", gettext_noop("An attribute of the type choice needs its choices."), gettext_noop("Write one on each line.")
        )
    return choices if type == AttributeType.CHOICE else []


def add_attribute(
    study: Study, name: str, type: str = AttributeType.TEXT, *, by: Member, choices: Iterable[str] = (), unit: str = "", key: str = "",
    why: str = "",
) -> Attribute:  # fmt: skip
    """Add an attribute, the last column. Raises as `check_name` and `check_type`."""
    check_may(by, "edit")
    choices = check_type(type, choices)
    with journal.act(study, by=by, verb="attribute.add", why=why, name=name.strip()) as doing:
        attribute = new_attribute(study, name, type, choices=choices, unit=unit, key=key)
        doing.about = f"attribute:{attribute.key}"
        return doing.create(attribute)


def new_attribute(study: Study, name: str, type: str, *, choices: Iterable[str] = (), unit: str = "", key: str = "") -> Attribute:
    """Return an unsaved attribute with a free key and the last place; called inside an act."""
    name = check_name(study, name)
    attributes = Attribute.objects.filter(study=study)
    last = attributes.order_by("-position").values_list("position", flat=True).first()
    key = free_key(attributes, slug(key or name, "attribute"))
    position = 0 if last is None else last + 1
    return Attribute(study=study, key=key, name=name, type=type, choices=list(choices), unit=unit.strip()[:40], position=position)


def change_attribute(attribute: Attribute, *, by: Member, seen: str = "", why: str = "", **fields) -> Attribute:
    """Change name, type, choices or unit. The values must be readable as the new type.

    Raises Refused("values_do_not_fit"), and as `add_attribute`.
    """
    check_may(by, "edit")
    check_same_study(by, attribute)
    with journal.act(
        attribute.study, by=by, verb="attribute.change", about=f"attribute:{attribute.key}", why=why, name=attribute.name
    ) as doing:
        attribute = fresh(attribute, seen)
        if "name" in fields:
            fields["name"] = check_name(attribute.study, fields["name"], besides=attribute)
        type = fields.get("type", attribute.type)
        fields["choices"] = check_type(type, fields.get("choices", attribute.choices))
        for row in AttributeValue.objects.filter(attribute=attribute).select_related("case"):
            doing.update(row, value=_read_again(row, type, fields["choices"]))
        return doing.update(attribute, **fields)


def _read_again(row: AttributeValue, type: str, choices: list[str]) -> str:
    try:
        return read_value(row.value, type, choices)
    except Refused as refused:
        raise Refused(
            "values_do_not_fit",
            gettext_noop("The value '%(value)s' of %(case)s does not fit."),
            gettext_noop("Change that value first, or keep the type and the choice."),
            value=row.value,
            case=row.case.name,
        ) from refused


def move_attribute(attribute: Attribute, *, by: Member, at: int) -> Attribute:
    """Put a column after `at` of the others."""
    check_may(by, "edit")
    check_same_study(by, attribute)
    with journal.act(attribute.study, by=by, verb="attribute.move", about=f"attribute:{attribute.key}", name=attribute.name) as doing:
        others = list(Attribute.objects.filter(study=attribute.study).order_by("position", "pk"))
        moved = next((other for other in others if other.pk == attribute.pk), None) or fresh(attribute)
        others.remove(moved)
        others.insert(max(0, at), moved)
        for n, other in enumerate(others):
            doing.update(other, position=n * order.GAP)
        return moved


def delete_attribute(attribute: Attribute, *, by: Member, why: str = "") -> None:
    """Take an attribute away, with its values."""
    check_may(by, "edit")
    check_same_study(by, attribute)
    with journal.act(
        attribute.study, by=by, verb="attribute.delete", about=f"attribute:{attribute.key}", why=why, name=attribute.name
    ) as doing:
        attribute = fresh(attribute)
        doing.delete_many(AttributeValue.objects.filter(attribute=attribute))
        doing.delete(attribute)


def set_value(
    case: Case, attribute: Attribute, value: str, *, by: Member, source: str = "", date: Date | None = None,
    instead: AttributeValue | None = None, seen: str = "", why: str = "",
) -> AttributeValue | None:  # fmt: skip
    """Write the value of an attribute for a case, with its source and the date it holds for; an empty value takes it away.

    `instead` is the row that is being changed; without it the row of the same date is, if there is one.
    Raises as `read_value`, Refused("value_exists") when another row has this date, Refused("changed_since").
    """
    check_may(by, "edit")
    check_same_study(by, case, attribute, instead)
    value = read_value(value, attribute.type, attribute.choices)
    params = {"name": attribute.name, "case": case.name, "value": value[:80]}
    with journal.act(
        case.study, by=by, verb="value.set" if value else "value.delete", about=f"case:{case.key}", why=why, **params
    ) as doing:
        row = fresh(instead, seen) if instead else None
        same_date = AttributeValue.objects.filter(case=case, attribute=attribute, date=date).first()
        if row and same_date and same_date.pk != row.pk and value:
            raise Refused(
                "value_exists",
                gettext_noop("There is another value for this date already."),
                gettext_noop("Change that one, or choose another date."),
            )
        row = row or same_date
        if not value:
            if row:
                doing.delete(row)
            return None
        if row:
            return doing.update(row, value=value, source=source.strip(), date=date)
        return doing.create(AttributeValue(study=case.study, case=case, attribute=attribute, value=value, source=source.strip(), date=date))


def latest_values(study: Study) -> dict[tuple[int, int], list[AttributeValue]]:
    """Return {(case, attribute): values, the latest date first, undated last} of a study; one query."""
    found: dict[tuple[int, int], list[AttributeValue]] = {}
    for row in AttributeValue.objects.filter(study=study):
        found.setdefault((row.case_id, row.attribute_id), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.date or Date.min, row.pk), reverse=True)
    return found
