from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class JournalFilter(forms.Form):
    by = forms.ChoiceField(label=_("Who"), required=False)
    noun = forms.ChoiceField(label=_("What kind of thing"), required=False)
    about = forms.CharField(label=_("One thing"), required=False, help_text=_("Its kind and id, such as code:tillit."))
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, members=(), nouns=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [("", _("everyone")), *((member.key, member.name) for member in members)]
        self.fields["noun"].choices = [("", _("everything")), *nouns]
