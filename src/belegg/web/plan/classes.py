"""The data classes of a study: which hold, what may lie where, and where exports usually go."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from belegg.apps.privacy import leaving as acts
from belegg.apps.privacy.pack_files import pack_ids
from belegg.apps.study.rules import can, check_may
from belegg.method.data_classes import CONTENTS, class_of, may_hold
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import remember


class ClassesForm(forms.Form):
    pack = forms.ChoiceField(label=gettext_lazy("Data classes"), required=False)
    target = forms.ChoiceField(
        label=gettext_lazy("Where exports usually go"), required=False,
        help_text=gettext_lazy("Each export can name another place. Left open, every export must be told where it goes."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schemes = [acts.scheme(id) for id in pack_ids(acts.FOLDER)]
        pack, target = self.fields["pack"], self.fields["target"]
        assert isinstance(pack, forms.ChoiceField) and isinstance(target, forms.ChoiceField)
        pack.choices = [("", _("none chosen")), *((one.id, acts.titled(one.title)) for one in schemes)]
        places = [(acts.titled(one.title), [(place.id, acts.titled(place.title)) for place in one.targets]) for one in schemes]
        target.choices = [("", "–"), *places]


@study_page("read", room="field")
def data_classes(request: StudyRequest) -> HttpResponse:
    study = request.study
    if request.method == "POST":
        check_may(request.member, "edit")
    form = ClassesForm(request.POST if request.method == "POST" else None, initial=acts.chosen(study))
    tried = attempt(form, lambda data: acts.choose_data_classes(study, data["pack"], data["target"], by=request.member), at="target")
    if tried.done:
        messages.success(request, _("The data classes are chosen."))
        return redirect("data_classes", study.key)
    scheme, special = acts.scheme_of(study), acts.is_special(study)
    classes = [(acts.titled(one.title), acts.titled(one.meaning)) for one in scheme.classes]
    places = [
        (acts.titled(place.title), acts.titled(place.highest.title)) for place in sorted(scheme.targets, key=lambda one: -one.highest.rank)
    ]
    judged = {name: class_of(scheme, [name], special=special) for name in CONTENTS}
    contents = [
        (_(words), acts.titled(judged[name].data_class.title), [acts.titled(place.title) for place in scheme.targets if may_hold(place, judged[name])])
        for name, words in CONTENTS.items()
    ]  # fmt: skip
    context = {
        "form": form if can(request.member, "edit") else None, "scheme": acts.titled(scheme.title), "source": scheme.source, "classes": classes,
        "places": places, "contents": contents, "special": special, "chosen": acts.chosen(study)["pack"], "tab": "plan",
    }  # fmt: skip
    return render(request, "plan/classes.html", context, status=tried.status)


@require_POST
@study_page("read", room="field")
def where_it_goes(request: StudyRequest) -> HttpResponse:
    """Remember, for whoever asks, where exports of this study go."""
    remember(request, request.POST.get("target", ""))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back) if safe else redirect("data_classes", request.study.key)
