"""Forms of the recordings room."""

from __future__ import annotations

import re
from datetime import date as Date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from belegg.apps.fieldwork.models import Interview
from belegg.apps.recordings.models import Recording
from belegg.apps.study.models import Study
from belegg.method.errors import Refused
from belegg.method.natural import natural
from belegg.method.recording_times import parse_time
from belegg.web.base.refusals import in_words
from belegg.web.recordings.ties import without_interview
from belegg.web.recordings.upload import FIELD
from belegg.web.sources.forms import SourceForm, offer


def day(label, help_text="", required=True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


_SPAN = re.compile(r"\s*([\d:.,]+)\s*(?:-|–|—|→|to|til)\s*([\d:.,]+)\s*")


def of_choices(study: Study) -> list[tuple[str, str]]:
    """Return what a recording may be of: interviews, and sources without one."""
    interviews = sorted(Interview.objects.filter(study=study), key=lambda row: natural(row.key))
    found = [(f"interview:{row.key}", ", ".join(filter(None, (row.key, str(row.date or ""), row.place)))) for row in interviews]
    return found + [(f"source:{row.key}", f"{row.title} ({row.key})") for row in without_interview(study)]


class AddForm(forms.Form):
    of = forms.ChoiceField(label=_("Recording of"))
    made = day(_("Recorded on"), _("Else the day of the interview."), required=False)
    file = forms.FileField(label=_("Sound or film"), widget=forms.FileInput(attrs={"accept": "audio/*,video/*"}))

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "of", [("", "—"), *of_choices(study)])
        assert FIELD in self.fields


class DateForm(forms.Form):
    date = day(_("Wholly transcribed on"))


class PassForm(forms.Form):
    date = day(_("Listened through on"))
    note = forms.CharField(
        label=_("What was corrected"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class SilenceForm(forms.Form):
    spans = forms.CharField(
        label=_("Stretches"), widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One on each line, from and to: 00:04:10 - 00:05:30"),
    )  # fmt: skip
    why = forms.CharField(label=_("Why"), required=False, max_length=500)

    def clean_spans(self) -> list[tuple[int, int]]:
        return [span(line) for line in self.cleaned_data["spans"].splitlines() if line.strip()]


class DeleteForm(forms.Form):
    sure = forms.BooleanField(label=_("I know that nobody can bring it back"))
    why = forms.CharField(label=_("Why"), required=False, max_length=500)


class FinishForm(SourceForm):
    """The source that is made of what was typed. The kind and the cases are those of every source."""

    transcribed = day(_("Wholly transcribed on"), _("Leave it open if it is not finished yet."), required=False)

    def __init__(self, *args, recording: Recording, **kwargs):
        today = Date.today()
        initial = {"kind": "interview", "date": recording.made, "transcribed": today, "language": ""} | kwargs.pop("initial", {})
        super().__init__(*args, study=recording.study, initial=initial, **kwargs)


def span(line: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(line)
    if not found:
        raise forms.ValidationError(gettext("“%(line)s” is not a stretch. Write it as 00:04:10 - 00:05:30.") % {"line": line[:60]})
    try:
        start, end = parse_time(found[1]), parse_time(found[2])
    except Refused as refused:
        raise forms.ValidationError(in_words(refused)) from None
    if end <= start:
        raise forms.ValidationError(gettext("“%(line)s” ends before it begins.") % {"line": line[:60]})
    return start, end
