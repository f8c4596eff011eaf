"""The certificate as a document to hand over: what the page says, as PDF, in the reader's language."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belegg.apps.exchange.models import Certificate
from belegg.method.letters import Letter, Section
from belegg.web.erasure.words import COUNTS, HOW


def gone_in(what: dict) -> list[tuple[str, str, list[str]]]:
    """Return (what is gone, how, its SHA-256 values) of a certificate."""
    gone = [(one["recording"], one["how"], [one["sha256"]]) for one in what.get("recordings", ())]
    gone += [(one["source"], "deleted", [*one["texts"], one["original"]]) for one in what.get("sources_deleted", ())]
    gone += [(one["source"], "changed", [*one["texts"], one["original"]]) for one in what.get("sources_changed", ())]
    return [(name, str(HOW[how]), [sha for sha in shas if sha]) for name, how, shas in gone]


def counts_in(what: dict) -> list[tuple[str, int]]:
    """Return (name, how many) of everything that was erased."""
    return [(str(COUNTS.get(name, name)), n) for name, n in what.get("counts", {}).items() if n]


def not_reached(what: dict) -> list[str]:
    """Return what a withdrawal does not reach, in sentences."""
    limits = [_(one) for one in what.get("limits", ())]
    limits += [_("Study folder saved %(time)s by %(by)s") % {"time": one["time"], "by": one["by"]} for one in what.get("exports", ())]
    return limits + [_("Store kept aside by a restore: %(one)s") % {"one": one} for one in what.get("kept_aside", ())]


def document_of(certificate: Certificate) -> Letter:
    """Return the certificate as sections of paragraphs."""
    what, study = certificate.what, certificate.study
    when = date_format(localtime(certificate.made), "DATETIME_FORMAT")
    facts = [
        f"{certificate.label}, {study.title}", f"{_('How')}: {certificate.get_policy_display()}", f"{_('When')}: {when}",
        f"{_('By')}: {certificate.by.name}", f"SHA-256: {certificate.sha256}",
    ]  # fmt: skip
    if certificate.swept:
        facts.append(f"{_('Database cleaned')}: {date_format(localtime(certificate.swept), 'DATETIME_FORMAT')}")
    else:
        facts.append(
            _(
                "The rows are erased. The database's files have not been cleaned yet: others were using them, so traces may still lie in free pages."
            )
        )
    sections = [
        Section(_("Certificate"), tuple(facts)),
        Section(_("What was erased"), tuple(f"{name}: {n}" for name, n in counts_in(what))),
        Section(_("Fingerprints of what is gone"), tuple(f"{name} ({how}): {', '.join(shas)}" for name, how, shas in gone_in(what))),
        Section(_("How"), tuple(_(one) for one in what.get("how", ()))),
        Section(_("What is not reached"), tuple(not_reached(what))),
    ]
    shown = tuple(one for one in sections if one.paragraphs)
    return Letter(get_language() or "en", _("Certificate of erasure"), shown, (), frozenset())
