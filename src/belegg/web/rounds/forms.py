from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For example: Each interview, Across the cases."))
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is looked for in this round, and with which codes."),
    )  # fmt: skip
