from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.models import TraitName
from belegg.apps.sources.models import WordUse
from belegg.method.disclosure import ORGANISATION_HIDDEN, ORGANISATION_NAMED
from belegg.web.names.words import TOLD


class DisclosureForm(forms.Form):
    """What readers will be told of people, and how many must be alike."""

    told = forms.MultipleChoiceField(
        label=_("What is told of people"), required=False, widget=forms.CheckboxSelectMultiple, choices=list(TOLD.items())
    )
    policy = forms.ChoiceField(
        label=_("The organisation"), required=False,
        choices=[(ORGANISATION_HIDDEN, _("is not named")), (ORGANISATION_NAMED, _("is named, persons are not"))],
    )  # fmt: skip
    threshold = forms.ChoiceField(
        label=_("Enough alike"), required=False, choices=[("2", "2"), ("3", "3"), ("5", "5"), ("10", "10")], initial="3"
    )
    only = forms.BooleanField(label=_("Only those who stand out"), required=False)

    def __init__(self, *args, known: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["told"] = known

    def asked(self, known: list[str]) -> dict:
        """Return what is asked for; an address that asks for nothing, or for what there is not, shows what is known."""
        if not self.is_bound or not self.is_valid():
            return {"told": known, "policy": ORGANISATION_HIDDEN, "threshold": 3, "only": False}
        data = self.cleaned_data
        return {
            "told": [name for name in TOLD if name in data["told"]],
            "policy": data["policy"] or ORGANISATION_HIDDEN,
            "threshold": int(data["threshold"] or 3),
            "only": data["only"],
        }


class TraitsForm(forms.Form):
    gender = forms.CharField(label=_("Gender"), max_length=120, required=False)
    age = forms.CharField(label=_("Age"), max_length=120, required=False, help_text=_("Years, or a band such as 40–49."))
    party = forms.CharField(label=_("Party"), max_length=120, required=False)

    field_order = list(TraitName.values)


class WordForm(forms.Form):
    """A word for the study's list."""

    word = forms.CharField(
        label=_("Word"), max_length=120, help_text=_("A name, a place or another word; also with the s of a genitive it is found."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    use = forms.ChoiceField(
        label=_("What shall become of it"), choices=[(WordUse.REPLACE, _("replace it")), (WordUse.KEEP, _("it is no name: leave it"))]
    )
    replacement = forms.CharField(
        label=_("Replacement"), max_length=190, required=False, help_text=_("For example: Informant 3, a neighbour, a town on the coast."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
