"""What is known of people and what was replaced, between rows and records. Names themselves never leave the store in a study folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belegg.apps.privacy.models import Person, Trait
from belegg.apps.sources.models import ListedWord, NameDecision, Replacement, Text
from belegg.apps.study.models import Study
from belegg.formats.folder import records

if TYPE_CHECKING:
    from belegg.apps.exchange.rows import Rows


def name_parts(study: Study) -> dict[str, tuple]:
    """Return traits, replacements, decisions and the word list: originals and listed words by their keyed hash only."""
    replaced = Replacement.objects.filter(study=study).select_related("text", "was", "person", "by")
    decided = NameDecision.objects.filter(study=study).select_related("text", "person", "by")
    return {
        "traits": tuple(records.Trait(t.person.key, t.name, t.value) for t in Trait.objects.filter(study=study).select_related("person")),
        "replacements": tuple(
            records.Replacement(
                r.text.key,
                r.start,
                r.end,
                key(r.was),
                r.was_start,
                r.was_end,
                r.sha256,
                r.replacement,
                r.rule,
                key(r.person),
                r.by.key,
                r.time,
                r.reversed,
            )
            for r in replaced
        ),
        "name_decisions": tuple(
            records.NameDecision(d.text.key, d.start, d.end, d.use, d.replacement, d.rule, key(d.person), d.by.key, d.time) for d in decided
        ),
        "wordlist": tuple(records.ListedWord(w.key, w.sha256, w.use, w.replacement) for w in ListedWord.objects.filter(study=study)),
    }


def key(thing: Person | Text | None) -> str:
    return thing.key if thing else ""


def write_names(rows: Rows) -> None:
    """Write what `name_parts` gave into a new study (`rows` holds its people, texts and members). The words do not come with a folder."""
    folder, study, doing, people = rows.folder, rows.study, rows.doing, rows.people
    doing.create_many(Trait(study=study, person=people[t.person], name=t.name, value=t.value) for t in folder.traits)
    doing.create_many(
        Replacement(
            study=study, text=rows.texts[r.text], start=r.start, end=r.end,
            was=rows.texts.get(r.was), was_start=r.was_start, was_end=r.was_end, sha256=r.sha256, replacement=r.replacement, rule=r.rule,
            person=people.get(r.person), by=rows.members[r.by], time=r.time, reversed=r.reversed,
        )
        for r in folder.replacements
    )  # fmt: skip
    doing.create_many(
        NameDecision(
            study=study, text=rows.texts[d.text], start=d.start, end=d.end, use=d.use, replacement=d.replacement, rule=d.rule,
            person=people.get(d.person), by=rows.members[d.by], time=d.time,
        )
        for d in folder.name_decisions
    )  # fmt: skip
    rows.create(ListedWord(study=study, key=w.id, sha256=w.sha256, use=w.use, replacement=w.replacement) for w in folder.wordlist)
