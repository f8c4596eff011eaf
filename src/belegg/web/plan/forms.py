from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.method import plan as pure
from belegg.web.plan import words
from belegg.web.promises.forms import day


class FactsForm(forms.Form):
    """Facts of the plan, each by its kind: a date, a choice, several choices, a line or words. `told` says how they are called."""

    def __init__(self, *args, told: Mapping, only: tuple[str, ...] = (), **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in told.items():
            if not only or name in only:
                self.fields[name] = field_of(name, label, help_text)

    def clean(self) -> dict:
        """Give days as they are kept."""
        data = super().clean() or {}
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in data.items()}


def field_of(name: str, label, help_text) -> forms.Field:
    if name in pure.DATES:
        field = day(label)
        field.help_text = help_text
        return field
    if name in pure.LISTS:
        offered = [(id, _(said)) for id, said in pure.CHOICES[name].items()]
        return forms.MultipleChoiceField(
            label=label, help_text=help_text, required=False, choices=offered, widget=forms.CheckboxSelectMultiple
        )
    if name in pure.CHOICES:
        choices: list = [("", "–"), *((id, _(said)) for id, said in pure.CHOICES[name].items())]
        return forms.ChoiceField(label=label, help_text=help_text, required=False, choices=choices)
    widget = forms.TextInput() if name in words.SHORT else forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=pure.LONGEST, widget=widget)
