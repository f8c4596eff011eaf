"""Quotations sent to be checked <-> records of a study folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belegg.apps.analysis.models import CheckedQuotation, QuotationCheck
from belegg.apps.study.models import Study
from belegg.formats.folder import records

if TYPE_CHECKING:
    from belegg.apps.exchange.rows import Rows


def check_parts(study: Study) -> dict[str, tuple]:
    return {
        "checks": tuple(
            records.QuotationCheck(one.key, one.person.key, one.sent, one.due, one.how, one.by.key)
            for one in QuotationCheck.objects.filter(study=study).select_related("person", "by")
        ),
        "checked": tuple(
            records.CheckedQuotation(
                one.check_row.key, one.n, one.text.key, one.start, one.end, one.sha256, one.verdict, one.answered, one.wording, one.note
            )
            for one in CheckedQuotation.objects.filter(study=study).select_related("check_row", "text")
        ),
    }


def write_checks(rows: Rows) -> None:
    """Write what was sent and answered; people, members and texts must stand already."""
    checks = rows.create(
        QuotationCheck(
            study=rows.study, key=one.id, person=rows.people[one.person], sent=one.sent, due=one.due, how=one.how, by=rows.members[one.by]
        )
        for one in rows.folder.checks
    )
    rows.doing.create_many(
        CheckedQuotation(
            study=rows.study, check_row=checks[one.check], person=checks[one.check].person, n=one.n, text=rows.texts[one.text], start=one.start,
            end=one.end, sha256=one.sha256, verdict=one.verdict, answered=one.answered, wording=one.wording, note=one.note,
        )
        for one in rows.folder.checked
    )  # fmt: skip
