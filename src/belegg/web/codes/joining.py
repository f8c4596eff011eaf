"""Merging two codes and splitting one: guided acts with the quotations in view."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from belegg.apps.coding import merging as acts
from belegg.apps.coding.codebook import below
from belegg.apps.coding.models import Code, Coding
from belegg.apps.coding.usage import quotations_of
from belegg.apps.sources.models import Source
from belegg.apps.sources.queries import in_key_order
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.codes.branches import choices_of
from belegg.web.codes.forms import MergeForm, SplitForm
from belegg.web.codes.views import code_of

# Beside each other in the preview; all of them go.
SHOWN = 40
# Quotations to choose from at once when a code is split; more are chosen source by source.
CHOSEN_FROM = 400
MEANING = ("name", "definition", "include", "exclude", "example")


@study_page("edit", room="codes")
def merge(request: StudyRequest, key: str) -> HttpResponse:
    """Choose the code that stays (`into`), see what would happen, confirm."""
    gone = code_of(request, key)
    chosen = request.POST.get("into") or request.GET.get("into", "")
    if not chosen:
        codes = list(Code.objects.filter(study=request.study))
        choices = choices_of(codes, {gone.pk, *(one.pk for one in below(gone))})
        return render(request, "codes/merge_choose.html", {"code": gone, "choices": choices})
    kept = code_of(request, chosen)
    plan = acts.preview_merge(gone, kept)
    as_shown = f"{stamp(gone)}-{len(plan.moved)}-{len(plan.identical)}"
    initial = {name: getattr(kept, name) for name in MEANING}
    form = MergeForm(request.POST if request.method == "POST" else None, initial=initial)
    changed = request.method == "POST" and request.POST.get("shown") != as_shown
    if changed:
        form.is_valid()
        form.add_error(None, _("The codings have changed since you looked. See below what would happen now, and confirm again."))
    seen = request.POST.get("seen", "") or stamp(kept)
    tried = attempt(form, lambda data: acts.merge_codes(gone, kept, by=request.member, seen=seen, **data), at="name")
    if tried.done:
        messages.success(request, _("%(gone)s is merged into %(kept)s.") % {"gone": gone.name, "kept": tried.made.name})
        return redirect("code", request.study.key, kept.key)
    twins = {coding.pk for pair in plan.identical for coding in pair}
    context = {
        "form": form, "code": gone, "kept": kept, "plan": plan, "twins": twins, "as_shown": as_shown,
        "seen": stamp(code_of(request, chosen)) if tried.conflict else seen,
        "columns": [(one, quotations_of(one)[:SHOWN], one.codings.count()) for one in (gone, kept)], "shown": SHOWN,
        "meanings": [(form[name], getattr(gone, name)) for name in MEANING],
    }  # fmt: skip
    return render(request, "codes/merge.html", context, status=tried.status)


@study_page("edit", room="codes")
def split(request: StudyRequest, key: str) -> HttpResponse:
    """Choose the quotations that go to a new code."""
    found = code_of(request, key)
    form = SplitForm(request.POST or None)
    chosen = set(request.POST.getlist("coding"))
    codings = Coding.objects.filter(code=found, key__in=chosen)
    tried = attempt(form, lambda data: acts.split_code(found, codings, data.pop("name"), by=request.member, **data))
    if tried.done:
        messages.success(request, _("The quotations chosen now stand under %(name)s.") % {"name": tried.made.name})
        return redirect("code", request.study.key, tried.made.key)
    source = request.GET.get("source", "")
    quotations = quotations_of(found)
    sources = {source.key: source.title for source in in_key_order(Source.objects.filter(texts__codings__code=found).distinct())}
    if source in sources:
        quotations = quotations.filter(text__source__key=source)
    total = quotations.count()
    context = {
        "form": form, "code": found, "quotations": quotations[:CHOSEN_FROM], "chosen": chosen, "sources": sources.items(), "source": source,
        "left_out": max(0, total - CHOSEN_FROM),
    }  # fmt: skip
    return render(request, "codes/split.html", context, status=tried.status)
