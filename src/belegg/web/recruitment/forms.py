from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models import Observation, Reply, Via
from belegg.apps.privacy.models import Person
from belegg.apps.study.models import Case, Study
from belegg.method.natural import natural
from belegg.web.promises.forms import day
from belegg.web.sources.forms import case_choices, offer


class ContactForm(forms.Form):
    """Somebody who was asked: a person of the study, or what they are, never a real name."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    label = forms.CharField(
        label=_("Or what they are"), required=False, max_length=200, help_text=_("Such as: head of a nursing home. No real name here.")
    )
    case = forms.ChoiceField(label=_("Case"), required=False)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=200)
    on = day(_("Asked on"))
    via = forms.ChoiceField(label=_("How they came to be asked"), choices=Via.choices)
    tip_from = forms.ChoiceField(label=_("Named by"), required=False)
    event = forms.ChoiceField(label=_("Met at"), required=False)
    tip_note = forms.CharField(label=_("Note on the tip"), required=False, max_length=300)
    answer = forms.ChoiceField(label=_("Answer"), choices=Reply.choices)
    answered = day(_("Answered on"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300, help_text=_("Of a no, or of leaving them out."))

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.key: one for one in Person.objects.filter(study=study)}
        self.cases = {one.key: one for one in Case.objects.filter(study=study)}
        named = [("", "–"), *((key, self.people[key].pseudonym) for key in sorted(self.people, key=natural))]
        offer(self, "person", named)
        offer(self, "tip_from", named)
        self.events = {one.key: one for one in Observation.objects.filter(study=study)}
        offer(self, "event", [("", "–"), *((key, self.events[key].title) for key in sorted(self.events, key=natural))])
        offer(self, "case", [("", "–"), *case_choices(study)])

    def clean(self) -> dict:
        """Return the things themselves instead of their ids."""
        given = super().clean() or {}
        for name, found in (("person", self.people), ("tip_from", self.people), ("case", self.cases), ("event", self.events)):
            given[name] = found.get(given.get(name) or "")
        return given


class FrameForm(forms.Form):
    """Which units one should reach, a line each, case by case."""

    def __init__(self, *args, cases: Sequence[Case], known: Mapping[str, Sequence[str]], **kwargs):
        super().__init__(*args, **kwargs)
        for case in cases:
            self.fields[case.key] = forms.CharField(
                label=case.name, required=False, widget=forms.Textarea(attrs={"rows": 4}), initial="\n".join(known.get(case.key, ()))
            )

    def frame(self) -> dict[str, list[str]]:
        return {name: written.splitlines() for name, written in self.cleaned_data.items()}
