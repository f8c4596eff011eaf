"""The ledger of promises: what is due, what contradicts what, and the proof that it was kept."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from belegg.apps.privacy import promises as acts
from belegg.apps.privacy.models import Person, Promise, Proof
from belegg.apps.privacy.promise_models import Event
from belegg.apps.study.models import Study
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.promises.forms import DatesForm, DropForm, KeepForm, PromiseForm
from belegg.web.promises.words import MARKS, STATES, TAGS

COLUMNS = ("id", "text", "origin", "place", "about", "action", "subject", "due", "waits_for", "days", "owner", "state", "proof", "sha256")


def promise_of(request: StudyRequest, key: str) -> Promise:
    return get_object_or_404(Promise.objects.select_related("study", "owner"), study=request.study, key=key)


def shown(line: acts.Line, people: dict[str, str]) -> dict:
    """Return a line of the ledger with its words."""
    promise = line.promise
    return {
        "promise": promise, "due": line.due.on, "waits": waits(line) if line.state == "waiting" else "", "state": line.state, "state_words": STATES[line.state],
        "mark": MARKS[line.state], "tag": TAGS.get(line.state, ""), "subject": people.get(promise.subject, ""),
    }  # fmt: skip


def waits(line: acts.Line) -> str:
    """Return what a promise without a date waits for."""
    if not line.due.waits_for:
        return _("no date was promised")
    event, days = Event(line.due.waits_for).label, line.promise.days
    if not days:
        return _("after %(event)s") % {"event": event}
    return ngettext("%(days)s day after %(event)s", "%(days)s days after %(event)s", days) % {"days": days, "event": event}


def lines_of(study: Study) -> list[dict]:
    people = {f"person:{key}": name for key, name in Person.objects.filter(study=study).values_list("key", "pseudonym")}
    return [shown(line, people) for line in acts.ledger(study, timezone.localdate())]


@study_page("read", room="field")
def promises(request: StudyRequest) -> HttpResponse:
    study = request.study
    lines = lines_of(study)
    asked = request.GET.get("state", "")
    context = {
        "lines": [line for line in lines if line["state"] == asked] if asked in STATES else lines,
        "any": bool(lines),
        "states": [(state, words, sum(line["state"] == state for line in lines)) for state, words in STATES.items()],
        "asked": asked if asked in STATES else "",
        "contradictions": [{"a": a, "b": b, "why": _(why)} for a, b, why in acts.contradictions(study)],
        "dates": [(Event(event).label, date) for event, date in sorted(acts.events_of(study).items())],
        "may_edit": can(request.member, "edit"),
        "tab": "promises",
    }
    return render(request, "promises/promises.html", context)


@study_page("edit", room="field")
def new_promise(request: StudyRequest) -> HttpResponse:
    form = PromiseForm(request.POST or None, study=request.study, initial={"owner": request.member.key})
    tried = attempt(form, lambda data: acts.add_promise(request.study, by=request.member, **data))
    if tried.done:
        messages.success(request, _("The promise is entered."))
        return redirect("promises", request.study.key)
    return written(request, form, _("New promise"), tried.status, enter=_("Enter the promise"))


@study_page("read", room="field")
def promise(request: StudyRequest, key: str) -> HttpResponse:
    found = promise_of(request, key)
    may_edit = can(request.member, "edit")
    line = next(line for line in lines_of(request.study) if line["promise"] == found)
    initial = {name: getattr(found, name) for name in acts.FIELDS if name != "owner"} | {"owner": found.owner.key if found.owner else ""}
    form = PromiseForm(request.POST or None, study=request.study, initial=initial) if may_edit and not found.settled else None
    seen = request.POST.get("seen", "") or stamp(found)
    status = 200
    if request.method == "POST":
        if form is None:
            acts.change_promise(found, by=request.member)  # refuses readers; what is settled is shown as it stands
            return redirect("promise", request.study.key, key)
        tried = attempt(form, lambda data: acts.change_promise(found, by=request.member, seen=seen, **data))
        if tried.done:
            messages.success(request, _("The promise is changed."))
            return redirect("promises", request.study.key)
        status = tried.status
    context = {
        "line": line, "promise": found, "form": form, "seen": seen, "proofs": Proof.objects.filter(promise=found).select_related("by"),
        "may_edit": may_edit, "title": _("Promise"),
    }  # fmt: skip
    return render(request, "promises/promise.html", context, status=status)


@study_page("edit", room="field")
def keep(request: StudyRequest, key: str) -> HttpResponse:
    found = promise_of(request, key)
    form = KeepForm(request.POST or None, request.FILES or None)

    def act(data: dict) -> Proof:
        return acts.keep_promise(found, data["method"], sha256=form.fingerprint(), note=data["note"], by=request.member)

    return settle(request, found, form, act, _("Kept, with proof"), _("The promise is kept."))


@study_page("edit", room="field")
def drop(request: StudyRequest, key: str) -> HttpResponse:
    found = promise_of(request, key)
    form = DropForm(request.POST or None)
    return settle(
        request, found, form, lambda data: acts.drop_promise(found, data["why"], by=request.member), _("No longer binding"),
        _("The promise no longer binds; the reason is kept."),
    )  # fmt: skip


def settle(request: StudyRequest, found: Promise, form: Form, act: Callable[[dict], object], title: str, done: str) -> HttpResponse:
    tried = attempt(form, act)
    if tried.done:
        messages.success(request, done)
        return redirect("promises", request.study.key)
    return written(request, form, title, tried.status, enter=_("Save"), lead=found.text)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_promise(promise_of(request, key), by=request.member)
    messages.success(request, _("The promise is deleted."))
    return redirect("promises", request.study.key)


@study_page("edit", room="field")
def dates(request: StudyRequest) -> HttpResponse:
    """Say when the events happened that promises wait for."""
    known = acts.events_of(request.study)
    form = DatesForm(request.POST or None, initial=known)

    def act(data: dict) -> None:
        for event, date in data.items():
            if date != known.get(event):
                acts.set_date(request.study, event, date, by=request.member)

    tried = attempt(form, act)
    if tried.done:
        messages.success(request, _("The dates are noted."))
        return redirect("promises", request.study.key)
    lead = _("Some promises fall due so and so many days after something has happened. Until it has, they wait.")
    return written(request, form, _("When it happened"), tried.status, enter=_("Save"), lead=lead)


def written(request: StudyRequest, form: Form, title: str, status: int, *, enter: str, lead: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "enter": enter, "lead": lead, "back": reverse("promises", args=[request.study.key])}
    return render(request, "promises/write.html", context, status=status)


@study_page("read", room="field")
@leaving("promises", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    proofs = {proof.promise_id: proof for proof in Proof.objects.filter(study=request.study).order_by("pk")}
    rows = []
    for line in acts.ledger(request.study, timezone.localdate()):
        p, proof = line.promise, proofs.get(line.promise.pk)
        rows.append((
            p.key, p.text, p.origin, p.place, p.about, p.action, p.subject, str(line.due.on or ""), line.due.waits_for, p.days,
            p.owner.name if p.owner else "", line.state, proof.method if proof else "", proof.sha256 if proof else "",
        ))  # fmt: skip
    return download_table("promises", suffix, _("Promises"), COLUMNS, rows)
