from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belegg.apps.analysis.checking import DAYS, MOST_DAYS, words_of
from belegg.apps.analysis.models import CheckedQuotation, Verdict
from belegg.apps.coding.models import Coding
from belegg.web.promises.forms import day

ANSWERS = [(Verdict.APPROVED, _("use it as it stands")), (Verdict.CHANGED, _("change it")), (Verdict.REFUSED, _("do not use it"))]


class SendForm(forms.Form):
    """Which quotations go to a person, when and how. `codings` are those that may be chosen, by id."""

    def __init__(self, *args, codings: Iterable[Coding], words: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.codings = {row.key: row for row in codings}
        self.fields["codings"] = forms.MultipleChoiceField(
            label=_("Quotations"), choices=[(key, words[key]) for key in self.codings], widget=forms.CheckboxSelectMultiple, initial=list(self.codings),
            error_messages={"required": _("Tick the quotations that are to be checked.")},
        )  # fmt: skip
        self.fields["sent"] = day(_("Sent on"))
        self.fields["sent"].required = True
        self.fields["sent"].initial = timezone.localdate
        self.fields["due"] = day(_("Answer wanted by"))
        self.fields["how"] = forms.CharField(
            label=_("How"), required=False, max_length=200, help_text=_("By e-mail as a document, by a private link, on paper …")
        )

    def clean_codings(self) -> list[Coding]:
        return [self.codings[key] for key in self.cleaned_data["codings"]]


class AnswersForm(forms.Form):
    """What somebody says of each quotation. Fields are named by the quotation's number: verdict-1, wording-1, note-1."""

    def __init__(self, *args, rows: Iterable[CheckedQuotation], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {row.n: row for row in rows}
        for n, row in self.rows.items():
            self.fields[f"verdict-{n}"] = forms.ChoiceField(
                label=_("Answer"), required=False, choices=ANSWERS, widget=forms.RadioSelect, initial=row.verdict
            )
            self.fields[f"wording-{n}"] = forms.CharField(
                label=_("How it should read"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
                initial=row.wording or words_of(row),
            )  # fmt: skip
            self.fields[f"note-{n}"] = forms.CharField(label=_("Remark"), required=False, max_length=1000, initial=row.note)

    def answers(self) -> list[tuple[CheckedQuotation, str, str, str]]:
        """Return (quotation, verdict, wording, note) of those that have an answer."""
        said = ((row, *(self.cleaned_data[f"{name}-{n}"] for name in ("verdict", "wording", "note"))) for n, row in self.rows.items())
        return [one for one in said if one[1]]

    def shown(self) -> list[dict]:
        """Return each quotation with its words and fields, for the page."""
        return [
            {
                "row": row,
                "words": words_of(row),
                "verdict": self[f"verdict-{n}"],
                "wording": self[f"wording-{n}"],
                "note": self[f"note-{n}"],
            }
            for n, row in self.rows.items()
        ]


class LinkForm(forms.Form):
    days = forms.IntegerField(label=_("Days it holds"), min_value=1, max_value=MOST_DAYS, initial=DAYS)
