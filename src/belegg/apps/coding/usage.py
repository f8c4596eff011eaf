"""How a code is used: how often, in which cases, by whom, in which rounds, and its quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, F, QuerySet, Sum, When
from django.db.models.functions import Substr

from belegg.apps.coding.models import Code, Coding, Round
from belegg.apps.sources.models import Part, SourceCase
from belegg.apps.sources.queries import texts_in_order
from belegg.apps.study.models import Case, Member

# A code used in more texts than this shows the rest in the order in which they were brought in: the database can't sort by a longer list.
MOST_IN_ORDER = 300


@dataclass(frozen=True)
class Usage:
    """`by_case`, `by_coder` and `by_round` are [(thing, number of codings)], the most first; a coding may lie in several cases."""

    codings: int
    words: int
    texts: int
    informants: int
    by_case: list[tuple[Case, int]]
    by_coder: list[tuple[Member, int]]
    by_round: list[tuple[Round, int]]


def usage_of(code: Code) -> Usage:
    """Return how a code is used in the current texts; a coding that waits on an earlier version is not counted."""
    codings = Coding.objects.filter(code=code, text__current=True).order_by()
    totals = codings.aggregate(
        codings=Count("pk"), words=Sum("words"), texts=Count("text", distinct=True), informants=Count("speaker", distinct=True)
    )
    return Usage(
        codings=totals["codings"], words=totals["words"] or 0, texts=totals["texts"], informants=totals["informants"],
        by_case=_by_case(code), by_coder=_counted(codings, "coder", Member), by_round=_counted(codings, "round", Round),
    )  # fmt: skip


def _counted(codings: QuerySet, field: str, model: Any) -> list[tuple]:
    counts = dict(codings.values_list(field).annotate(n=Count("pk")))
    found = [(thing, counts[thing.pk]) for thing in model.objects.filter(pk__in=counts)]
    return sorted(found, key=lambda pair: (-pair[1], str(pair[0])))


def _by_case(code: Code) -> list[tuple[Case, int]]:
    """A passage belongs to the cases of its source, and to the case of each part of the text that it touches."""
    by_source: dict[int, set[int]] = {}
    for source, case in SourceCase.objects.filter(source__study=code.study_id).values_list("source", "case"):
        by_source.setdefault(source, set()).add(case)
    parts: dict[int, list[tuple[int, int, int]]] = {}
    for text, *part in Part.objects.filter(study=code.study_id).values_list("text", "start", "end", "case"):
        parts.setdefault(text, []).append((part[0], part[1], part[2]))
    counts: dict[int, int] = {}
    for source, text, start, end in Coding.objects.filter(code=code, text__current=True).values_list(
        "text__source", "text", "start", "end"
    ):
        touched = {case for first, last, case in parts.get(text, ()) if first < end and start < last}
        for pk in by_source.get(source, set()) | touched:
            counts[pk] = counts.get(pk, 0) + 1
    cases = Case.objects.filter(pk__in=counts)
    return sorted(((case, counts[case.pk]) for case in cases), key=lambda pair: (-pair[1], pair[0].name))


def with_words(codings: QuerySet[Coding]) -> QuerySet[Coding]:
    """Let codings carry their passage as `quote`: cut out by the database, so that no whole text is read for one sentence."""
    return codings.select_related("text__source", "coder", "round", "speaker").annotate(
        quote=Substr("text__body__text", F("start") + 1, F("end") - F("start"))
    )


def quotations_of(code: Code) -> QuerySet[Coding]:
    """Return the codings of a code with their words, by source and place."""
    found = set(Coding.objects.filter(code=code, text__current=True).order_by().values_list("text", flat=True).distinct())
    texts = [text for text in texts_in_order(code.study) if text in found]
    places = [When(text=text, then=at) for at, text in enumerate(texts[:MOST_IN_ORDER])]
    # A choice without a case would be a bare number, which PostgreSQL reads as the number of a column.
    by_place = [Choose(*places, default=MOST_IN_ORDER)] if places else []
    return with_words(Coding.objects.filter(code=code, text__current=True)).order_by(*by_place, "text", "start", "end", "pk")
