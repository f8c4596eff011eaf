from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.coding.models import Origin
from belegg.method.codebook import PALETTE

# The names of the palette for the catalogues; method.codebook.palette holds the colours themselves.
COLOURS = {
    "c1": _("blue"), "c2": _("red"), "c3": _("green"), "c4": _("violet"), "c5": _("brown"), "c6": _("sky"), "c7": _("rust"),
    "c8": _("purple"), "c9": _("rose"), "c10": _("teal"), "c11": _("plum"), "c12": _("slate"),
}  # fmt: skip
FIELDS = ("name", "colour", "origin", "source", "definition", "include", "exclude", "example")


def words(label, help_text="", rows=2) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows}))


class CodeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    definition = words(_("Definition"), _("What a passage under this code says."))
    include = words(_("Include"), _("What belongs here though one might doubt it."))
    exclude = words(_("Exclude"), _("What looks like it but belongs elsewhere, and where."))
    example = words(_("Example"), _("A typical passage."))
    origin = forms.ChoiceField(label=_("Origin"), choices=Origin.choices, widget=forms.RadioSelect, initial=Origin.INDUCTIVE)
    source = words(_("Source"), _("The theory, the plan or the text it comes from."), rows=1)
    colour = forms.ChoiceField(
        label=_("Colour"), widget=forms.RadioSelect, choices=[(colour.id, COLOURS.get(colour.id, colour.name)) for colour in PALETTE]
    )
    why = forms.CharField(label=_("Reason for the change"), required=False, max_length=500, help_text=_("Kept in the journal."))


class NewCodeForm(CodeForm):
    parent = forms.ChoiceField(label=_("Below"), required=False)
    field_order = ["name", "parent"]

    def __init__(self, *args, parents=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("at the top")), *parents]
        self.fields["colour"].required = False
        del self.fields["why"]  # an addition needs no reason


class MergeForm(forms.Form):
    """What the code that stays is called and means afterwards."""

    name = forms.CharField(label=_("Name"), max_length=200)
    definition = words(_("Definition"))
    include = words(_("Include"))
    exclude = words(_("Exclude"))
    example = words(_("Example"))
    why = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=_("Kept in the journal."))


class SplitForm(forms.Form):
    name = forms.CharField(label=_("Name of the new code"), max_length=200)
    definition = words(_("Definition"))
    why = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=_("Kept in the journal."))


class DeleteForm(forms.Form):
    children = forms.ChoiceField(
        label=_("The codes below it"), initial="up", widget=forms.RadioSelect,
        choices=[("up", _("move up to its place")), ("too", _("are deleted too, with their codings"))],
    )  # fmt: skip
    why = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=_("Kept in the journal."))
    sure = forms.BooleanField(label=_("Yes, delete what is listed above"))


class VersionForm(forms.Form):
    reason = forms.CharField(
        label=_("What changed in the codebook, and why"), strip=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Codebook file"), help_text=_("CSV, XLSX or TOML. The columns are those of an export; only name is needed.")
    )
