from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("What for"), max_length=300, required=False, help_text=_("It stands in the journal with your name and the time."),
    )  # fmt: skip


class IdentityForm(forms.Form):
    """Nothing of this is filled in by browsers or stays in their memory."""

    name = forms.CharField(label=_("Real name"), required=False, max_length=500)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=500)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=500)
    post = forms.CharField(label=_("Post address"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=500)
    other_names = forms.CharField(
        label=_("Other names"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: nicknames, and people they speak of. They are looked for when a text is pseudonymised."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
