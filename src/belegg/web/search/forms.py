"""Where to search, and what to do with the hits."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.analysis.ground import Ground
from belegg.apps.analysis.hits import Place
from belegg.apps.analysis.searching import WITHOUT_INTERVIEWERS, Where
from belegg.apps.sources.models import SourceKind, SpeakerRole

WHO = [("", _("all but interviewers")), ("all", _("everyone")), ("interviewers", _("interviewers only"))]
ROLES: dict[str, frozenset[str] | None] = {"": WITHOUT_INTERVIEWERS, "all": None, "interviewers": frozenset({SpeakerRole.INTERVIEWER})}
UNITS = [("words", _("the words found")), ("sentence", _("their sentence")), ("turn", _("the whole turn"))]
ADDRESS = re.compile(r"([a-z0-9-]{1,60}):(\d{1,9})-(\d{1,9})", re.ASCII)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=500)
    who = forms.ChoiceField(label=_("Who speaks"), required=False, choices=WHO)
    case = forms.ChoiceField(label=_("Case"), required=False)
    kind = forms.ChoiceField(label=_("Kind of source"), required=False, choices=[("", _("all kinds")), *SourceKind.choices])

    def __init__(self, data, *, ground: Ground) -> None:
        super().__init__(data)
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all cases")), *((case.key, "\u2003" * ground.case_depth[case.pk] + case.name) for case in ground.cases)]

    def where(self) -> Where:
        given = {name: self.cleaned_data.get(name, "") for name in ("who", "case", "kind")}
        return Where(ROLES[given["who"]], given["case"], given["kind"])


class CodingForm(forms.Form):
    """How hits are to be coded: those ticked (`places`, sent as `hit` with addresses as in `Hit.address`), or with `all` every hit of the search.

    `all` is the number of hits as it stood on the button.
    """

    code = forms.ChoiceField(label=_("Code"), required=False, error_messages={"invalid_choice": _("Choose a code of the list.")})
    new_code = forms.CharField(
        label=_("or a new code"), required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 18})
    )
    unit = forms.ChoiceField(label=_("What is coded"), choices=UNITS, initial="sentence")
    round = forms.ChoiceField(label=_("Round"), required=False)
    all = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data, *, ground: Ground, round: str = "") -> None:
        super().__init__(data, initial={"round": round})
        lists: dict[str, list] = {
            "code": [("", _("Choose a code")), *((code.key, "\u2003" * ground.code_depth[code.pk] + code.name) for code in ground.codes)],
            "round": [(key, name) for _pk, key, name in ground.rounds],
        }
        for name, choices in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        # An address that is none is left out; whether a place lies in its text is asked where it is coded.
        given = data.getlist("hit") if data is not None else []
        self.places = [Place(found[1], int(found[2]), int(found[3])) for address in given if (found := ADDRESS.fullmatch(address))]

    def clean(self) -> dict:
        given = super().clean() or {}
        if "code" not in self.errors and bool(given.get("code")) == bool(given.get("new_code")):
            self.add_error(
                "code", _("Choose a code or name a new one, not both.") if given.get("code") else _("Choose a code, or name a new one.")
            )
        return given
