"""The codebook as a whole: its versions, and going out to and coming in from a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from belegg.apps.analysis.exports import Wanted
from belegg.apps.analysis.leaving import contents_of
from belegg.apps.coding import versions as acts
from belegg.apps.coding.models import CodebookVersion
from belegg.apps.study.rules import can, check_may
from belegg.formats.codebook import WRITERS, read, read_toml, write_toml
from belegg.method.codebook import Difference, difference
from belegg.method.codebook.changes import redefined_fields
from belegg.method.errors import Refused
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import let_leave
from belegg.web.base.refusals import in_words
from belegg.web.codes.forms import CodeForm, FileForm, VersionForm

LARGEST_FILE = 4 * 2**20


def field_label(name: str) -> str:
    return str(CodeForm.base_fields[name].label) if name in CodeForm.base_fields else _("Below")


def changes(found: Difference) -> dict:
    """Return a difference with the fields that were redefined named in words."""
    redefined = [(new, ", ".join(field_label(name).lower() for name in redefined_fields(old, new))) for old, new in found.redefined]
    return {"found": found, "redefined": redefined, "any": bool(found)}


@study_page("read", room="codes")
def versions(request: StudyRequest) -> HttpResponse:
    """All versions with what each changed; a form sent here records one."""
    if request.method == "POST":
        check_may(request.member, "edit")
    form = VersionForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda data: acts.record_version(request.study, by=request.member, **data), at="reason")
    if tried.done:
        messages.success(request, _("Version %(number)s is recorded.") % {"number": tried.made.number})
        return redirect("codebook_versions", request.study.key)
    kept = list(CodebookVersion.objects.filter(study=request.study).select_related("by").order_by("number"))
    books = [[], *(acts.kept_codes(version) for version in kept)]
    lines = [
        {"version": version, "codes": len(books[n + 1]), "changes": changes(difference(books[n], books[n + 1])) if n else None}
        for n, version in enumerate(kept)
    ]
    context = {
        "form": form, "lines": lines[::-1], "since": changes(difference(books[-1], acts.records(request.study))) if kept else None,
        "may_edit": can(request.member, "edit"),
    }  # fmt: skip
    return render(request, "codes/versions.html", context, status=tried.status)


@study_page("read", room="codes")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    writer = next((writer for writer in WRITERS if writer.name == suffix), None)
    if writer is None:
        raise Http404
    let_leave(request, "codebook", *contents_of(request.study, "codebook", Wanted()))
    answer = HttpResponse(writer.write(acts.records(request.study)), content_type=writer.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{request.study.key}-codebook.{writer.name}"'
    return answer


@study_page("edit", room="codes")
def bring_in(request: StudyRequest) -> HttpResponse:
    """A file, then what it would change, then the writing. What was read travels in the page, so nothing is kept of a file not confirmed."""
    if request.method == "POST" and "content" in request.POST:
        given = request.POST.get("given", "").split()
        plan = acts.import_codebook(request.study, read_toml(request.POST["content"].encode()).codes, by=request.member, given=given)
        words = {"new": len(plan.new), "changed": len(plan.changed)}
        messages.success(request, _("The codebook is imported: %(new)s new codes, %(changed)s changed.") % words)
        return redirect("codes", request.study.key)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict = {"form": form}
    if form.is_bound and form.is_valid():
        context |= preview(request, form)
    return render(request, "codes/import.html", context, status=422 if form.is_bound and form.errors else 200)


def preview(request: StudyRequest, form: FileForm) -> dict:
    file = form.cleaned_data["file"]
    if file.size > LARGEST_FILE:
        form.add_error("file", _("The file is too large for a codebook."))
        return {}
    try:
        incoming = read(file.name, file.read())
        codes = acts.identified(request.study, incoming.codes)
        plan = acts.plan_import(request.study, codes, incoming.given)
    except Refused as refused:
        form.add_error("file", in_words(refused))
        return {}
    changed = [(change.code, [(field_label(name), *pair) for name, pair in change.fields.items()]) for change in plan.changed]
    return {"plan": plan, "changed": changed, "content": write_toml(codes).decode(), "given": " ".join(incoming.given)}
