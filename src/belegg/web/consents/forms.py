from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.letters import LANGUAGES
from belegg.apps.privacy.models import Answered, Consent, Letter, Scope
from belegg.apps.study.models import Study
from belegg.web.consents.words import CHECKLIST, FACTS
from belegg.web.promises.forms import day
from belegg.web.sources.forms import offer

LANGUAGE_NAMES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
assert [code for code, _name in LANGUAGE_NAMES] == list(LANGUAGES)


class LetterFactsForm(forms.Form):
    """What the letter of a study is made of; what is left open stands in the letter as missing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in FACTS.items():
            rows = 1 if name in ("title", "institution", "end", "reference") else 3
            self.fields[name] = forms.CharField(
                label=label, required=False, help_text=help_text, max_length=4000, widget=forms.Textarea(attrs={"rows": rows})
            )
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("What consent is asked for"), required=False, choices=Scope.choices, widget=forms.CheckboxSelectMultiple
        )


class SentLetterForm(forms.Form):
    """A letter that was sent before, held against the checklist by hand."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_NAMES)
    text = forms.CharField(label=_("The letter"), widget=forms.Textarea(attrs={"rows": 14}), help_text=_("Paste it as it was sent."))
    checklist = forms.MultipleChoiceField(
        label=_("What it says"), required=False, choices=list(CHECKLIST.items()), widget=forms.CheckboxSelectMultiple
    )


class ChecklistForm(forms.Form):
    checklist = forms.MultipleChoiceField(
        label=_("What it says"), required=False, choices=list(CHECKLIST.items()), widget=forms.CheckboxSelectMultiple
    )


class ConsentsForm(forms.Form):
    """What one person answered. The date and the proof hold for the answers that change."""

    def __init__(self, *args, study: Study, known: Mapping[str, Consent], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("not answered")), *Answered.choices]
        for scope, label in Scope.choices:
            initial = known[scope].state if scope in known else ""
            self.fields[scope] = forms.ChoiceField(label=str(label).capitalize(), choices=choices, required=False, initial=initial)
        self.fields["date"] = day(_("When"))
        self.fields["letter"] = forms.ChoiceField(label=_("After which letter"), required=False)
        self.fields["how"] = forms.CharField(
            label=_("How"), required=False, max_length=200, help_text=_("On paper, by e-mail, said on the recording …")
        )
        self.fields["proof"] = forms.CharField(
            label=_("Where the proof is"),
            required=False,
            max_length=300,
            help_text=_("The binder, the archive number, the time in the recording."),
        )
        self.letters = {letter.key: letter for letter in Letter.objects.filter(study=study)}
        offer(self, "letter", [("", "–"), *((key, letter.title) for key, letter in self.letters.items())])

    def answers(self) -> dict[str, str]:
        """Return what was answered otherwise than it stood."""
        return {scope: self.cleaned_data[scope] for scope in Scope.values if self.cleaned_data[scope] != (self.fields[scope].initial or "")}

    def clean_letter(self) -> Letter | None:
        return self.letters.get(self.cleaned_data["letter"])
