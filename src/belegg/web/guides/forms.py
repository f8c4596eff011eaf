from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Study
from belegg.web.sources.forms import LANGUAGES, offer

LIST_HELP = _(
    "One question on each line, those below another set in, or numbered as 1. a. i. You can paste it from your own document; below you see how it was understood."
)


def day() -> forms.DateField:
    return forms.DateField(label=_("In use from"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class GuideForm(forms.Form):
    """A new guide, as a plain list."""

    title = forms.CharField(label=_("Title"), max_length=300)
    language = forms.ChoiceField(label=_("Language"), required=False)
    date = day()
    list = forms.CharField(
        label=_("The guide"),
        strip=False,
        help_text=LIST_HELP,
        widget=forms.Textarea(attrs={"rows": 16, "class": "outline", "spellcheck": "true"}),
    )

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "language", LANGUAGES)
        self.initial.setdefault("language", study.language)


class VersionForm(forms.Form):
    """The next version of a guide, as a plain list."""

    why = forms.CharField(
        label=_("Why it is changed"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("What you saw in the interviews that made you change it."),
    )  # fmt: skip
    date = day()
    list = GuideForm.base_fields["list"]


class DescribeForm(forms.Form):
    date = day()
    why = forms.CharField(label=_("Why it was made"), widget=forms.Textarea(attrs={"rows": 4}), required=False)


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
