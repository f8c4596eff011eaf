from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.privacy.labels import next_label
from belegg.apps.privacy.models import Rank
from belegg.apps.study.models import Attribute, AttributeType, Case, Study
from belegg.method.labels import SCHEMES
from belegg.web.sources.forms import offer


class Parented(forms.Form):
    """A form in which one chooses what the thing stands below."""

    parent = forms.ChoiceField(label=_("Below"), required=False)

    def __init__(self, *args, parents=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("nothing: it stands at the top")), *parents]


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Question"), widget=forms.Textarea(attrs={"rows": 2}))
    declared = forms.TypedChoiceField(
        label=_("Where it comes from"), choices=[("yes", _("declared: it stood in the plan")), ("no", _("found underway"))],
        coerce=lambda value: value == "yes", initial="yes",
    )  # fmt: skip


class NewQuestion(QuestionForm, Parented):
    field_order = ["text", "parent", "declared"]


class CaseForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.CharField(
        label=_("Kind"), max_length=60, required=False, help_text=_("For example municipality, department, initiative."),
        widget=forms.TextInput(attrs={"list": "kinds", "autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NewCase(CaseForm, Parented):
    field_order = ["name", "kind", "parent", "note"]


class AttributeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    type = forms.ChoiceField(label=_("Type"), choices=AttributeType.choices)
    choices = forms.CharField(
        label=_("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("For the type choice: one on each line."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("For a number: what is counted, such as inhabitants or km.")
    )

    def clean_choices(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]


class ValueForm(forms.Form):
    """One value of one case. The value itself is read by the action, which knows how people write numbers and dates."""

    value = forms.CharField(label=_("Value"), required=False)
    date = forms.DateField(
        label=_("Holds for the date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    source = forms.CharField(label=_("Where it comes from"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args, attribute: Attribute, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].widget = widget_for(attribute)


def widget_for(attribute: Attribute) -> forms.Widget:
    if attribute.type == AttributeType.NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    if attribute.type == AttributeType.DATE:
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if attribute.type == AttributeType.YESNO:
        return forms.Select(choices=[("", "–"), ("yes", _("yes")), ("no", _("no"))])
    if attribute.type == AttributeType.CHOICE:
        return forms.Select(choices=[("", "–"), *((choice, choice) for choice in attribute.choices)])
    return forms.Textarea(attrs={"rows": 2})


class PersonForm(forms.Form):
    pseudonym = forms.CharField(
        label=_("Pseudonym"), max_length=120, help_text=_("Not the real name: nothing here leads back to the person."),
    )  # fmt: skip
    rank = forms.ChoiceField(
        label=_("Kind of informant"), required=False, choices=[("", Rank.ORDINARY.label), (Rank.KEY.value, Rank.KEY.label)]
    )
    role = forms.CharField(
        label=_("Role"), max_length=200, required=False, help_text=_("What they are in the field, such as head of unit.")
    )
    unit = forms.CharField(label=_("Unit"), max_length=200, required=False)
    case = forms.ChoiceField(label=_("Case"), required=False)

    def __init__(self, *args, cases=(), rank="", **kwargs):
        super().__init__(*args, **kwargs)
        if rank not in Rank.values:  # a study folder may bring its own words; saving must not lose them
            self.fields["rank"].choices = [*self.fields["rank"].choices, (rank, rank)]
        self.fields["case"].choices = [("", _("no case")), *cases]


class NewPersonForm(PersonForm):
    """A pseudonym left open becomes the next label of the scheme."""

    scheme = forms.ChoiceField(label=_("How informants are labelled"), required=False)

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pseudonym"].required = False
        self.fields["pseudonym"].help_text = _(
            "Leave it open for the next label of the scheme below. Not the real name: nothing here leads back to the person."
        )
        case = Case.objects.filter(study=study, parent=None).first()
        offer(self, "scheme", [(name, next_label(study, rank="key", case=case, scheme=name)) for name in SCHEMES])

    def clean_scheme(self) -> str:
        return self.cleaned_data["scheme"] or self.initial["scheme"]


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Table"), widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xlsx"}))
