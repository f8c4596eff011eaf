from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Stance


class BeginStudy(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("A working title; it can be changed later."))
    question = forms.CharField(
        label=_("Research question"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("What the study is to answer.")
    )
    sub_questions = forms.CharField(
        label=_("Sub-questions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line. May be left for later."),
    )
    language = forms.ChoiceField(label=_("Main language of the texts"), choices=settings.LANGUAGES)


class BeginCases(forms.Form):
    cases = forms.CharField(
        label=_("Cases"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line: the municipalities, schools or projects you compare. Two spaces first: a case below the one above."),
        strip=False,
    )  # fmt: skip
    kind = forms.CharField(
        label=_("What they are"), max_length=60, required=False, help_text=_("For example municipality, school, project.")
    )

    def clean_cases(self):
        lines = [line for line in self.cleaned_data["cases"].split("\n") if line.strip()]
        if not lines:
            raise forms.ValidationError(_("Write at least one case."))
        return lines


class ChangeStudy(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    about = forms.CharField(label=_("About the study"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    stance = forms.ChoiceField(label=_("Way of analysis"), choices=Stance.choices, help_text=_("Pages offer the measures that fit it."))
    language = forms.ChoiceField(label=_("Main language of the texts"), choices=settings.LANGUAGES)
