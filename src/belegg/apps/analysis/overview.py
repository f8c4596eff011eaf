"""What the overview of a study shows: cases and how thin they are, progress per round and coder, what changed, the next sensible act."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belegg.apps.coding.models import Code, Coding, Looked, LookedState, Round
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source, SourceCase, SourceKind, Text
from belegg.apps.study.models import Case, JournalEntry, Member, Question, Study

THIN_PEOPLE = 2  # a case that rests on fewer informants is marked: one voice cannot be compared with itself


@dataclass(frozen=True)
class CaseLine:
    case: Case
    depth: int
    people: int
    sources: int
    thin: bool


@dataclass(frozen=True)
class ProgressLine:
    round: Round
    coder: Member
    codings: int
    texts: int
    looked: int


def case_lines(study: Study) -> list[CaseLine]:
    """Return the cases in tree order; a case counts what lies below it too. Thin: fewer than two informants, at the top level."""
    cases = list(Case.objects.filter(study=study).order_by("position", "pk"))
    children: dict[int | None, list[Case]] = {}
    for case in cases:
        children.setdefault(case.parent_id, []).append(case)
    people: dict[int, set] = {}
    for pk, case_id in Person.objects.filter(study=study, case__isnull=False).values_list("pk", "case_id"):
        people.setdefault(case_id, set()).add(pk)
    sources: dict[int, set] = {}
    for source_id, case_id in SourceCase.objects.filter(case__study=study).values_list("source_id", "case_id"):
        sources.setdefault(case_id, set()).add(source_id)
    found: dict[int, CaseLine | None] = {}

    def walk(case: Case, depth: int) -> tuple[set, set]:
        found[case.pk] = None  # its place in the order; the numbers are known when what lies below is counted
        who, what = set(people.get(case.pk, ())), set(sources.get(case.pk, ()))
        for child in children.get(case.pk, ()):
            more_who, more_what = walk(child, depth + 1)
            who, what = who | more_who, what | more_what
        found[case.pk] = CaseLine(case, depth, len(who), len(what), depth == 0 and len(who) < THIN_PEOPLE)
        return who, what

    for top in children.get(None, ()):
        walk(top, 0)
    return [line for line in found.values() if line]


def progress(study: Study) -> list[ProgressLine]:
    """Return, per round and coder, codings made, texts touched, and texts coded through."""
    rounds = {r.pk: r for r in Round.objects.filter(study=study)}
    members = {m.pk: m for m in Member.objects.filter(study=study)}
    counts = (
        Coding.objects.filter(study=study, text__current=True)
        .values_list("round_id", "coder_id")
        .annotate(n=Count("pk"), texts=Count("text_id", distinct=True))
    )
    lines = {(r, c): [n, texts, 0] for r, c, n, texts in counts}
    looked = (
        Looked.objects.filter(study=study, code__isnull=True, state=LookedState.LOOKED)
        .values_list("round_id", "coder_id")
        .annotate(n=Count("pk"))
    )
    for r, c, n in looked:
        lines.setdefault((r, c), [0, 0, 0])[2] = n
    found = [ProgressLine(rounds[r], members[c], *numbers) for (r, c), numbers in lines.items()]
    return sorted(found, key=lambda line: (line.round.position, line.round.pk, line.coder.name))


def totals(study: Study) -> dict[str, int]:
    kinds = dict(Source.objects.filter(study=study).values_list("kind").annotate(n=Count("pk")))
    return {
        "texts": Text.objects.filter(study=study, current=True).count(),
        "people": Person.objects.filter(study=study).count(),
        "codings": Coding.objects.filter(study=study, text__current=True).count(),
        "codes": Code.objects.filter(study=study).count(),
        **{kind: kinds.get(kind, 0) for kind in SourceKind.values},
    }


def questions(study: Study) -> list[Question]:
    return list(Question.objects.filter(study=study).order_by("position", "pk"))


def changed_since(study: Study, number: int) -> QuerySet[JournalEntry]:
    """Return the journal's entries after `number`, newest first."""
    return JournalEntry.objects.filter(study=study, number__gt=number).select_related("by").order_by("-number")


def next_act(study: Study, numbers: dict[str, int]) -> str:
    """Return the next sensible act of the study as a word: question, case, source, code, code_through or compare."""
    if not Question.objects.filter(study=study).exists():
        return "question"
    if not Case.objects.filter(study=study).exists():
        return "case"
    if not numbers["texts"]:
        return "source"
    if not numbers["codings"]:
        return "code"
    looked = Looked.objects.filter(study=study, code__isnull=True, state=LookedState.LOOKED).values("text").distinct().count()
    return "code_through" if looked < numbers["texts"] else "compare"
