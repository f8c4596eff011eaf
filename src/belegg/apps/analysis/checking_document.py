"""The document with which quotations go to the one who said them, in the language of the study."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from belegg.apps.analysis.checking import quotations_in, words_of
from belegg.apps.analysis.models import QuotationCheck
from belegg.method.letters import Letter, Section


def document_of(check: QuotationCheck) -> Letter:
    """Return what is sent: how to answer, then each quotation with boxes. Its words are those of the text as it reads now."""
    study = check.study
    with translation.override(study.language):
        opening = [
            _("Thank you for taking part in the study “%(title)s”. Below is what we would like to quote from you.")
            % {"title": study.title},
            _("For each quotation, tick one box. What you do not want quoted is not used. You may correct what you said."),
        ]
        if check.due:
            opening.append(_("We would be glad of your answer by %(date)s.") % {"date": check.due.isoformat()})
        boxes = (_("You may use it as it stands."), _("Change it to: ______________________________"), _("Do not use it."))
        quoted = [
            Section(_("Quotation %(n)d") % {"n": row.n}, tuple(f"“{line}”" for line in words_of(row).splitlines() if line.strip()), boxes)
            for row in quotations_in(check)
        ]
        title = _("Quotations to check: %(name)s") % {"name": check.person.pseudonym}
        return Letter(study.language, title, (Section(_("How to answer"), tuple(opening)), *quoted), (), frozenset())
