from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models import Observation, PartPlayed
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source, SourceKind
from belegg.apps.study.models import Case, Member, Study
from belegg.method.natural import natural
from belegg.web.promises.forms import day
from belegg.web.sources.forms import case_choices, offer


class ObservationForm(forms.Form):
    """An event somebody was at; its field notes are sources."""

    title = forms.CharField(label=_("What it was"), max_length=200, help_text=_("Such as: innovation seminar, council meeting, workshop."))
    date = day(_("Date"))
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    case = forms.ChoiceField(label=_("Case"), required=False)
    part = forms.ChoiceField(label=_("There as"), choices=PartPlayed.choices, widget=forms.RadioSelect, initial=PartPlayed.OBSERVER)
    how = forms.CharField(
        label=_("In what way"), required=False, max_length=300, help_text=_("Sat at a table, led a group, only watched …")
    )
    members = forms.MultipleChoiceField(label=_("Who observed"), required=False, widget=forms.CheckboxSelectMultiple)
    people = forms.MultipleChoiceField(label=_("People of the study who were there"), required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.CharField(
        label=_("Others who were there"), required=False, max_length=300, help_text=_("How many, and what they are. No names.")
    )
    sources = forms.MultipleChoiceField(label=_("Field notes already brought in"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, study: Study, observation: Observation | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        notes = Source.objects.filter(study=study, kind=SourceKind.OBSERVATION)
        self.things: dict[str, dict] = {
            "people": {one.key: one for one in Person.objects.filter(study=study)},
            "members": {one.key: one for one in Member.objects.filter(study=study)},
            "sources": {one.key: one for one in notes if one.observation_id in (None, observation and observation.pk)},
        }
        for name, found in self.things.items():
            offer(self, name, [(key, str(found[key])) for key in sorted(found, key=natural)])
            if not found:
                del self.fields[name]
        self.cases = {one.key: one for one in Case.objects.filter(study=study)}
        offer(self, "case", [("", "–"), *case_choices(study)])

    def clean(self) -> dict:
        """Return the things themselves instead of their ids."""
        given = super().clean() or {}
        given["case"] = self.cases.get(given.get("case") or "")
        return given | {name: [found[key] for key in given.get(name, ())] for name, found in self.things.items()}


class NoteForm(forms.Form):
    """A field note, written here."""

    title = forms.CharField(label=_("Title"), max_length=300)
    date = day(_("Written on"))
    text = forms.CharField(label=_("The note"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 14}))
