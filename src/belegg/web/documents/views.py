"""The register of documents: what was found where, and what was kept and rejected why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from belegg.apps.sources import actions as acts
from belegg.apps.sources.actions.documents import FIELDS, hauls
from belegg.apps.sources.document_table import documents_in
from belegg.apps.sources.models import Document, Source, Standing
from belegg.apps.sources.rules import check_file_size
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.formats.table import read_csv, read_xlsx
from belegg.method.natural import natural
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.documents.forms import DocumentForm, PasteForm

COLUMNS = (
    "id", "title", "author", "year", "genre", "purpose", "credibility", "service", "query", "found", "link", "standing", "reason", "case", "source",
)  # fmt: skip
UNDECIDED = "undecided"


def document_of(request: StudyRequest, key: str) -> Document:
    return get_object_or_404(Document.objects.select_related("study", "case", "source"), study=request.study, key=key)


def register_of(request: StudyRequest) -> list[Document]:
    found = Document.objects.filter(study=request.study).select_related("case", "source")
    return sorted(found, key=lambda one: natural(one.key))


@study_page("read", room="sources")
def documents(request: StudyRequest) -> HttpResponse:
    found = register_of(request)
    asked = request.GET.get("standing", "")
    wanted = "" if asked == UNDECIDED else asked
    states = [(value or UNDECIDED, label, sum(one.standing == value for one in found)) for value, label in Standing.choices]
    known = asked in {state for state, _label, _n in states}
    context = {
        "documents": [one for one in found if one.standing == wanted] if known else found, "any": bool(found), "states": states,
        "asked": asked if known else "", "hauls": hauls(found), "may_edit": can(request.member, "edit"),
        "unregistered": Source.objects.filter(study=request.study, kind="document", document__isnull=True),
    }  # fmt: skip
    return render(request, "documents/documents.html", context)


@study_page("edit", room="sources")
def new(request: StudyRequest) -> HttpResponse:
    form = DocumentForm(request.POST or None, study=request.study)
    tried = attempt(form, lambda data: acts.add_document(request.study, by=request.member, **data))
    if tried.done:
        messages.success(request, _("The document is in the register."))
        return redirect("documents", request.study.key)
    return written(request, form, _("New document"), tried.status)


def written(request: StudyRequest, form, title: str, status: int, **more) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("documents", args=[request.study.key]), **more}
    return render(request, "documents/write.html", context, status=status)


@study_page("edit", room="sources")
def document(request: StudyRequest, key: str) -> HttpResponse:
    found = document_of(request, key)
    initial = {name: getattr(found, name) for name in FIELDS}
    initial |= {name: initial[name].key if initial[name] else "" for name in ("case", "source")}
    form = DocumentForm(request.POST or None, study=request.study, document=found, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)
    tried = attempt(form, lambda data: acts.change_document(found, by=request.member, seen=seen, **data))
    if tried.done:
        messages.success(request, _("The document is changed."))
        return redirect("documents", request.study.key)
    return written(request, form, found.title, tried.status, document=found, seen=seen)


@study_page("edit", room="sources")
def paste(request: StudyRequest) -> HttpResponse:
    """Enter many at once, out of a spreadsheet."""
    form = PasteForm(request.POST or None, request.FILES or None)

    def act(data: dict) -> list[Document]:
        return acts.add_documents(request.study, documents_in(table_in(data)), by=request.member)

    tried = attempt(form, act)
    if tried.done:
        n = len(tried.made)
        messages.success(request, ngettext("%(n)d document is in the register.", "%(n)d documents are in the register.", n) % {"n": n})
        return redirect("documents", request.study.key)
    lead = _("Columns that are not known here are left out. Nothing is entered while a row can't be read.")
    return written(request, form, _("Several documents"), tried.status, lead=lead)


def table_in(data: dict):
    """Return the table that was pasted or sent. Raises as the readers."""
    sent = data["file"]
    if sent is None:
        return read_csv(data["table"].encode(), "table.csv")
    check_file_size(sent.size)
    read = read_xlsx if sent.name.lower().endswith(".xlsx") else read_csv
    return read(sent.read(), sent.name)


@require_POST
@study_page("edit", room="sources")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    acts.delete_document(document_of(request, key), by=request.member)
    messages.success(request, _("The document is out of the register; its text stays."))
    return redirect("documents", request.study.key)


@require_POST
@study_page("edit", room="sources")
def register(request: StudyRequest, key: str) -> HttpResponse:
    """Enter a source that is a document."""
    source = get_object_or_404(Source.objects.select_related("study"), study=request.study, key=key)
    made = acts.register_source(source, by=request.member)
    messages.success(request, _("The document is in the register."))
    return redirect("document", request.study.key, made.key)


@study_page("read", room="sources")
@leaving("documents", "descriptions")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    rows = [
        (
            one.key, one.title, one.author, one.year or "", one.genre, one.purpose, one.credibility, one.service, one.query, str(one.found or ""),
            one.link, one.standing, one.reason, one.case.key if one.case else "", one.source.key if one.source else "",
        )
        for one in register_of(request)
    ]  # fmt: skip
    return download_table("documents", suffix, _("Register of documents"), COLUMNS, rows)
