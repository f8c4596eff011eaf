from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belegg.apps.exchange.holdings import Holding
from belegg.web.erasure.words import CHOICES

DECISION = "decide:"


class WithdrawForm(forms.Form):
    """Why, the decisions, and the pseudonym typed by hand: the last look before what can't be taken back."""

    why = forms.CharField(
        label=gettext_lazy("How the person withdrew"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=300,
        help_text=gettext_lazy("When and how, without the name. It stands in the journal."),
    )  # fmt: skip
    confirm = forms.CharField(label=gettext_lazy("The pseudonym, to confirm"), required=False, max_length=120)

    def __init__(self, *args, pseudonym: str, holdings: Iterable[Holding], **kwargs):
        super().__init__(*args, **kwargs)
        self.pseudonym = pseudonym
        self.fields["confirm"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        self.fields["confirm"].help_text = _("Type: %(name)s") % {"name": pseudonym}
        self.decisions = {item.decision: item for holding in holdings for item in holding.items if item.decision}
        for name, item in self.decisions.items():
            field = forms.ChoiceField(
                label=item.title, choices=[(choice, CHOICES[choice]) for choice in item.choices], initial=item.default, required=False
            )
            field.widget.attrs["aria-label"] = item.title
            self.fields[DECISION + name] = field

    def clean_confirm(self) -> str:
        typed = " ".join(self.cleaned_data["confirm"].split())
        if typed.casefold() != self.pseudonym.casefold():
            raise forms.ValidationError(_("This is not the pseudonym. Nothing has been erased."))
        return typed

    def decided(self) -> dict[str, str]:
        """Return the decisions as they were chosen."""
        return {name: self.cleaned_data[DECISION + name] for name in self.decisions if self.cleaned_data.get(DECISION + name)}
