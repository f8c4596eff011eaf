from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import MemoKind


class MemoFilter(forms.Form):
    q = forms.CharField(
        label=_("Search"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("every kind")), *MemoKind.choices])
    target = forms.CharField(label=_("On"), required=False, max_length=80)
    by = forms.ChoiceField(label=_("By"), required=False)

    def __init__(self, *args, authors=(), targets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].widget = forms.Select(choices=[("", _("anything")), *targets])
        self.fields["by"].choices = [("", _("everyone")), *authors]


class MemoForm(forms.Form):
    """What must be written is the action's to say: a memo needs a title or a text, whichever."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12, "class": "words"}),
        help_text=_("*one star* makes italics, **two** bold; an empty line begins a paragraph, a hyphen an item of a list."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), choices=MemoKind.choices,
        help_text=_("Method: what was decided and why. Theory: what it may mean. Reflexive: your own part in it."),
    )  # fmt: skip
    target = forms.ChoiceField(label=_("About"))

    def __init__(self, *args, targets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets
