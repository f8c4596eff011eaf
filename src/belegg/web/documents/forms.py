from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.sources.models import Document, Source, SourceKind, Standing
from belegg.apps.study.models import Case, Study
from belegg.method.natural import natural
from belegg.web.promises.forms import day
from belegg.web.sources.forms import case_choices, offer


class DocumentForm(forms.Form):
    """A document that was found."""

    title = forms.CharField(label=_("Title"), max_length=300)
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    year = forms.IntegerField(label=_("Year"), required=False)
    genre = forms.CharField(
        label=_("Kind of document"), required=False, max_length=80, help_text=_("Plan, case paper, minutes, report, law, web page …")
    )
    purpose = forms.CharField(label=_("Purpose"), required=False, max_length=300, help_text=_("What it was written for, and for whom."))
    credibility = forms.CharField(
        label=_("Credibility"), required=False, max_length=300, help_text=_("How far it can be trusted, and why.")
    )
    service = forms.CharField(label=_("Where it was looked for"), required=False, max_length=120)
    query = forms.CharField(label=_("What was looked for"), required=False, max_length=300)
    found = day(_("Found on"))
    link = forms.CharField(label=_("Link"), required=False, max_length=500)
    standing = forms.ChoiceField(label=_("Kept or rejected"), required=False, choices=Standing.choices)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    case = forms.ChoiceField(label=_("Case"), required=False)
    source = forms.ChoiceField(label=_("Its text among the sources"), required=False)

    def __init__(self, *args, study: Study, document: Document | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        taken = Document.objects.filter(study=study, source__isnull=False)
        taken = taken.exclude(pk=document.pk) if document else taken
        free = Source.objects.filter(study=study, kind=SourceKind.DOCUMENT).exclude(pk__in=taken.values("source"))
        self.things: dict[str, dict] = {
            "case": {one.key: one for one in Case.objects.filter(study=study)},
            "source": {one.key: one for one in free},
        }
        offer(self, "case", [("", "–"), *case_choices(study)])
        offer(self, "source", [("", "–"), *((key, self.things["source"][key].title) for key in sorted(self.things["source"], key=natural))])

    def clean(self) -> dict:
        """Return the things themselves instead of their ids."""
        given = super().clean() or {}
        return given | {name: found.get(given.get(name) or "") for name, found in self.things.items()}


class PasteForm(forms.Form):
    """Several at once, as they stand in a spreadsheet."""

    table = forms.CharField(
        label=_("The table"), required=False, widget=forms.Textarea(attrs={"rows": 10}), max_length=500_000,
        help_text=_("Copied out of a spreadsheet, with the names of the columns in the first row: title, author, year, service, query, standing, reason …"),
    )  # fmt: skip
    file = forms.FileField(label=_("Or a file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xlsx"}))
