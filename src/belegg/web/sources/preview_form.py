"""The form of a file that waits: what is said of the source, how its speakers are marked, and who they are."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.models import Person
from belegg.apps.sources.preparation import EACH, Choices, Prepared
from belegg.apps.study.models import Study
from belegg.formats.examining import AUTO, NO_SPEAKERS, NOT_A_SPEAKER
from belegg.formats.table import CodedMapping
from belegg.web.sources.forms import SourceForm

SHAPES = [
    (AUTO, _("found by Belegg")),
    (NO_SPEAKERS, _("no speakers: every paragraph stands by itself")),
    ("colon", _("Name: words")),
    ("time", _("Name (00:00:08) words")),
    ("bold", _("name in bold type")),
    ("tab", _("name in the first column of a table")),
    ("line", _("name on a line of its own")),
    ("dash", _("Name – words")),
]
ROLES = [
    ("interviewer", _("interviewer")),
    ("informant", _("informant")),
    ("other", _("other")),
    (NOT_A_SPEAKER, _("not a speaker")),
]
TABLES = [("survey", _("a survey: one row for each respondent")), ("coded", _("coded passages: one row for each passage"))]
PER = [("respondent", _("a source for each respondent")), ("question", _("a source for each question"))]


class PreviewForm(SourceForm):
    """Fields for a text. Speakers are lines of four fields, numbered: label-0, role-0, person-0 …"""

    shape = forms.ChoiceField(label=_("How speakers are marked"), choices=SHAPES)

    def __init__(self, *args, study: Study, prepared: Prepared, **kwargs):
        self.study, self.prepared = study, prepared
        suggested = prepared.suggested
        date = suggested.date or None
        initial = {**suggested.as_json(), "date": date, "cases": list(suggested.cases)}
        super().__init__(*args, study=study, initial=initial, **kwargs)
        self.people = list(Person.objects.filter(study=study).order_by("pk"))
        self.names = {person.key: person.pseudonym for person in self.people}
        self.add_fields()

    def add_fields(self) -> None:
        for at, speaker in enumerate(self.prepared.recognition.speakers):
            said = self.prepared.suggested.people.get(speaker.label, "")
            name = said[1:] if said.startswith("=") else self.names.get(said, "")
            self.fields[f"label-{at}"] = forms.CharField(initial=speaker.label, widget=forms.HiddenInput, strip=False)
            self.fields[f"role-{at}"] = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=speaker.role)
            attrs = {"list": "people", "autocomplete": "off"}
            self.fields[f"person-{at}"] = forms.CharField(
                label=_("Pseudonym"), initial=name, required=False, max_length=120, widget=forms.TextInput(attrs=attrs)
            )
        self.fields["more"] = forms.CharField(
            label=_("Another speaker, as written in the text"), required=False, max_length=60,
            help_text=_("If someone was not found: the name or letter in front of their words."),
        )  # fmt: skip

    def speakers(self) -> list[dict]:
        """Return the lines of speakers for the page."""
        known = set(self.names.values())
        return [
            {
                "speaker": speaker,
                "label": self[f"label-{at}"],
                "role": self[f"role-{at}"],
                "person": self[f"person-{at}"],
                "is_new": bool((name := self[f"person-{at}"].value()) and name not in known),
            }
            for at, speaker in enumerate(self.prepared.recognition.speakers)
        ]

    def about(self) -> list:
        """Return the fields of the source itself, in order."""
        return [self[name] for name in ("title", "kind", "date", "language", "cases") if name in self.fields]

    def choices(self) -> Choices:
        """Return what was chosen. Where the shape was changed, roles of the old one no longer say anything."""
        data = self.cleaned_data
        roles, people = {}, {}
        for at in range(len(self.prepared.recognition.speakers)):
            label = data[f"label-{at}"]
            roles[label], people[label] = data[f"role-{at}"], self.person_key(data[f"person-{at}"])
        if data.get("shape", AUTO) != self.prepared.suggested.shape:
            roles = {}
        roles |= {label: role for label, role in self.prepared.suggested.roles.items() if role == NOT_A_SPEAKER and label not in roles}
        if more := " ".join(data.get("more", "").split()):
            roles[more] = "informant"
        date = data.get("date")
        return Choices(
            kind=data["kind"], title=data["title"], date=date.isoformat() if date else "", language=data["language"],
            cases=tuple(data.get("cases", ())), shape=data.get("shape", AUTO), roles=roles, people=people,
        )  # fmt: skip

    def person_key(self, name: str) -> str:
        name = " ".join(name.split())
        known = next((key for key, pseudonym in self.names.items() if pseudonym.casefold() == name.casefold()), "")
        return known or (f"={name}" if name else "")


class TablePreviewForm(PreviewForm):
    """Fields for a table: which columns are what."""

    shape = None  # type: ignore[assignment]  # so Django takes a field of the parent away
    table = forms.ChoiceField(label=_("What the table is"), choices=TABLES)

    def add_fields(self) -> None:
        columns = self.prepared.table.columns if self.prepared.table else ()
        mapping = self.prepared.suggested.mapping
        self.fields["table"].initial = mapping.get("shape")
        pick = [("", "–"), *[(column, column) for column in columns]]
        if mapping.get("shape") == "coded":
            labels = {"text": _("Passage"), "code": _("Code"), "source": _("Source"), "speaker": _("Speaker"), "coder": _("Coder")}
            for name, label in labels.items():
                self.fields[name] = forms.ChoiceField(label=label, choices=pick, initial=mapping.get(name, ""), required=name == "text")
            return
        self.fields["questions"] = forms.MultipleChoiceField(
            label=_("Columns with answers"), choices=[(column, column) for column in columns], initial=mapping.get("questions", []),
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["respondent"] = forms.ChoiceField(
            label=_("Column that names the respondent"), choices=pick, initial=mapping.get("respondent", ""), required=False,
            help_text=_("A number or a pseudonym, never a real name."),
        )  # fmt: skip
        self.fields["per"] = forms.ChoiceField(label=_("Make"), choices=PER, initial=mapping.get("per"))
        self.fields["each"] = forms.BooleanField(
            label=_("Enter each respondent as a person"), required=False, initial=EACH in self.prepared.suggested.people
        )

    def speakers(self) -> list[dict]:
        return []

    def columns(self) -> list:
        names = ("table", "text", "code", "source", "speaker", "coder", "questions", "respondent", "per", "each")
        return [self[name] for name in names if name in self.fields]

    def choices(self) -> Choices:
        data = self.cleaned_data
        date = data.get("date")
        people = {EACH: "="} if data.get("each") else {}
        return Choices(
            kind=data["kind"], title=data["title"], date=date.isoformat() if date else "", language=data["language"],
            cases=tuple(data.get("cases", ())), people=people, mapping=self.mapping(data),
        )  # fmt: skip

    def mapping(self, data: dict) -> dict:
        """Return the mapping; when the kind of table was changed, its columns are suggested anew."""
        if data["table"] != self.prepared.suggested.mapping.get("shape"):
            return other_mapping(self.prepared, data["table"])
        names = ("text", "code", "source", "speaker", "coder") if data["table"] == "coded" else ("questions", "respondent", "per")
        return {"shape": data["table"], **{name: data.get(name, "") for name in names}}


def other_mapping(prepared: Prepared, shape: str) -> dict:
    """Return a first mapping of the kind the names of the columns did not suggest: the longest cells are taken for the words."""
    table = prepared.table
    assert table is not None
    lengths = {column: sum(len(row[at]) for row in table.rows[:200]) for at, column in enumerate(table.columns)}
    longest = max(lengths, key=lambda column: lengths[column])
    if shape == "coded":
        return {"shape": "coded", **CodedMapping(longest).__dict__}
    return {"shape": "survey", "questions": [longest], "respondent": "", "per": "respondent"}
