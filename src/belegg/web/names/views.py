"""Names in the texts: which texts have been looked through, looking through one, and what was replaced."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from belegg.apps.privacy.models import Person
from belegg.apps.sources import deciding, names
from belegg.apps.sources.deciding import Decided
from belegg.apps.sources.finding_names import Found, Knowledge, found_in, knowledge, same_word
from belegg.apps.sources.models import Layer, Replacement, Text, WordUse
from belegg.apps.sources.queries import in_key_order
from belegg.apps.study.rules import can
from belegg.method.errors import Refused
from belegg.method.names import fold
from belegg.method.replacing import bare, with_ending
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.refusals import in_words
from belegg.web.names.words import CERTAINTY, RULES

AROUND = 140
WORDS_SHOWN = 200


@study_page("read", room="field")
def texts(request: StudyRequest) -> HttpResponse:
    """Every text in use, with how far it is."""
    found = Text.objects.filter(study=request.study, current=True).select_related("source")
    known = found.annotate(
        decided=Count("name_decisions", distinct=True),
        replaced=Count("replacements", filter=Q(replacements__reversed__isnull=True), distinct=True),
    )
    texts = {text.source_id: text for text in known}
    in_order = [texts[source.pk] for source in in_key_order([text.source for text in texts.values()])]
    return render(request, "names/texts.html", {"texts": in_order, "may_edit": can(request.member, "edit")})


class Focus(NamedTuple):
    """The finding that is asked about, where it stands."""

    found: Found
    before: str
    words: str
    after: str
    rule: str
    certainty: str
    replacement: str
    people: list
    same: int
    n: int


class Word(NamedTuple):
    """All findings of one word."""

    word: str
    at: str
    times: int
    open: int
    rule: str
    certainty: str
    replacement: str
    use: str


def text_of(request: StudyRequest, key: str) -> Text:
    return get_object_or_404(Text.objects.select_related("study", "source", "body"), study=request.study, key=key)


@study_page("edit", room="field")
def review(request: StudyRequest, key: str) -> HttpResponse:
    """Look through one text: the finding in question with its surroundings, then all words."""
    text = text_of(request, key)
    knows = knowledge(request.study, request.member)
    found = found_in(text, request.member, knows) if text.current and text.sealed is None else []
    at = asked(found, request.GET.get("at", ""))
    words = by_word(found)
    replaced = list(Replacement.objects.filter(text=text).select_related("by", "person").order_by("reversed", "start")[:500])
    context = {
        "text": text,
        "focus": focus(text, found, at, knows) if at else None,
        "words": words[:WORDS_SHOWN],
        "more_words": max(0, len(words) - WORDS_SHOWN),
        "total": len(found),
        "open": sum(one.decision is None for one in found),
        "chosen": sum(one.decision is not None and one.decision.use == WordUse.REPLACE for one in found),
        "blind": knows.blind,
        "replaced": [(one, text.body.text[one.start : one.end]) for one in replaced],
        "newer": Text.objects.filter(source=text.source, current=True).exclude(pk=text.pk).first(),
        "is_publishable": text.layer == Layer.PSEUDONYMISED,
    }
    return render(request, "names/review.html", context)


def asked(found: list[Found], place: str) -> Found | None:
    """Return the finding at a place, or the next one undecided after it, or the first undecided."""
    start = int(place.partition("-")[0]) if place.partition("-")[0].isdecimal() else -1
    exact = next((one for one in found if one.key == place), None)
    later = (one for one in found if one.decision is None and one.finding.start > start)
    first = next((one for one in found if one.decision is None), None)
    return exact or next(later, first)


def focus(text: Text, found: list[Found], one: Found, knows: Knowledge) -> Focus:
    body, finding = text.body.text, one.finding
    return Focus(
        one,
        body[max(0, finding.start - AROUND) : finding.start],
        body[finding.start : finding.end],
        body[finding.end : finding.end + AROUND],
        str(RULES.get(finding.rule, finding.rule)),
        str(CERTAINTY[finding.certainty]),
        one.decision.replacement if one.decision and one.decision.replacement else finding.replacement,
        [knows.people[key] for key in finding.who if key in knows.people],
        len([other for other in same_word(found, one) if other.decision is None]),
        found.index(one) + 1,
    )


def by_word(found: list[Found]) -> list[Word]:
    """Return the words, those with something to decide first."""
    grouped: dict[str, list[Found]] = {}
    for one in found:
        grouped.setdefault(fold(one.finding.word), []).append(one)
    words = []
    for group in grouped.values():
        still = [one for one in group if one.decision is None]
        lead = (still or group)[0]
        uses = {one.decision.use for one in group if one.decision}
        replacement = next(
            (one.decision.replacement for one in group if one.decision and one.decision.replacement), lead.finding.replacement
        )
        finding = lead.finding
        words.append(
            Word(
                finding.word, lead.key, len(group), len(still), str(RULES.get(finding.rule, finding.rule)),
                str(CERTAINTY[finding.certainty]), bare(replacement), uses.pop() if len(uses) == 1 else "",
            )
        )  # fmt: skip
    return sorted(words, key=lambda word: (word.open == 0, -word.times, word.word.casefold()))


@require_POST
@study_page("edit", room="field")
def decide(request: StudyRequest, key: str) -> HttpResponse:
    """Decide on the finding in question, or on all findings of its word."""
    text = text_of(request, key)
    found = found_in(text, request.member)
    one = next((one for one in found if one.key == request.POST.get("at", "")), None)
    if one is None:
        messages.info(request, _("The text has changed meanwhile; look again."))
        return redirect("review_names", request.study.key, text.key)
    try:
        act(request, text, found, one)
    except Refused as refused:
        messages.error(request, in_words(refused))
        return HttpResponseRedirect(place(request, text, one.key))
    return HttpResponseRedirect(place(request, text, f"{one.finding.start}-"))


def place(request: StudyRequest, text: Text, at: str) -> str:
    return reverse("review_names", args=[request.study.key, text.key]) + f"?at={at}"


def act(request: StudyRequest, text: Text, found: list[Found], one: Found) -> None:
    """Do what the pressed button says: yes, no, all, none, again."""
    do, replacement = request.POST.get("do", ""), request.POST.get("replacement", "")
    group = [other for other in same_word(found, one) if other.decision is None or other is one] if do in ("all", "none") else [one]
    if do == "again":
        deciding.undecide(text, [(other.finding.start, other.finding.end) for other in same_word(found, one)], by=request.member)
        return
    who = person_meant(request, one)
    use = WordUse.REPLACE if do in ("yes", "all") else WordUse.KEEP
    decided = [
        Decided(
            other.finding.start,
            other.finding.end,
            use,
            worded(replacement or other.finding.replacement, one, other),
            other.finding.rule,
            who,
        )
        for other in group
    ]
    deciding.decide(text, decided, by=request.member)


def worded(replacement: str, one: Found, other: Found) -> str:
    """Return what was written for one finding with the ending of another."""
    return replacement if other is one else with_ending(bare(replacement), other.finding.ending)


def person_meant(request: StudyRequest, one: Found) -> Person | None:
    """Return the person chosen among those a name may mean, or the only one."""
    keys = [request.POST["who"]] if request.POST.get("who") else list(one.finding.who)
    return Person.objects.filter(study=request.study, key=keys[0]).first() if len(keys) == 1 else None


@require_POST
@study_page("edit", room="field")
def replace(request: StudyRequest, key: str) -> HttpResponse:
    """Make the pseudonymised version out of what was decided."""
    text = text_of(request, key)
    made = names.pseudonymise(text, by=request.member, why=request.POST.get("why", ""))
    n = Replacement.objects.filter(text=made, reversed__isnull=True).count()
    messages.success(
        request,
        ngettext(
            "%(title)s has a new version with %(n)s word replaced. Codings and memos have come along.",
            "%(title)s has a new version with %(n)s words replaced. Codings and memos have come along.",
            n,
        )
        % {"title": text.source.title, "n": n},
    )
    return redirect("review_names", request.study.key, made.key)


@require_POST
@study_page("edit", room="field")
def put_back(request: StudyRequest, key: str) -> HttpResponse:
    """Put the original words back where they were replaced."""
    text = text_of(request, key)
    wanted = [int(pk) for pk in request.POST.getlist("replacement") if pk.isdecimal()]
    rows = list(Replacement.objects.filter(text=text, pk__in=wanted, reversed__isnull=True))
    made = names.reverse(text, rows, by=request.member, why=request.POST.get("why", ""))
    messages.success(request, ngettext("%(n)s word is put back.", "%(n)s words are put back.", len(rows)) % {"n": len(rows)})
    return redirect("review_names", request.study.key, made.key)
