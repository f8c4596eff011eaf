"""The design record: what the study is for and how it is cut, with what was thought before."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belegg.apps.study import design as acts
from belegg.apps.study.rules import can
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page

WORDS = {
    "purpose": (gettext_lazy("Purpose"), gettext_lazy("What the study is to find out, and for whom.")),
    "unit": (gettext_lazy("Unit of analysis"), gettext_lazy("What a case is here: a municipality, a department, a project.")),
    "delimitation": (gettext_lazy("Delimitation"), gettext_lazy("What is left out, and why.")),
    "why_these_cases": (gettext_lazy("Why these cases"), gettext_lazy("Most different, most similar, typical, critical, at hand.")),
    "position": (gettext_lazy("Epistemic position"), gettext_lazy("How you stand to what you study, and what counts as knowledge here.")),
    "prior_assumptions": (gettext_lazy("Prior assumptions"), gettext_lazy("What you expected before the first interview.")),
    "generalisation": (gettext_lazy("Generalisation sought"), gettext_lazy("To a theory, to similar cases, or none.")),
}


class DesignForm(forms.Form):
    value = forms.CharField(label=gettext_lazy("What holds now"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    why = forms.CharField(
        label=gettext_lazy("Why it is changed"), required=False, max_length=2000,
        help_text=gettext_lazy("Needed once something stood here; what stood before is kept with this reason."),
    )  # fmt: skip


@study_page("read", room="field")
def design(request: StudyRequest) -> HttpResponse:
    now, before = acts.design_of(request.study), acts.earlier(request.study)
    lines = [
        {"field": name, "label": label, "help": help_text, "text": now[name], "earlier": before.get(name, [])}
        for name, (label, help_text) in WORDS.items()
    ]
    return render(request, "field/design.html", {"lines": lines, "may_edit": can(request.member, "edit"), "tab": "design"})


@study_page("edit", room="field")
def change(request: StudyRequest, field: str) -> HttpResponse:
    if field not in WORDS:
        return redirect("design", request.study.key)
    form = DesignForm(request.POST or None, initial={"value": acts.design_of(request.study)[field]})
    tried = attempt(
        form, lambda data: acts.change_design(request.study, field, data["value"], by=request.member, why=data["why"]), at="why"
    )
    back = reverse("design", args=[request.study.key])
    if tried.done:
        messages.success(request, _("The design record is changed."))
        return redirect(f"{back}#{field}")
    return render(request, "field/write.html", {"form": form, "title": WORDS[field][0], "back": back}, status=tried.status)
