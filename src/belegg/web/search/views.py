"""Search: words in texts and memos, the hits in context, and several or all of them coded in one act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from belegg.apps.analysis.ground import Ground, ground_of
from belegg.apps.analysis.hits import HIT_COLUMNS, Place, all_places, code_hits, hit_rows
from belegg.apps.analysis.leaving import words_of
from belegg.apps.analysis.searching import Found, memos_with, search
from belegg.apps.coding.models import Code, Round
from belegg.apps.study.rules import can
from belegg.formats.tables import WRITERS
from belegg.method.errors import Refused
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.download import download_table
from belegg.web.base.leaving import destination_of
from belegg.web.base.refusals import in_words
from belegg.web.search.forms import CodingForm, SearchForm

# A turn mostly holds one hit.
TURNS_PER_PAGE = 50
MEMOS_SHOWN = 20


@require_http_methods(["GET", "POST"])
@study_page("read", room="compare")
def search_page(request: StudyRequest) -> HttpResponse:
    """Show what is found; POST codes the hits ticked or all of them, and the address says what was searched for."""
    if request.method == "POST":
        return code_chosen(request)
    return page(request, None)


def page(request: StudyRequest, coding: CodingForm | None) -> HttpResponse:
    ground = ground_of(request.study)
    form = SearchForm(request.GET, ground=ground)
    context: dict[str, Any] = {"form": form, "asked": bool(request.GET.get("q", "").strip())}
    if form.is_valid() and context["asked"]:
        try:
            found = search(request.study, form.cleaned_data["q"], form.where())
            context |= results(request, ground, found)
        except Refused as refused:
            form.add_error("q", in_words(refused))
    if context.get("page") and can(request.member, "code"):
        coding = coding or CodingForm(None, ground=ground, round=round_now(request, ground))
        context |= {"coding": coding, "chosen": {f"{place.text}:{place.start}-{place.end}" for place in coding.places}}
    wrong = form.errors or (coding is not None and coding.is_bound)
    return render(request, "search/search.html", context, status=422 if wrong else 200)


def results(request: StudyRequest, ground: Ground, found: Found) -> dict[str, Any]:
    shown = Paginator(found.turns, TURNS_PER_PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    everyone = address.copy()
    everyone["who"] = "all"
    memos = memos_with(request.study, request.GET["q"]) if shown.number == 1 else []
    return {
        "found": found,
        "page": shown,
        "groups": by_source(found.hits_in(list(shown.object_list))),
        "memos": memos[:MEMOS_SHOWN],
        "memo_count": len(memos),
        "query": address.urlencode(),
        "everyone": everyone.urlencode(),
        "writers": WRITERS,
        "held": words_of(request.study, {turn.text for turn in found.turns}),
    }


def by_source(hits: list) -> list[dict[str, Any]]:
    """Return the hits in runs of one text, in their order."""
    groups: list[dict[str, Any]] = []
    for hit in hits:
        if not groups or groups[-1]["text"] != hit.text:
            groups.append({"text": hit.text, "title": hit.title, "hits": []})
        groups[-1]["hits"].append(hit)
    return groups


def code_chosen(request: StudyRequest) -> HttpResponse:
    ground = ground_of(request.study)
    form = CodingForm(request.POST, ground=ground)
    if not form.is_valid():
        return page(request, form)
    given = form.cleaned_data
    code = get_object_or_404(Code, study=request.study, key=given["code"]) if given["code"] else given["new_code"]
    round = Round.objects.filter(study=request.study, key=given["round"]).first()
    try:
        places = all_of_search(request, ground, given["all"]) if given["all"] else form.places
        coded = code_hits(places, code, given["unit"], by=request.member, round=round)
    except Refused as refused:
        if refused.code == "not_allowed":
            raise
        form.add_error("new_code" if refused.code == "code_exists" else None, in_words(refused))
        return page(request, form)
    messages.success(request, said(len(coded.made), coded.passages, code if isinstance(code, str) else code.name))
    return redirect(request.get_full_path())


def all_of_search(request: StudyRequest, ground: Ground, seen: int) -> list[Place]:
    """Return the hits of the search in the address, as all its pages show them."""
    form = SearchForm(request.GET, ground=ground)
    if not form.is_valid() or not form.cleaned_data["q"].strip():
        return []
    return all_places(search(request.study, form.cleaned_data["q"], form.where()), seen)


def said(made: int, passages: int, code: str) -> str:
    done = ngettext("%(n)s passage coded ‘%(code)s’.", "%(n)s passages coded ‘%(code)s’.", made) % {"n": made, "code": code}
    there = passages - made
    if there:
        return done + " " + ngettext("%(n)s was coded so already.", "%(n)s were coded so already.", there) % {"n": there}
    return done


@require_http_methods(["GET", "POST"])
@study_page("read", room="")
def export(request: StudyRequest, suffix: str) -> HttpResponse:
    """Save every hit of the search; a document for reading has words and citation only."""
    form = SearchForm(request.GET, ground=ground_of(request.study))
    if not form.is_valid():
        return page(request, None)
    found = search(request.study, form.cleaned_data["q"], form.where())
    columns, rows = HIT_COLUMNS, hit_rows(found, leave_out=bool(request.GET.get("without_refused")), to=destination_of(request))
    if suffix == "docx":
        columns = [_("Words"), _("Speaker"), _("Citation")]
        rows = ((row[8] + row[9] + row[10], row[5], row[11]) for row in rows)
    title = f"{request.study.title}: {_('Search')} {form.cleaned_data['q']}"
    return download_table(f"{request.study.key}-hits", suffix, title, columns, rows)


def round_now(request: StudyRequest, ground: Ground) -> str:
    """Return the round one codes in on the reading page, else the last."""
    chosen = request.session.get(f"round:{request.study.key}", "")
    keys = [key for _pk, key, _name in ground.rounds]
    return chosen if chosen in keys else (keys[-1] if keys else "")
