from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Role


class NewUser(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=150, help_text=_("What the person signs in with."))
    name = forms.CharField(label=_("Name"), max_length=200, required=False, help_text=_("Shown beside what they code and write."))
    admin = forms.BooleanField(label=_("May manage accounts"), required=False)


class ChoosePassword(forms.Form):
    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text=_("At least ten characters.")
    )
    again = forms.CharField(label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class ChangePassword(ChoosePassword):
    old = forms.CharField(label=_("Current password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    field_order = ["old", "password", "again"]


class Profile(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, required=False, help_text=_("Shown beside what you code and write."))


class NewMember(forms.Form):
    user = forms.ChoiceField(label=_("Account"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CODER)

    def __init__(self, *args, users=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(user.pk, user.shown_name) for user in users]
