"""What codings do when something below them changes: a source goes, turns are recognised anew, two people turn out to be one.

Entered with the floor below when the app starts (`CodingConfig.ready`).
"""

from __future__ import annotations

from belegg.apps.coding.codings import derived
from belegg.apps.coding.derive import Passages, turn_rows
from belegg.apps.coding.imported import code_passages
from belegg.apps.coding.models import Coding, Looked, Voice
from belegg.apps.coding.waiting import CODING_KIND, carry_codings, carry_looked, renew_voices
from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.sources.dependants import (
    AFTER_SOURCE_ADDED,
    AFTER_TURNS_CHANGED,
    ON_NEW_VERSION,
    ON_SOURCE_DELETED,
    SPAN_KINDS,
    Dependant,
)
from belegg.apps.sources.models import Source, Text
from belegg.apps.study.journal import Act
from belegg.apps.study.memos import memo_target
from belegg.apps.study.models import Memo, Study
from belegg.apps.study.rows import chunks
from belegg.method.errors import gettext_noop


def count_codings(source: Source) -> int:
    return Coding.objects.filter(text__source=source).count()


def delete_codings(doing: Act, source: Source) -> None:
    drop(doing, source.study, list(Coding.objects.filter(text__source=source)))


def drop(doing: Act, study: Study, codings: list[Coding]) -> None:
    """Delete codings with the memos on them, inside an act that is open already."""
    targets = {f"coding:{coding.key}" for coding in codings}
    memos = Memo.objects.filter(study=study, target__startswith="coding:")
    doing.delete_many([memo for memo in memos if memo.target in targets])
    for part in chunks([coding.pk for coding in codings]):
        doing.delete_many(Voice.objects.filter(coding__in=part))
    doing.delete_many(codings)


def count_looked(source: Source) -> int:
    return Looked.objects.filter(text__source=source).count()


def delete_looked(doing: Act, source: Source) -> None:
    doing.delete_many(Looked.objects.filter(text__source=source))


def renew_facts(doing: Act, text: Text) -> None:
    """Derive anew what the codings of a text say of its turns and speakers."""
    passages = Passages(text.body.text, turn_rows(text))
    facts = {coding: passages.facts(coding.start, coding.end) for coding in Coding.objects.filter(text=text).order_by("pk")}
    doing.update_each((coding, derived(found)) for coding, found in facts.items())
    renew_voices(doing, text, {coding.pk: found.persons[1:] for coding, found in facts.items()})


def repoint_voices(doing: Act, gone: Person, kept: Person) -> None:
    """Give the words of one person to another; a coding in which both were heard has one voice less."""
    changed = list(Coding.objects.filter(voices__person=gone).distinct()) + list(Coding.objects.filter(speaker=gone))
    for coding in {coding.pk: coding for coding in changed}.values():
        there = list(Voice.objects.filter(coding=coding).order_by("pk"))
        heard = [coding.speaker_id, *(voice.person_id for voice in there)]
        persons = list(dict.fromkeys(kept.pk if person == gone.pk else person for person in heard if person is not None))
        doing.update(coding, speaker_id=persons[0])
        doing.delete_many(there)
        doing.create_many([Voice(coding=coding, person_id=person) for person in persons[1:]])


def coding_titles(study: Study, keys: set[str]) -> dict[str, str]:
    """Return what a memo says it is on: "'Tillit' in Interview 3"."""
    found = Coding.objects.filter(study=study, key__in=keys).values_list("key", "code__name", "text__source__title")
    return {key: f"‘{code}’, {title}" for key, code, title in found}


def enter() -> None:
    """Enter all of it; called once, when the app starts."""
    ON_SOURCE_DELETED.append(Dependant(gettext_noop("codings"), count_codings, delete_codings))
    ON_SOURCE_DELETED.append(Dependant(gettext_noop("coded through"), count_looked, delete_looked))
    AFTER_TURNS_CHANGED.append(renew_facts)
    ON_NEW_VERSION.extend([carry_codings, carry_looked])
    SPAN_KINDS[CODING_KIND.kind] = CODING_KIND
    AFTER_SOURCE_ADDED.append(code_passages)
    ON_PEOPLE_MERGED.append(repoint_voices)
    memo_target("coding")(coding_titles)
