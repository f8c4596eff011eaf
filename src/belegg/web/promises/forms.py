from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.models import Person
from belegg.apps.privacy.promise_models import About, Deed, Event, Origin
from belegg.apps.privacy.promises import MOST_DAYS
from belegg.apps.study.models import Member, Study
from belegg.web.sources.forms import offer


def day(label: Any, **how) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **how)


class PromiseForm(forms.Form):
    """A promise; when it is due is a date, or days after an event."""

    text = forms.CharField(
        label=_("What was promised"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("As it stands in the letter, the notification or the plan.")
    )  # fmt: skip
    origin = forms.ChoiceField(label=_("Promised in"), choices=Origin.choices)
    place = forms.CharField(label=_("Where it stands there"), required=False, max_length=200)
    action = forms.ChoiceField(label=_("What is to be done"), choices=Deed.choices)
    about = forms.ChoiceField(label=_("With what"), choices=About.choices)
    subject = forms.ChoiceField(label=_("Of whom"), required=False)
    due = day(_("Due on"), help_text=_("A date, or the days after an event below."))
    days = forms.IntegerField(label=_("Days after"), min_value=0, max_value=MOST_DAYS, initial=0)
    after = forms.ChoiceField(label=_("The event"), required=False, choices=[("", "–"), *Event.choices])
    owner = forms.ChoiceField(label=_("Who answers for it"), required=False)

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(study=study).order_by("pk").values_list("key", "pseudonym")
        offer(self, "subject", [("", _("all")), *((f"person:{key}", name) for key, name in people)])
        self.members = {member.key: member for member in Member.objects.filter(study=study)}
        offer(self, "owner", [("", "–"), *((key, member.name) for key, member in self.members.items())])

    def clean_owner(self) -> Member | None:
        return self.members.get(self.cleaned_data["owner"])


class KeepForm(forms.Form):
    """Proof. A file that shows it is not stored: its hash is."""

    method = forms.CharField(
        label=_("How it was kept"), max_length=300, help_text=_("What was done and with what, such as: both recorders formatted, backup deleted.")
    )  # fmt: skip
    shown_by = forms.FileField(
        label=_("A file that shows it"), required=False, help_text=_("A log, a receipt, a message. Only its fingerprint is kept, not the file.")
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def fingerprint(self) -> str:
        """Return the SHA-256 of the file given, "" without one."""
        file = self.cleaned_data.get("shown_by")
        if not file:
            return ""
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest()


class DropForm(forms.Form):
    why = forms.CharField(
        label=_("Why it no longer binds"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("Who agreed to it, or what replaced it. It stays in the ledger with this reason."),
    )  # fmt: skip


class DatesForm(forms.Form):
    """When something happened that promises wait for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for event, label in Event.choices:
            self.fields[event] = day(str(label).capitalize())
