"""The journal: who did what, when, with before and after."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from belegg.apps.study import history, journal
from belegg.apps.study.models import JournalEntry, Member
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import leaving
from belegg.web.base.words import NOUNS, say, say_entry
from belegg.web.journal.forms import JournalFilter
from belegg.web.journal.words import in_words
from belegg.web.memos.targets import find_targets

PER_PAGE = 50


def wanted(request: StudyRequest) -> tuple[JournalFilter, history.Filter]:
    members = Member.objects.filter(study=request.study).order_by("name")
    nouns = [(noun, NOUNS.get(noun, noun)) for noun in history.nouns(request.study)]
    form = JournalFilter(request.GET or None, members=members, nouns=nouns)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return form, history.Filter(**{name: value for name, value in asked.items() if value})


@study_page("read", room="journal")
def journal_page(request: StudyRequest) -> HttpResponse:
    form, asked = wanted(request)
    page = Paginator(history.entries(request.study, asked), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    facts = history.facts_of(page)
    context = {
        "form": form,
        "page": page,
        "lines": [
            {"entry": entry, "words": say(entry.verb, facts[entry.pk]["params"]), "why": facts[entry.pk]["why"], "state": state_of(entry)}
            for entry in page
        ],
        "query": query.urlencode(),
    }
    return render(request, "journal/journal.html", context, status=422 if form.is_bound and form.errors else 200)


def state_of(entry: JournalEntry) -> str:
    step = getattr(entry, "step", None)
    return step.state if step else ""


@study_page("read", room="journal")
def entry_page(request: StudyRequest, number: int) -> HttpResponse:
    entry = get_object_or_404(JournalEntry.objects.select_related("by", "undoes", "step"), study=request.study, number=number)
    changes = history.changes_of(entry)
    context = {
        "entry": entry,
        "words": say_entry(entry),
        "why": journal.facts(entry)["why"],
        "state": state_of(entry),
        "changes": changes,
        "rows": [in_words(row) for row in changes.rows],
        "thing": find_targets(request.study, [entry.about])[entry.about] if entry.about else None,
        "before": JournalEntry.objects.filter(study=request.study, number=number - 1).exists(),
        "after": JournalEntry.objects.filter(study=request.study, number=number + 1).exists(),
    }
    return render(request, "journal/entry.html", context)


@study_page("read", room="journal")
@leaving("journal", "people", "summaries")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    _form, asked = wanted(request)
    columns = ["number", "time", "who", "verb", "about", "words", "reason", "hash"]
    rows = export_rows(history.entries(request.study, asked))
    return download_table(f"journal-{request.study.key}", suffix, f"{request.study.title}: {gettext('Journal')}", columns, rows)


def export_rows(entries: QuerySet[JournalEntry]) -> Iterator[list]:
    """Yield a row per entry; what entries say of themselves is read a thousand at a time."""
    waiting = entries.iterator(chunk_size=1000)
    while part := list(islice(waiting, 1000)):
        facts = history.facts_of(part)
        for entry in part:
            words, why = say(entry.verb, facts[entry.pk]["params"]), facts[entry.pk]["why"]
            yield [entry.number, entry.time.isoformat(), entry.by.name, entry.verb, entry.about, words, why, entry.hash]


@study_page("read", room="journal")
def chain(request: StudyRequest) -> HttpResponse:
    """Check the chain when asked: it reads the whole journal."""
    faults = journal.faults(request.study)
    number = JournalEntry.objects.filter(study=request.study).count()
    return render(request, "journal/chain.html", {"faults": faults, "number": number})
