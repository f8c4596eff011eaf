"""What is left of names anywhere in the study, each with one click to where it stands."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belegg.apps.exchange.leftovers import Leftover, kept_versions, leftovers
from belegg.apps.sources.finding_names import knowledge
from belegg.apps.study.models import Study
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.words import NOUNS
from belegg.web.names.words import CERTAINTY, RULES

SHOWN = 100
KINDS: dict[str, Promise | str] = {
    "text": _("Texts"), "memo": _("Memos"), "summary": _("Summaries"), "code": _("Codes"), "codebookversion": _("Versions of the codebook"),
    "source": _("Sources"), "person": _("People"), "trait": _("People"), "case": _("Cases"), "attributevalue": _("Attribute values"),
    "file": _("Files kept as they came"), "journal": _("Journal"),
}  # fmt: skip
# Where the thing is looked at, from its key and the place of the words.
PAGES: dict[str, Callable[[Study, str, Leftover], str]] = {
    "text": lambda study, key, one: reverse("text", args=[study.key, key]) + f"?at={one.start}-{one.end}",
    "memo": lambda study, key, one: reverse("memo", args=[study.key, key]),
    "code": lambda study, key, one: reverse("code", args=[study.key, key]),
    "source": lambda study, key, one: reverse("source", args=[study.key, key]),
    "person": lambda study, key, one: reverse("person", args=[study.key, key]),
    "case": lambda study, key, one: reverse("case", args=[study.key, key]),
    "question": lambda study, key, one: reverse("question", args=[study.key, key]),
    "attribute": lambda study, key, one: reverse("attribute", args=[study.key, key]),
    "round": lambda study, key, one: reverse("change_round", args=[study.key, key]),
    "study": lambda study, key, one: reverse("settings", args=[study.key]),
    "summary": lambda study, key, one: reverse("framework", args=[study.key]),
    "journal": lambda study, key, one: reverse("journal_entry", args=[study.key, int(key)]),
    "codebookversion": lambda study, key, one: reverse("codebook_versions", args=[study.key]),
}


@study_page("edit", room="field")
def leftovers_page(request: StudyRequest) -> HttpResponse:
    """All that is found, by what it stands in."""
    study, everything = request.study, "all" in request.GET
    found: dict[str, list[Leftover]] = {}
    for one in leftovers(study, by=request.member, everything=everything):
        found.setdefault(one.kind, []).append(one)
    groups = [
        {
            "label": KINDS.get(kind) or str(NOUNS.get(kind, kind)).capitalize(),
            "total": len(some),
            "places": [shown(study, one) for one in some[:SHOWN]],
            "more": max(0, len(some) - SHOWN),
        }
        for kind, some in sorted(found.items(), key=lambda item: (list(KINDS).index(item[0]) if item[0] in KINDS else 99, item[0]))
    ]
    context = {
        "groups": groups,
        "total": sum(map(len, found.values())),
        "everything": everything,
        "blind": knowledge(study, request.member).blind,
        "kept": kept_versions(study),
    }
    return render(request, "names/leftovers.html", context)


def shown(study: Study, one: Leftover) -> dict:
    kind, _colon, key = one.thing.partition(":")
    page = PAGES.get(one.kind)
    return {
        **one._asdict(),
        "url": page(study, key, one) if page else "",
        "rule": RULES.get(one.rule, one.rule),
        "certainty": CERTAINTY[one.certainty],
    }
