"""The retention clock and the statement at the end of the study."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from belegg.apps.exchange import ending
from belegg.apps.exchange import retention as clock
from belegg.apps.privacy.promise_models import Event
from belegg.apps.study.models import Study
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.erasure.words import KINDS, STATES, TAGS
from belegg.web.promises.words import STATES as PROMISE_STATES

COLUMNS = ("kind", "thing", "title", "promise", "due", "waits_for", "state")
PAGES = {"recording": "recording", "source": "source", "person": "person"}


def shown(study: Study, held: clock.Held) -> dict:
    """Return a thing that is held with its words and its link."""
    kind, _colon, key = held.thing.partition(":")
    return {
        "kind": KINDS[held.kind], "title": held.title, "address": reverse(PAGES[kind], args=[study.key, key]), "promise": held.promise,
        "due": held.due.on, "waits": Event(held.due.waits_for).label if held.due.waits_for else "", "state": STATES[held.state],
        "tag": TAGS.get(held.state, ""),
    }  # fmt: skip


@study_page("read", room="field")
def retention(request: StudyRequest) -> HttpResponse:
    """List what is held and until when; a look only."""
    lines = [shown(request.study, held) for held in clock.retention(request.study, timezone.localdate())]
    return render(request, "erasure/retention.html", {"lines": lines, "tab": "erasure"})


@study_page("read", room="field")
@leaving("retention", "people")
def export_retention(request: StudyRequest, suffix: str) -> HttpResponse:
    rows = [
        (one.kind, one.thing, one.title, one.promise.key if one.promise else "", str(one.due.on or ""), one.due.waits_for, one.state)
        for one in clock.retention(request.study, timezone.localdate())
    ]
    return download_table("retention", suffix, _("Retention"), COLUMNS, rows)


@study_page("read", room="field")
def end(request: StudyRequest) -> HttpResponse:
    """Show the statement, made to be printed."""
    today = timezone.localdate()
    said = ending.statement(request.study, today)
    promises = [{**one, "state_words": PROMISE_STATES[one["state"]]} for one in said["promises"]]
    texts = {one["id"]: one["text"] for one in promises}
    context = {
        "said": said, "promises": promises, "held": [shown(request.study, held) for held in clock.retention(request.study, today)],
        "clashes": [{"a": texts[one["a"]], "b": texts[one["b"]], "why": _(one["why"])} for one in said["contradictions"]],
        "today": today, "tab": "erasure",
    }  # fmt: skip
    return render(request, "erasure/end.html", context)


@study_page("read", room="field")
@leaving("end_statement", "people")
def end_json(request: StudyRequest) -> HttpResponse:
    answer = HttpResponse(ending.as_json(ending.statement(request.study, timezone.localdate())), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="end-{request.study.key}.json"'
    return answer
