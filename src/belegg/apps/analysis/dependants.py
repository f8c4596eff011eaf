"""What summaries do when codes or cases below them change. Entered when the app starts (`AnalysisConfig.ready`)."""

from __future__ import annotations

from belegg.apps.analysis.models import Summary
from belegg.apps.coding.codebook import DEPENDANTS, Dependant
from belegg.apps.coding.models import Code
from belegg.apps.study.cases import USES
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Case
from belegg.method.errors import gettext_noop


def count_summaries(codes: list[Code]) -> int:
    return Summary.objects.filter(code__in=codes).count()


def delete_summaries(doing: Act, codes: list[Code]) -> None:
    doing.delete_many(Summary.objects.filter(code__in=codes))


def merge_summaries(doing: Act, gone: Code, kept: Code, codings: dict[str, str]) -> None:
    """Give the summaries of one code to another. Where both have one for a column, the texts stand one below the other."""
    there = {summary.column: summary for summary in Summary.objects.filter(code=kept)}
    for summary in list(Summary.objects.filter(code=gone)):
        rests_on = [codings.get(key, key) for key in summary.codings]
        other = there.pop(summary.column, None)
        if other is None:
            doing.update(summary, code=kept, codings=rests_on)
            continue
        text = "\n\n".join(part for part in (other.text, summary.text) if part)
        doing.update(other, text=text, codings=list(dict.fromkeys([*other.codings, *rests_on])))
        doing.delete(summary)


def count_columns(case: Case) -> int:
    return Summary.objects.filter(study=case.study_id, column=f"case:{case.key}").count()


def enter() -> None:
    """Enter all of it; called once, when the app starts."""
    DEPENDANTS.append(Dependant(gettext_noop("summaries"), count_summaries, delete_summaries, merge_summaries))
    USES.append((gettext_noop("summaries: %(n)s"), count_columns))
