"""Recruitment: who was asked on whose tip, what they answered, the picture of it, and what it says of the sample."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.fieldwork import contacts as acts
from belegg.apps.fieldwork.models import Contact, Reply, Via
from belegg.apps.study.models import Case, Study
from belegg.apps.study.order import in_order
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.method import recruitment as pure
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.recruitment.forms import ContactForm, FrameForm

COLUMNS = (
    "id", "person", "label", "case", "unit", "on", "via", "tip_from", "tip_note", "answer", "answered", "reason", "wave", "seed",
)  # fmt: skip
# A mark of its own beside the word, so that colour is not what tells them apart.
MARKS = {"yes": "✓", "no": "×", "no_answer": "?", "waiting": "…", "excluded": "–"}


def contact_of(request: StudyRequest, key: str) -> Contact:
    return get_object_or_404(Contact.objects.select_related("study", "person", "case", "tip_from", "event"), study=request.study, key=key)


def percent(share: float | None) -> str:
    return "" if share is None else f"{round(share * 100)} %"


@study_page("read", room="field")
def recruitment(request: StudyRequest) -> HttpResponse:
    study = request.study
    found = acts.contacts_of(study)
    plain = acts.plain(found)
    cases = in_order(Case.objects.filter(study=study))
    named = {contact.key: str(contact) for contact in found}
    context = {
        "lines": lines_of(found, plain), "picture": drawn(plain, cases, named), "may_edit": can(request.member, "edit"), "tab": "recruitment",
        "refusals": refusal_lines(plain, cases), "closure": percent(pure.closure(plain)), "legend": [(MARKS[v], w) for v, w in Reply.choices],
        "seeds": [(named[seed], percent(share)) for seed, share in sorted(pure.share_per_seed(plain).items(), key=lambda one: -one[1])],
        "unreached": unreached_lines(study, plain, cases),
    }  # fmt: skip
    return render(request, "recruitment/recruitment.html", context)


def lines_of(contacts: list[Contact], plain: list[pure.Contact]) -> list[dict]:
    chain = pure.chain(plain)
    return [{"contact": one, "wave": chain.wave[one.key], "mark": MARKS[one.answer]} for one in contacts]


def drawn(plain: list[pure.Contact], cases: list[Case], named: dict[str, str]) -> dict | None:
    """Return the picture with its words, None where there is nothing to draw."""
    if not plain:
        return None
    picture = pure.picture(plain, [case.key for case in cases])
    names = {case.key: case.name for case in cases}
    words = dict(Reply.choices)
    return {
        "width": picture.width, "height": picture.height,
        "waves": [(24 + wave * pure.COLUMN, wave) for wave in range(picture.waves)],
        "lanes": [{"lane": lane, "name": names.get(lane.case, _("no case")), "label_at": lane.top + 14} for lane in picture.lanes],
        "edges": [{"x1": a.x + 8, "y1": a.y, "x2": b.x - 9, "y2": b.y, "mid": (a.x + b.x) // 2} for a, b in picture.edges],
        "nodes": [
            {
                "x": node.x, "y": node.y, "text_at": node.y + 4, "label": shortened(named[node.contact.id]), "mark": MARKS[node.contact.answer],
                "answer": node.contact.answer, "words": words[node.contact.answer],
            }
            for node in picture.nodes
        ],
    }  # fmt: skip


def shortened(text: str) -> str:
    return text if len(text) <= 22 else text[:21] + "…"


def refusal_lines(plain: list[pure.Contact], cases: list[Case]) -> list[dict]:
    found = pure.refusals(plain)
    names = [*((case.key, case.name) for case in cases), ("", _("no case"))]
    return [{"name": name, "all": found[key], "rate": percent(found[key].rate)} for key, name in names if key in found]


def unreached_lines(study: Study, plain: list[pure.Contact], cases: list[Case]) -> list[tuple[str, list[str]]] | None:
    """Return the units nobody was asked in, by case; None where no frame is told."""
    frame = acts.frame_of(study)
    if not frame:
        return None
    found = pure.unreached(frame, plain)
    return [(case.name, found[case.key]) for case in cases if case.key in found]


@study_page("edit", room="field")
def new(request: StudyRequest) -> HttpResponse:
    met = request.GET.get("event", "")
    form = ContactForm(request.POST or None, study=request.study, initial={"event": met, "via": Via.EVENT} if met else {})
    tried = attempt(form, lambda data: acts.add_contact(request.study, by=request.member, **data))
    if tried.done:
        messages.success(request, _("The contact is entered."))
        return redirect("recruitment", request.study.key)
    return written(request, form, _("New contact"), tried.status)


@study_page("edit", room="field")
def contact(request: StudyRequest, key: str) -> HttpResponse:
    found = contact_of(request, key)
    initial = {name: getattr(found, name) for name in acts.FIELDS}
    initial |= {name: initial[name].key if initial[name] else "" for name in ("person", "case", "tip_from", "event")}
    form = ContactForm(request.POST or None, study=request.study, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_contact(found, by=request.member, seen=seen, **data))
    if tried.done:
        messages.success(request, _("The contact is changed."))
        return redirect("recruitment", request.study.key)
    return written(request, form, str(found), tried.status, contact=found, seen=seen)


@require_POST
@study_page("edit", room="field")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_contact(contact_of(request, key), by=request.member)
    messages.success(request, _("The contact is deleted."))
    return redirect("recruitment", request.study.key)


@require_POST
@study_page("edit", room="field")
def forget(request: StudyRequest, key: str) -> HttpResponse:
    acts.forget_contact(contact_of(request, key), by=request.member)
    messages.success(request, _("Who it was is erased here; the answer still counts."))
    return redirect("recruitment", request.study.key)


@study_page("edit", room="field")
def frame(request: StudyRequest) -> HttpResponse:
    cases = in_order(Case.objects.filter(study=request.study))
    form = FrameForm(request.POST or None, cases=cases, known=acts.frame_of(request.study))
    tried = attempt(form, lambda data: acts.set_frame(request.study, form.frame(), by=request.member))
    if tried.done:
        messages.success(request, _("The units are noted."))
        return redirect("recruitment", request.study.key)
    lead = _("Departments and organisations one should hear from, a line each. The page then says in which of them nobody was asked.")
    return written(request, form, _("Units to reach"), tried.status, lead=lead)


def written(request: StudyRequest, form, title: str, status: int, **more) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("recruitment", args=[request.study.key]), **more}
    return render(request, "recruitment/write.html", context, status=status)


@study_page("read", room="field")
@leaving("contacts", "people")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    found = acts.contacts_of(request.study)
    chain = pure.chain(acts.plain(found))
    rows = [
        (
            one.key, one.person.pseudonym if one.person else "", one.label, one.case.name if one.case else "", one.unit, str(one.on or ""), one.via,
            one.tip_from.pseudonym if one.tip_from else "", one.tip_note, one.answer, str(one.answered or ""), one.reason, chain.wave[one.key],
            chain.seed[one.key],
        )
        for one in found
    ]  # fmt: skip
    return download_table("contacts", suffix, _("Recruitment"), COLUMNS, rows)
