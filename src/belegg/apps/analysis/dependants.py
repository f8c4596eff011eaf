"""What summaries do when codes, cases, sources or people below them change. Entered when the app starts (`AnalysisConfig.ready`)."""

from __future__ import annotations

from belegg.apps.analysis.checking import drop_quotation, place_quotation
from belegg.apps.analysis.models import CheckedQuotation, QuotationCheck, Summary
from belegg.apps.coding.codebook import DEPENDANTS, Dependant
from belegg.apps.coding.models import Code
from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.withdrawing import HELD, ON_WITHDRAWN
from belegg.apps.sources.carrying import carry_rows
from belegg.apps.sources.dependants import ON_NEW_VERSION, ON_SOURCE_DELETED, SPAN_KINDS, Carry, Report, SpanKind
from belegg.apps.sources.dependants import Dependant as SourceDependant
from belegg.apps.sources.models import Source, Text
from belegg.apps.study.cases import USES
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Case, Study
from belegg.apps.study.rules import can
from belegg.apps.study.whole import NAMING
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
        join(doing, summary, other, rests_on)


def count_columns(case: Case) -> int:
    return Summary.objects.filter(study=case.study_id, column=f"case:{case.key}").count()


def of_source(source: Source):
    return Summary.objects.filter(study=source.study_id, column=f"source:{source.key}")


def delete_of_source(doing: Act, source: Source) -> None:
    doing.delete_many(of_source(source))


def repoint_summaries(doing: Act, gone: Person, kept: Person) -> None:
    """Give the summaries of one person to another. Where both have one under a code, the texts stand one below the other."""
    there = {summary.code_id: summary for summary in Summary.objects.filter(study=kept.study_id, column=f"person:{kept.key}")}
    for summary in list(Summary.objects.filter(study=gone.study_id, column=f"person:{gone.key}")):
        other = there.get(summary.code_id)
        if other is None:
            doing.update(summary, column=f"person:{kept.key}")
        else:
            join(doing, summary, other, summary.codings)


def join(doing: Act, gone: Summary, kept: Summary, rests_on: list[str]) -> None:
    text = "\n\n".join(part for part in (kept.text, gone.text) if part)
    doing.update(kept, text=text, codings=list(dict.fromkeys([*kept.codings, *rests_on])))
    doing.delete(gone)


CHECKED = gettext_noop("quotations sent to be checked")


def quotations_on(source: Source):
    return CheckedQuotation.objects.filter(text__source=source)


def delete_quotations(doing: Act, source: Source) -> None:
    doing.delete_many(quotations_on(source))


def carry_quotations(doing: Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move the checked quotations of a text to its new version."""
    rows = CheckedQuotation.objects.filter(text=old).select_related("person").order_by("pk")
    return carry_rows(doing, old, new, carry, rows, kind="checked", label=CHECKED, title=title_of_quotation)


def title_of_quotation(row: CheckedQuotation) -> str:
    return f"{row.person.pseudonym}, {row.n}"


def waiting_quotations(study: Study):
    return CheckedQuotation.objects.filter(study=study, text__current=False).select_related("text__source", "person")


def repoint_checks(doing: Act, gone: Person, kept: Person) -> None:
    doing.update_many(QuotationCheck.objects.filter(person=gone), person=kept)
    doing.update_many(CheckedQuotation.objects.filter(person=gone), person=kept)


def take_checks(doing: Act, person: Person) -> tuple[str, int]:
    """Who withdraws has nothing left to check; that something was sent, and when, stays."""
    for check in QuotationCheck.objects.filter(person=person):
        doing.update(check, how="", link="", expires=None)
    rows = list(CheckedQuotation.objects.filter(person=person))
    doing.delete_many(rows)
    return "checked_quotations", len(rows)


def checks_held(person: Person) -> tuple[str, list[str]]:
    return gettext_noop("Quotations sent to be checked"), [
        f"check:{row.key}" for row in QuotationCheck.objects.filter(person=person).order_by("pk")
    ]


def enter_checks() -> None:
    ON_NEW_VERSION.append(carry_quotations)
    ON_SOURCE_DELETED.append(SourceDependant(CHECKED, lambda source: quotations_on(source).count(), delete_quotations))
    SPAN_KINDS["checked"] = SpanKind(
        "checked", CHECKED, waiting_quotations, title_of_quotation, place_quotation, drop_quotation, lambda row, member: can(member, "edit")
    )
    ON_PEOPLE_MERGED.append(repoint_checks)
    ON_WITHDRAWN.append(take_checks)
    HELD.append(checks_held)


def enter() -> None:
    """Enter all of it; called once, when the app starts."""
    DEPENDANTS.append(Dependant(gettext_noop("summaries"), count_summaries, delete_summaries, merge_summaries))
    USES.append((gettext_noop("summaries: %(n)s"), count_columns))
    ON_SOURCE_DELETED.append(SourceDependant(gettext_noop("summaries"), lambda source: of_source(source).count(), delete_of_source))
    ON_PEOPLE_MERGED.append(repoint_summaries)
    NAMING.append((Summary, "column"))
    enter_checks()
