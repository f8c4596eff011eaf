from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models import Form, GuideVersion, Interview, InterviewState
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source
from belegg.apps.study.models import Member, Study
from belegg.method.natural import natural
from belegg.web.sources.forms import offer


class InterviewForm(forms.Form):
    """An interview planned or held; what came of it are its sources."""

    state = forms.ChoiceField(label=_("State"), choices=InterviewState.choices, initial=InterviewState.HELD)
    date = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    people = forms.MultipleChoiceField(label=_("Who took part"), required=False, widget=forms.CheckboxSelectMultiple)
    members = forms.MultipleChoiceField(label=_("Who asked"), required=False, widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    form = forms.ChoiceField(label=_("How"), choices=Form.choices)
    minutes = forms.IntegerField(label=_("Minutes"), required=False)
    pressed = forms.BooleanField(label=_("Time was short"), required=False)
    guide_version = forms.ChoiceField(label=_("Guide used"), required=False)
    follow_up_of = forms.ChoiceField(label=_("Follows up"), required=False)
    sources = forms.MultipleChoiceField(label=_("Sources that came of it"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, study: Study, interview: Interview | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.things: dict[str, dict] = {
            "people": {one.key: one for one in Person.objects.filter(study=study)},
            "members": {one.key: one for one in Member.objects.filter(study=study)},
            "guide_version": {one.key: one for one in GuideVersion.objects.filter(study=study).select_related("guide")},
            "follow_up_of": {one.key: one for one in Interview.objects.filter(study=study).exclude(pk=interview.pk if interview else 0)},
            "sources": {
                one.key: one for one in Source.objects.filter(study=study) if one.interview_id in (None, interview and interview.pk)
            },
        }
        for name, found in self.things.items():
            none = [] if name in ("people", "members", "sources") else [("", "–")]
            offer(self, name, [*none, *((key, called(found[key])) for key in sorted(found, key=natural))])

    def clean(self) -> dict:
        """Return the things themselves instead of their ids."""
        given = super().clean() or {}
        for name, found in self.things.items():
            said = given.get(name)
            given[name] = [found[key] for key in said] if isinstance(said, list) else found.get(said or "")
        return given


def called(thing) -> str:
    if isinstance(thing, GuideVersion):
        return str(_("%(title)s, version %(n)s") % {"title": thing.guide.title, "n": thing.number})
    if isinstance(thing, Interview):
        return f"{thing.key} {thing.date or ''}".strip()
    return str(thing)
