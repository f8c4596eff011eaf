"""Attributes as a table: written out, and read in with a plan that is shown before anything is written.

Two shapes are read. Long: the columns case and attribute, one value a row, with its source and date (as attributes.csv in a study folder).
Wide: one row a case, one column an attribute; there the columns name, kind, parent and note describe the case itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from typing import NamedTuple

from belegg.apps.study import journal, order
from belegg.apps.study.attributes import latest_values, new_attribute
from belegg.apps.study.cases import new_case
from belegg.apps.study.models import Attribute, AttributeValue, Case, Member, Study
from belegg.apps.study.rules import check_may
from belegg.method.attribute_values import guess_type, read_value
from belegg.method.errors import Refused, gettext_noop

LONG_COLUMNS = ("case", "attribute", "value", "source", "date")
CASE_COLUMNS = ("id", "name", "kind", "parent", "note")
# What columns are called in tables people bring, beside our own names.
ALSO_CALLED = {
    "sak": "case", "kommune": "case", "attributt": "attribute", "egenskap": "attribute", "eigenskap": "attribute", "verdi": "value",
    "kilde": "source", "kjelde": "source", "dato": "date", "navn": "name", "namn": "name", "type": "kind", "merknad": "note", "under": "parent",
}  # fmt: skip


class Cell(NamedTuple):
    """A value as it stands in a table; `row` is its line there, the header being 1. Without a `date` (None) it stands for the latest value."""

    row: int
    case: str
    attribute: str
    value: str
    source: str = ""
    date: str | None = None


class NewCase(NamedTuple):
    name: str
    kind: str = ""
    parent: str = ""
    note: str = ""


class Value(NamedTuple):
    """A value that would be written. `before` is what stands there now, "" where nothing does."""

    case: str
    attribute: str
    value: str
    source: str
    date: Date | None
    before: str = ""


class Problem(NamedTuple):
    row: int
    refused: Refused


@dataclass
class Plan:
    """What reading a table in would do. Rows with problems are left out; `same` values stand already."""

    cases: list[NewCase] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)  # (name, type)
    new: list[Value] = field(default_factory=list)
    changed: list[Value] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.cases or self.attributes or self.new or self.changed)


# ---- out


def long_rows(study: Study) -> list[list[str]]:
    """Return [case, attribute, value, source, date] by ids, in the order of the cases and the attributes."""
    values = latest_values(study)
    attributes = list(Attribute.objects.filter(study=study).order_by("position", "pk"))
    rows = []
    for case in order.in_order(Case.objects.filter(study=study)):
        for attribute in attributes:
            for row in reversed(values.get((case.pk, attribute.pk), [])):
                rows.append([case.key, attribute.key, row.value, row.source, row.date.isoformat() if row.date else ""])
    return rows


def wide_table(study: Study) -> tuple[list[str], list[list[object]]]:
    """Return the columns and a row per case with the latest value of each attribute; numbers are numbers."""
    values = latest_values(study)
    attributes = list(Attribute.objects.filter(study=study).order_by("position", "pk"))
    cases: list[Case] = order.in_order(Case.objects.filter(study=study))
    keys: dict[int | None, str] = {case.pk: case.key for case in cases}
    rows: list[list[object]] = []
    for case in cases:
        own = [case.key, case.name, case.kind, keys.get(case.parent_id, ""), case.note]
        rows.append([*own, *(_latest(values.get((case.pk, attribute.pk)), attribute) for attribute in attributes)])
    return [*CASE_COLUMNS, *(attribute.name for attribute in attributes)], rows


def _latest(rows: list[AttributeValue] | None, attribute: Attribute) -> object:
    if not rows:
        return ""
    value = rows[0].value
    if attribute.type == "number" and len(value) <= 15:
        return float(value) if "." in value else int(value)
    return value


# ---- in


def plan_import(study: Study, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Plan:
    """Say what reading a table in would do, without doing it.

    Raises Refused("no_case_column") when the table has neither shape.
    """
    named = [_called(column) for column in columns]
    table = [[_bare(cell) for cell in row] for row in rows]
    plan = Plan()
    if "case" in named and "attribute" in named and "value" in named:
        cells = _long_cells(named, table)
    else:
        cells = _wide_cells(study, columns, named, table, plan)
    _plan_values(study, cells, plan)
    return plan


def _called(column: str) -> str:
    bare = column.strip().casefold()
    return ALSO_CALLED.get(bare, bare)


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that our own spreadsheets put before what looks like a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _long_cells(named: list[str], table: list[list[str]]) -> list[Cell]:
    places = {name: named.index(name) for name in LONG_COLUMNS if name in named}
    cells = []
    for number, row in enumerate(table, 2):
        facts = {name: row[place] for name, place in places.items()}
        if any(facts.values()):
            cells.append(Cell(number, facts["case"], facts["attribute"], facts["value"], facts.get("source", ""), facts.get("date")))
    return cells


def _wide_cells(study: Study, columns: Sequence[str], named: list[str], table: list[list[str]], plan: Plan) -> list[Cell]:
    case_at = next((named.index(name) for name in ("id", "case", "name") if name in named), None)
    if case_at is None:
        raise Refused(
            "no_case_column",
            gettext_noop("No column says which case a row is about."),
            gettext_noop(
                "Name one of them case. Other columns are attributes; or use the columns case, attribute, value, source and date."
            ),
        )
    name_at = named.index("name") if "name" in named else case_at
    known = set(_by_name(Case.objects.filter(study=study)))
    described = {place for place, name in enumerate(named) if name in CASE_COLUMNS or place == case_at}
    cells = []
    for number, row in enumerate(table, 2):
        case = row[case_at] or row[name_at]
        if not case:
            continue
        if case.casefold() not in known:
            own = {name: row[named.index(name)] for name in ("kind", "parent", "note") if name in named}
            case = row[name_at] or case
            if case.casefold() not in known:
                known.add(case.casefold())
                plan.cases.append(NewCase(case, **own))
        cells += [Cell(number, case, columns[place].strip(), row[place]) for place in range(len(columns)) if place not in described]
    return cells


def _by_name(things: Iterable) -> dict:
    """Return {id and name, casefolded: thing}; the first bears a name that several share."""
    found: dict = {}
    for thing in things:
        found.setdefault(thing.key.casefold(), thing)
    for thing in things:
        found.setdefault(thing.name.casefold(), thing)
    return found


def _plan_values(study: Study, cells: list[Cell], plan: Plan) -> None:
    cases = _by_name(list(Case.objects.filter(study=study).order_by("position", "pk")))
    attributes = _by_name(list(Attribute.objects.filter(study=study).order_by("position", "pk")))
    there = latest_values(study)
    types = _new_types(cells, attributes)
    new_names = {case.name.casefold() for case in plan.cases}
    seen: set[tuple] = set()
    for cell in cells:
        case, attribute = cases.get(cell.case.casefold()), attributes.get(cell.attribute.casefold())
        rows = there.get((case.pk, attribute.pk), []) if case and attribute else []
        try:
            value = _read(cell, attribute or types.get(cell.attribute.casefold()), rows, seen)
        except Refused as refused:
            plan.problems.append(Problem(cell.row, refused))
            continue
        if value is None:
            continue
        if case is None and cell.case.casefold() not in new_names:
            new_names.add(cell.case.casefold())
            plan.cases.append(NewCase(cell.case))
        if attribute is None and (new := types[cell.attribute.casefold()]) and (new.name, new.type) not in plan.attributes:
            plan.attributes.append((new.name, new.type))
        _compare(value, next((row for row in rows if row.date == value.date), None), plan)


def _new_types(cells: list[Cell], attributes: dict) -> dict[str, Attribute]:
    """Return {name, casefolded: unsaved attribute} of those that are not there yet, with the narrowest type all their values can be read as."""
    values: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.attribute and cell.attribute.casefold() not in attributes:
            values.setdefault(cell.attribute.casefold(), []).append(cell)
    return {name: Attribute(name=same[0].attribute, type=guess_type([cell.value for cell in same])) for name, same in values.items()}


def _compare(value: Value, standing: AttributeValue | None, plan: Plan) -> None:
    """Put a value where it belongs in the plan. An empty source changes nothing: many tables have none."""
    if standing is None:
        plan.new.append(value)
    elif (standing.value, standing.source) != (value.value, value.source or standing.source):
        plan.changed.append(value._replace(before=standing.value, source=value.source or standing.source))
    else:
        plan.same += 1


def _read(cell: Cell, attribute: Attribute | None, rows: list[AttributeValue], seen: set[tuple]) -> Value | None:
    """Return the value of a cell, None where it is empty. `rows` are the values that stand there, latest first."""
    if not cell.value:
        return None
    if not cell.case or attribute is None:
        raise Refused("row_incomplete", gettext_noop("The row names no case or no attribute."), gettext_noop("Fill in both."))
    value = read_value(cell.value, attribute.type, attribute.choices)
    if cell.date is None:
        day = rows[0].date if rows else None
    else:
        written = read_value(cell.date, "date")
        day = Date.fromisoformat(written) if written else None
    _check_once(cell, (cell.case.casefold(), cell.attribute.casefold(), day), seen)
    return Value(cell.case, cell.attribute, value, cell.source, day)


def _check_once(cell: Cell, key: tuple, seen: set[tuple]) -> None:
    if key in seen:
        raise Refused(
            "value_twice",
            gettext_noop("'%(attribute)s' of %(case)s stands twice in the table for the same date."),
            gettext_noop("The first one is read; give the other its own date."),
            attribute=cell.attribute,
            case=cell.case,
        )
    seen.add(key)


def import_attributes(study: Study, columns: Sequence[str], rows: Iterable[Sequence[str]], *, by: Member, why: str = "") -> Plan:
    """Read a table in as one act and return what it did: cases and attributes that are missing are made, values set or changed.

    Raises Refused("nothing_to_import") when nothing would change.
    """
    check_may(by, "edit")
    rows = [list(row) for row in rows]
    with journal.act(study, by=by, verb="attribute.import", about="study", why=why) as doing:
        plan = plan_import(study, columns, rows)
        if plan.is_empty:
            raise Refused(
                "nothing_to_import",
                gettext_noop("The table holds nothing new."),
                gettext_noop("Everything in it that can be read stands here already."),
            )
        doing.params |= {"n": len(plan.new) + len(plan.changed)}
        cases = _by_name(list(Case.objects.filter(study=study).order_by("position", "pk")))
        for name, kind, parent, note in plan.cases:
            made = new_case(study, name, parent=cases.get(parent.casefold()) if parent else None, kind=kind, note=note)
            cases[name.casefold()] = doing.create(made)
        attributes = _by_name(list(Attribute.objects.filter(study=study).order_by("position", "pk")))
        for name, type in plan.attributes:
            attributes[name.casefold()] = doing.create(new_attribute(study, name, type))
        for value in plan.changed:
            row = AttributeValue.objects.get(
                case=cases[value.case.casefold()], attribute=attributes[value.attribute.casefold()], date=value.date
            )
            doing.update(row, value=value.value, source=value.source)
        doing.create_many(
            AttributeValue(
                study=study, case=cases[value.case.casefold()], attribute=attributes[value.attribute.casefold()],
                value=value.value, source=value.source, date=value.date,
            )
            for value in plan.new
        )  # fmt: skip
    return plan
