"""Forms of the sources room."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from belegg.apps.sources.actions.answers import Asked
from belegg.apps.sources.models import SourceKind
from belegg.apps.sources.preparation import Choices
from belegg.apps.sources.reading import SpeakerLine
from belegg.apps.study.models import Case, Study
from belegg.apps.study.order import in_order
from belegg.method.chapters import Chapter

LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English")), ("sv", _("Swedish")), ("da", _("Danish"))]


def case_choices(study: Study) -> list[tuple[str, str]]:
    """Return the cases in tree order; a case below another is set in."""
    cases = in_order(Case.objects.filter(study=study))
    depth: dict[int, int] = {}
    for case in cases:
        depth[case.pk] = depth.get(case.parent_id or 0, -1) + 1
    return [(case.key, "\u2003" * depth[case.pk] + case.name) for case in cases]


def chapter_choices(chapters: Sequence[Chapter]) -> list[tuple[str, str]]:
    """Return chapters by the turns they reach over, those below another set in."""
    return [(f"{chapter.first}-{chapter.last}", "\u2003" * chapter.depth + chapter.label) for chapter in chapters]


def offer(form: forms.Form, name: str, choices: Sequence) -> None:
    """Set what a field of choices offers: cases and people differ from study to study."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class SourceFilter(forms.Form):
    q = forms.CharField(
        label=_("Title"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("every kind")), *SourceKind.choices])
    case = forms.ChoiceField(label=_("Case"), required=False)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("number")), ("title", _("title")), ("date", _("date")), ("new", _("newest first"))],
    )  # fmt: skip

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "case", [("", _("every case")), *case_choices(study)])


class SourceForm(forms.Form):
    """What is said of a source. Used for one that is in the study and, with more fields around it, for a file that waits."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    date = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    cases = forms.MultipleChoiceField(
        label=_("Cases"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave them open if only parts of it belong to a case; select those parts when you read."),
    )  # fmt: skip

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict(LANGUAGES)
        now = self.initial.get("language", "")
        others = [(now, now)] if now and now not in known else []
        offer(self, "language", [("", _("as the study")), *LANGUAGES, *others])
        choices = case_choices(study)
        offer(self, "cases", choices)
        if not choices:
            del self.fields["cases"]


class ChangeSourceForm(SourceForm):
    note = forms.CharField(label=_("Note"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4}))


class SpeakerForm(forms.Form):
    """One speaker of a text in the study. The fields keep their plain names: each speaker is a form of its own."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[("interviewer", _("interviewer")), ("informant", _("informant")), ("other", _("other"))]
    )
    person = forms.CharField(
        label=_("Pseudonym"), required=False, max_length=120, widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, speaker: SpeakerLine, prefix: str):
        super().__init__(auto_id=f"{prefix}-%s", initial={"role": speaker.role or "other", "person": speaker.person})


class TurnsForm(forms.Form):
    """How the speakers of a text are marked."""

    shape = forms.ChoiceField(label=_("How speakers are marked"))
    more = forms.CharField(
        label=_("Speakers, as written in the text"), required=False, max_length=300,
        help_text=_("Only if someone was not found: the names or letters in front of their words, with commas between."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        from belegg.web.sources.preview_form import SHAPES

        super().__init__(*args, **kwargs)
        offer(self, "shape", SHAPES)

    def choices(self) -> Choices:
        labels = [" ".join(label.split()) for label in self.cleaned_data["more"].split(",")]
        return Choices(shape=self.cleaned_data["shape"], roles={label: "informant" for label in labels if label})

    @staticmethod
    def nothing() -> Choices:
        return Choices()


class AnswerForm(forms.Form):
    question = forms.ChoiceField(label=_("Question"))
    first = forms.IntegerField(label=_("From turn"), min_value=1)
    last = forms.IntegerField(label=_("To turn"), min_value=1)

    def __init__(self, *args, asked: Sequence[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "question", [(one.value, shortened(one.item.text)) for one in asked])


class DefinitionForm(forms.Form):
    """In which turn the interviewer says what a term means."""

    turn = forms.IntegerField(label=_("Turn"), min_value=1)
    term = forms.CharField(label=_("Term"), max_length=60)


def shortened(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"


class PartForm(forms.Form):
    case = forms.ChoiceField(label=_("Case"))
    chapter = forms.ChoiceField(label=_("Chapter"), required=False)
    first = forms.IntegerField(label=_("From turn"), min_value=1, required=False)
    last = forms.IntegerField(label=_("To turn"), min_value=1, required=False)

    def __init__(self, *args, study: Study, chapters: Sequence[Chapter] = (), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "case", case_choices(study))
        self.chapters = {f"{chapter.first}-{chapter.last}": chapter for chapter in chapters}
        offer(self, "chapter", [("", _("by turns")), *chapter_choices(chapters)])
        if not chapters:
            del self.fields["chapter"]

    def clean(self) -> dict:
        """A chapter stands for its turns; without one both turns must be there."""
        given = super().clean() or {}
        if chapter := self.chapters.get(given.get("chapter", "")):
            given |= {"first": chapter.first, "last": chapter.last}
        elif given.get("first") is None or given.get("last") is None:
            raise forms.ValidationError(_("Choose a chapter, or say from which turn to which."))
        return given
