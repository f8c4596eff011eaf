"""What one may ask of the quotations, as it stands in the address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.analysis.ground import Ground
from belegg.apps.analysis.quotations import Asked
from belegg.apps.analysis.selection import Selection
from belegg.apps.sources.models import SourceKind

# An attribute with more values than this (names, figures) is no filter; the matrix groups them.
MOST_VALUES = 30
SORTS = [
    ("source", _("source and place")),
    ("code", _("code")),
    ("case", _("case")),
    ("speaker", _("speaker")),
    ("time", _("latest coded first")),
]


class QuotationFilter(forms.Form):
    """`attribute` is "ATTRIBUTE=VALUE"; an address may also give `attribute` and `value` apart."""

    code = forms.ChoiceField(label=_("Code"), required=False)
    only = forms.ChoiceField(label=_("Codes below it"), required=False, choices=[("", _("included")), ("1", _("left out"))])
    query = forms.CharField(
        label=_("Codes combined"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    case = forms.ChoiceField(label=_("Case"), required=False)
    speaker = forms.ChoiceField(label=_("Speaker"), required=False)
    attribute = forms.ChoiceField(label=_("Attribute"), required=False)
    kind = forms.ChoiceField(label=_("Kind of source"), required=False)
    round = forms.ChoiceField(label=_("Round"), required=False)
    coder = forms.ChoiceField(label=_("Coder"), required=False)
    interviewer = forms.ChoiceField(
        label=_("Only an interviewer speaks"), required=False, choices=[("", _("included")), ("0", _("left out"))]
    )
    sort = forms.ChoiceField(label=_("Sorted by"), required=False, choices=SORTS)

    def __init__(self, data, *, ground: Ground, **kwargs) -> None:
        data = data.copy()
        if data.get("attribute") and data.get("value"):
            data["attribute"] = f"{data['attribute']}={data['value']}"
        super().__init__(data, **kwargs)
        for name, choices in choices_of(ground).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def asked(self) -> Asked:
        """Return what is asked; call after `is_valid`. What is wrong is left out."""
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        attribute, _equals, value = given["attribute"].partition("=")
        selection = Selection(
            round=given["round"], coder=given["coder"], case=given["case"], speaker=given["speaker"], kind=given["kind"],
            attribute=attribute, value=value, interviewer=given["interviewer"] != "0",
        )  # fmt: skip
        return Asked(selection, code=given["code"], below=not given["only"], query=given["query"], sort=given["sort"] or "source")


def choices_of(ground: Ground) -> dict[str, list]:
    return {
        "code": [("", _("all codes")), *((code.key, "\u2003" * ground.code_depth[code.pk] + code.name) for code in ground.codes)],
        "case": [("", _("all cases")), *((case.key, "\u2003" * ground.case_depth[case.pk] + case.name) for case in ground.cases)],
        "speaker": [("", _("all speakers")), *((person.key, person.name) for person in ground.people)],
        "attribute": [("", _("any value")), *attribute_choices(ground)],
        "kind": [("", _("all kinds")), *SourceKind.choices],
        "round": [("", _("all rounds")), *((key, name) for _pk, key, name in ground.rounds)],
        "coder": [("", _("all coders")), *((key, name) for _pk, key, name in ground.members)],
    }


def attribute_choices(ground: Ground) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the values in use, grouped by attribute."""
    groups = []
    for attribute in ground.attributes:
        values = sorted({value for (_case, pk), value in ground.values.items() if pk == attribute.pk and value})
        if attribute.type == "number":
            values.sort(key=lambda value: float(value) if value.replace(".", "", 1).lstrip("-").isdecimal() else 0.0)
        if 0 < len(values) <= MOST_VALUES:
            groups.append((attribute.name, [(f"{attribute.key}={value}", f"{attribute.name}: {value}") for value in values]))
    return groups
