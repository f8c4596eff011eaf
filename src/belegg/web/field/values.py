"""The values of one attribute of one case: the latest first, each with its date and where it comes from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from belegg.apps.study.attributes import set_value
from belegg.apps.study.models import AttributeValue
from belegg.apps.study.rules import can, check_may
from belegg.apps.study.seen import stamp
from belegg.web.base.attempts import Attempt, attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.sent import whole_number
from belegg.web.field.attributes import attribute_of
from belegg.web.field.cases import case_of
from belegg.web.field.forms import ValueForm
from belegg.web.field.shown import shown


@study_page("read", room="field")
def values(request: StudyRequest, key: str, attribute: str) -> HttpResponse:
    """Show a form per value and one for a new value; the one that is sent says by `row` which it is."""
    case, asked = case_of(request, key), attribute_of(request, attribute)
    rows = sorted(AttributeValue.objects.filter(case=case, attribute=asked), key=lambda row: (str(row.date or ""), row.pk), reverse=True)
    sent = request.POST.get("row", "") if request.method == "POST" else None
    tried = Attempt(False, None, 200)
    form = None
    if sent is not None:
        check_may(request.member, "edit")
        instead = get_object_or_404(AttributeValue, case=case, attribute=asked, pk=whole_number(sent)) if sent else None
        form = ValueForm(request.POST, prefix=f"v{sent}", attribute=asked)

        def write(data: dict) -> AttributeValue | None:
            value = "" if "remove" in request.POST else data["value"]
            return set_value(
                case, asked, value, by=request.member, source=data["source"], date=data["date"], instead=instead,
                seen=request.POST.get("seen", ""),
            )  # fmt: skip

        tried = attempt(form, write, at="value")
        if tried.done:
            told = _("%(attribute)s of %(case)s is saved.") if tried.made else _("The value of %(attribute)s for %(case)s is removed.")
            messages.success(request, told % {"attribute": asked.name, "case": case.name})
            return HttpResponseRedirect(reverse("cases", args=[request.study.key]) + f"#v-{case.key}-{asked.key}")
    if tried.conflict:
        rows = [type(row).objects.get(pk=row.pk) for row in rows if type(row).objects.filter(pk=row.pk).exists()]
    context = {
        "case": case,
        "attribute": asked,
        "rows": [
            value_line(row, asked, form if sent == str(row.pk) else None, request.POST.get("seen", ""), tried.conflict) for row in rows
        ],
        "new": form if sent == "" else ValueForm(prefix="v", attribute=asked),
        "may_edit": can(request.member, "edit"),
    }
    partial = request.headers.get("X-Belegg-Part") == "values"
    return render(request, "field/_values.html" if partial else "field/values.html", context, status=tried.status)


def value_line(row: AttributeValue, attribute, sent: ValueForm | None, seen: str, conflict: bool) -> dict:
    """Return what the page shows of a value. After a conflict the form keeps what was typed and carries the stamp of what stands now."""
    initial = {"value": row.value, "date": row.date, "source": row.source}
    return {
        "row": row,
        "words": shown(row.value, attribute.type),
        "form": sent or ValueForm(prefix=f"v{row.pk}", initial=initial, attribute=attribute),
        "seen": seen if sent and not conflict and seen else stamp(row),
        "conflict": bool(sent) and conflict,
    }
