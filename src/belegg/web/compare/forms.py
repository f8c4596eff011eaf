"""What one may ask of a matrix, as choices; the address carries the answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.analysis.ground import Ground
from belegg.apps.analysis.layout import CODES, Layout
from belegg.apps.sources.models import SourceKind

# An attribute with more values than this (names, figures) is no filter.
MOST_VALUES = 30
MEASURE_CHOICES = [
    ("codings", _("number of codings")),
    ("informants", _("number of informants")),
    ("words", _("number of words")),
    ("present", _("present or not")),
]


class MatrixForm(forms.Form):
    """`cols` (or `rows`, when turned) says what codes are compared across; the other side is codes."""

    across = forms.ChoiceField(label=_("Codes compared across"), required=False)
    measure = forms.ChoiceField(label=_("Cells show"), required=False, choices=MEASURE_CHOICES)
    sort = forms.ChoiceField(label=_("Rows in order of"), required=False)
    order = forms.ChoiceField(label=_("Columns in order of"), required=False)
    round = forms.ChoiceField(label=_("Round"), required=False)
    coder = forms.ChoiceField(label=_("Coder"), required=False)
    case = forms.ChoiceField(label=_("Case"), required=False)
    attribute = forms.ChoiceField(label=_("Attribute of the case"), required=False)
    kind = forms.ChoiceField(label=_("Kind of source"), required=False)
    bins = forms.CharField(
        label=_("Groups of an attribute"), required=False, help_text=_("“values”, or borders between numbers such as 10000, 50000")
    )
    roll = forms.BooleanField(label=_("Codes include those below them"), required=False)
    interviewer = forms.BooleanField(label=_("Count the interviewer's words too"), required=False)

    MAIN = ("across", "measure", "sort", "order")
    FILTERS = ("round", "coder", "case", "attribute", "kind", "bins")
    SWITCHES = ("roll", "interviewer")

    def __init__(self, layout: Layout, ground: Ground, data, *, attributes: bool = True) -> None:
        super().__init__(data, auto_id="matrix-%s")
        side = "rows" if layout.swapped else "cols"
        self.fields[side] = self.fields.pop("across")
        self.side, self.attributes = side, attributes
        offered = self.choices(layout, ground)
        # a sort by a cell comes from a click on its head and stands in the list only while it is chosen
        for name, given in (("sort", layout.sort), ("order", layout.order)):
            if given and given not in dict(offered[name]):
                offered[name] = [*offered[name], (given, sort_name(given, ground))]
        for name, choices in offered.items():
            field = self.fields[side if name == "across" else name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        given_or_default = data.copy()
        given_or_default.setdefault(side, layout.other)
        self.data = given_or_default

    def choices(self, layout: Layout, ground: Ground) -> dict[str, list]:
        across = [("cases", _("cases")), ("sources", _("sources")), ("informants", _("informants"))]
        values = [(f"attribute:{attribute.key}", attribute.name) for attribute in ground.attributes]
        plain = [("", _("the study")), ("name", _("name")), ("total", _("total"))]
        by_attribute = [*plain, *values] if not layout.other.startswith("attribute") else plain
        return {
            "across": [*across, *values] if self.attributes else across,
            "sort": by_attribute if layout.rows != CODES else plain,
            "order": by_attribute if layout.columns != CODES else plain,
            "round": [("", _("all rounds")), *((key, name) for _pk, key, name in ground.rounds)],
            "coder": [("", _("all coders")), *((key, name) for _pk, key, name in ground.members)],
            "case": [("", _("all cases")), *((case.key, "\u2003" * ground.case_depth[case.pk] + case.name) for case in ground.cases)],
            "attribute": [("", _("any value")), *attribute_choices(ground)],
            "kind": [("", _("all kinds")), *SourceKind.choices],
        }

    def main(self) -> list:
        return [self[self.side if name == "across" else name] for name in self.MAIN if name in self.fields or name == "across"]

    def filters(self) -> list:
        return [self[name] for name in self.FILTERS if name in self.fields]

    def switches(self) -> list:
        return [self[name] for name in self.SWITCHES]

    @property
    def filters_used(self) -> bool:
        return any(self.data.get(name) for name in (*self.FILTERS, *self.SWITCHES))


def sort_name(sort: str, ground: Ground) -> str:
    """Return in words what rows or columns are sorted by: "Fjordvik", "total, smallest first"."""
    kind, _colon, key = sort.removeprefix("-").partition(":")
    rows: list[Any] = [*ground.codes, *ground.cases, *ground.sources, *ground.people, *ground.attributes]
    name = (
        next((row[2] for row in rows if row[1] == key), key)
        if key
        else {"name": str(_("name")), "total": str(_("total"))}.get(kind, str(_("the study")))
    )
    return str(_("%(name)s, the other way round") % {"name": name}) if sort.startswith("-") else name


def attribute_choices(ground: Ground) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the values in use, grouped by attribute."""
    groups = []
    for attribute in ground.attributes:
        values = sorted({value for (_case, pk), value in ground.values.items() if pk == attribute.pk and value})
        if 0 < len(values) <= MOST_VALUES:
            groups.append((attribute.name, [(f"{attribute.key}={value}", f"{attribute.name}: {value}") for value in values]))
    return groups
