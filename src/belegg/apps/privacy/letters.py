"""Verbs on information letters: the facts they are made of, the versions that were sent, and what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.utils import timezone

from belegg.apps.privacy.models import Letter, Scope
from belegg.apps.privacy.pack_files import read_pack
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method import letters as pure
from belegg.method.errors import Refused, gettext_noop

LANGUAGES = ("nb", "nn", "en")
FACTS, SCOPES = "letter", "letter_scopes"
USUAL = (Scope.INTERVIEW, Scope.RECORDING, Scope.QUOTING, Scope.NAMING_ORGANISATION, Scope.NAMING_ROLE, Scope.CHECKING_QUOTATIONS)
LONGEST = 100_000


def design_of(study: Study) -> dict:
    """Return the design record as it stands in the store; the study at hand may have been read before it changed."""
    return Study.objects.values_list("design", flat=True).get(pk=study.pk)


def facts_of(study: Study) -> dict[str, str]:
    """Return what the study has told for its letter; the title and the purpose stand in the study itself until they are told otherwise."""
    design = design_of(study)
    told = design.get(FACTS, {})
    known = {"title": study.title, "purpose": str(design.get("purpose", ""))}
    return {name: str(told.get(name, "")) or known.get(name, "") for name in pure.FACTS}


def scopes_of(study: Study) -> list[str]:
    """Return what the letter asks consent for, in the order of the scopes."""
    chosen = design_of(study).get(SCOPES, list(USUAL))
    return [scope for scope in Scope.values if scope in chosen]


def set_letter_facts(study: Study, facts: Mapping[str, str], scopes: Iterable[str], *, by: Member, why: str = "") -> None:
    """Say what the letter of a study is made of."""
    check_may(by, "edit")
    told = {name: facts.get(name, "").strip() for name in pure.FACTS}
    wanted = set(scopes)
    with journal.act(study, by=by, verb="letter.facts", about="study", why=why) as doing:
        now = fresh(study)
        chosen = [str(scope) for scope in Scope.values if scope in wanted]
        doing.update(now, design={**now.design, FACTS: {name: value for name, value in told.items() if value}, SCOPES: chosen})


def pack(language: str) -> dict:
    """Return the texts of a letter: the store's own (packs/letters in its folder), else those that came with the program.

    Raises Refused("no_such_language") and Refused("bad_pack_file").
    """
    if language not in LANGUAGES:
        raise Refused("no_such_language", gettext_noop("There is no letter in this language."), gettext_noop("Choose nb, nn or en."))
    return read_pack("letters", language)


def letter_of(study: Study, language: str) -> pure.Letter:
    """Return the letter as it stands now. Raises as `pack`."""
    return pure.compose(pack(language), facts_of(study), scopes_of(study))


def keep_letter(study: Study, language: str, *, by: Member, title: str = "", why: str = "") -> Letter:
    """Keep the letter as it stands now as a version that is sent.

    Raises Refused("letter_incomplete") while facts are missing.
    """
    letter = letter_of(study, language)
    if letter.missing:
        raise Refused(
            "letter_incomplete",
            gettext_noop("The letter still lacks: %(missing)s."),
            gettext_noop("Fill it in, then keep the letter."),
            missing=", ".join(letter.missing),
        )
    return add_letter(study, pure.as_text(letter), letter.covered, title=title or letter.title, language=language, by=by, why=why)


def add_letter(study: Study, text: str, checklist: Iterable[str], *, by: Member, title: str, language: str = "", why: str = "") -> Letter:
    """Enter a letter that was sent, with what of the checklist it says. Raises Refused("no_letter")."""
    check_may(by, "edit")
    title, text = " ".join(title.split())[:200], text.replace("\r\n", "\n").strip()[:LONGEST]
    if not title or not text:
        raise Refused("no_letter", gettext_noop("A letter needs a title and words."), gettext_noop("Paste the letter as it was sent."))
    with journal.act(study, by=by, verb="letter.add", why=why, title=title) as doing:
        key = next_key(Letter.objects.filter(study=study), "letter")
        doing.about = f"letter:{key}"
        return doing.create(
            Letter(
                study=study, key=key, title=title, language=language[:8], text=text, sha256=hashlib.sha256(text.encode()).hexdigest(),
                made=timezone.now(), checklist=tidy(checklist),
            )
        )  # fmt: skip


def tidy(checklist: Iterable[str]) -> list[str]:
    said = set(checklist)
    return [item for item in pure.CHECKLIST if item in said]


def check_letter(letter: Letter, checklist: Iterable[str], *, by: Member, seen: str = "", why: str = "") -> Letter:
    """Say what of the checklist a letter says. Raises Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, letter)
    with journal.act(letter.study, by=by, verb="letter.check", about=f"letter:{letter.key}", why=why, title=letter.title) as doing:
        return doing.update(fresh(letter, seen), checklist=tidy(checklist))


def delete_letter(letter: Letter, *, by: Member, why: str = "") -> None:
    """Take a letter away that nobody answered. Raises Refused("letter_answered")."""
    check_may(by, "edit")
    check_same_study(by, letter)
    if letter.consents.exists():
        raise Refused(
            "letter_answered", gettext_noop("People have answered this letter, so it stays."), gettext_noop("Change their answers first.")
        )
    with journal.act(letter.study, by=by, verb="letter.delete", about=f"letter:{letter.key}", why=why, title=letter.title) as doing:
        doing.delete(letter)
