"""Cases, attributes and people as tables: saved as files, and attributes read in after a look at what would change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from belegg.apps.study.attribute_table import LONG_COLUMNS, Plan, import_attributes, long_rows, plan_import, wide_table
from belegg.formats.table import Table, read_csv, read_xlsx
from belegg.formats.tables import write_csv
from belegg.method.errors import Refused, gettext_noop
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import let_leave
from belegg.web.base.refusals import in_words
from belegg.web.field.forms import ImportForm
from belegg.web.field.people import people_lines

MOST_BYTES = 5 * 1024 * 1024
SHOWN = 200  # rows of the preview


@study_page("read", room="field")
def export(request: StudyRequest, table: str, suffix: str) -> HttpResponse:
    """Save `cases` (a row each, latest values), `attributes` (a row per value) or `people` as csv, xlsx or docx."""
    study = request.study
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    if table == "cases":
        columns, rows = wide_table(study)
    elif table == "attributes":
        columns, rows = LONG_COLUMNS, long_rows(study)
    elif table == "people":
        columns = ("id", "pseudonym", "role", "rank", "unit", "case")
        people = [line.person for line in people_lines(study)]
        rows = [[one.key, one.pseudonym, one.role, one.rank, one.unit, one.case.key if one.case else ""] for one in people]
    else:
        raise Http404
    let_leave(request, table, "people" if table == "people" else "descriptions")
    return download_table(f"{study.key}-{table}", suffix, f"{study.title}: {table}", columns, rows)


@study_page("edit", room="field")
def import_table(request: StudyRequest) -> HttpResponse:
    """Ask for a file, show what reading it in would do, and do it. Between the two the table travels in the page."""
    if "table" in request.POST:
        rows = list(csv.reader(io.StringIO(request.POST["table"].replace("\r\n", "\n"), newline="")))
        plan = import_attributes(request.study, rows[0] if rows else [], rows[1:], by=request.member)
        messages.success(request, _("%(n)s values are read in.") % {"n": len(plan.new) + len(plan.changed)})
        return redirect("cases", request.study.key)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not request.FILES:
        form = ImportForm(request.POST, request.FILES)
    tried = attempt(form, lambda data: plan_of(request, data["file"]), at="file")
    if not tried.done:
        return render(request, "field/import.html", {"form": form}, status=tried.status)
    table, plan = tried.made
    context = {
        "plan": plan,
        "problems": [(problem.row, in_words(problem.refused)) for problem in plan.problems[:SHOWN]],
        "shown": [*plan.changed, *plan.new][:SHOWN],
        "left_out": max(0, len(plan.changed) + len(plan.new) - SHOWN),
        "notices": [in_words(Refused(notice.code, notice.text, **notice.params)) for notice in table.notices],
        "table": write_csv(table.columns, table.rows).decode(),
    }
    return render(request, "field/import_preview.html", context)


def plan_of(request: StudyRequest, file: UploadedFile) -> tuple[Table, Plan]:
    if (file.size or 0) > MOST_BYTES:
        raise Refused(
            "file_too_large",
            gettext_noop("The file is larger than a table of attributes can be."),
            gettext_noop("Leave out other columns."),
        )
    name = file.name or ""
    data = file.read()
    table = read_xlsx(data, name) if name.lower().endswith(".xlsx") else read_csv(data, name)
    return table, plan_import(request.study, table.columns, table.rows)
