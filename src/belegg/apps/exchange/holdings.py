"""What a withdrawal would touch, told before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from belegg.apps.analysis.models import Summary
from belegg.apps.exchange.certificates import exports_made, kept_aside
from belegg.apps.exchange.withdrawal_plan import Found, Plan, codings_gone, found_elsewhere, plan, texts_of
from belegg.apps.exchange.withdrawn_journal import Traces, entries_with
from belegg.apps.exchange.withdrawn_rows import staged_with
from belegg.apps.fieldwork.models import Participation
from belegg.apps.privacy.identities import has_identity
from belegg.apps.privacy.models import Person, PersonKey, Promise, Scope, Trait
from belegg.apps.privacy.withdrawing import HELD
from belegg.apps.recordings import holdings as recordings
from belegg.apps.sources.models import Replacement
from belegg.apps.study.models import JournalEntry
from belegg.method.errors import gettext_noop

SHOWN = 200


@dataclass(frozen=True)
class Item:
    """One thing: "kind:id", what it is called, what becomes of it, and, where it is to be decided, how the decision is called and what may be chosen."""

    thing: str
    title: str
    what: str = ""
    decision: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    words: str = ""


@dataclass(frozen=True)
class Holding:
    """All of a kind. `note` says what becomes of them."""

    kind: str
    label: str
    note: str
    count: int
    items: tuple[Item, ...] = field(default=())


GONE = gettext_noop("deleted")
NOTED = gettext_noop("not reached: find and delete these copies yourself")


def touched(person: Person, policy: str = "delete") -> list[Holding]:
    """Return everything a withdrawal touches, kind by kind; nothing is changed."""
    made = plan(person, policy)
    found = [*of_person(person), *of_recordings(person), *of_texts(made), *elsewhere(made), *of_store(made)]
    return [holding for holding in found if holding.count]


def listed(kind: str, label: str, note: str, items: list[Item]) -> Holding:
    return Holding(kind, label, note, len(items), tuple(items[:SHOWN]))


def of_person(person: Person) -> list[Holding]:
    parts = Participation.objects.filter(person=person).select_related("interview").order_by("pk")
    promises = Promise.objects.filter(study=person.study_id, subject=f"person:{person.key}").order_by("pk")
    key = PersonKey.objects.filter(study=person.study_id, person=person.key, destroyed=None)
    own = [
        Holding("identity", gettext_noop("Identity"), GONE, int(has_identity(person))),
        Holding("key", gettext_noop("Key of the person"), gettext_noop("destroyed: what is sealed under it opens nowhere any more"), key.count()),
        Holding("traits", gettext_noop("What is told of the person"), GONE, Trait.objects.filter(person=person).count()),
        listed(
            "participations", gettext_noop("Interviews"), gettext_noop("the interview stays, without the person"),
            [Item(f"interview:{part.interview.key}", part.interview.key) for part in parts],
        ),
        listed(
            "promises", gettext_noop("Promises about the person"), gettext_noop("they stay in the ledger; keep them with proof"),
            [Item(f"promise:{one.key}", one.text) for one in promises],
        ),
    ]  # fmt: skip
    for find in HELD:
        label, things = find(person)
        own.append(listed(label, label, "", [Item(thing, named(thing)) for thing in things]))
    return own


def named(thing: str) -> str:
    """Return what a thing an app holds is called: a consent by what it is to, anything else by its id."""
    kind, _, key = thing.partition(":")
    return str(Scope(key).label) if kind == "consent" else key


def of_recordings(person: Person) -> list[Holding]:
    items = []
    for one in recordings.find(person):
        cut = one.what == recordings.SILENCED
        thing = f"recording:{one.recording.key}"
        items.append(Item(thing, one.recording.key, one.what, thing if cut else "", ("cut", "delete") if cut else (), "cut" if cut else ""))
    return [listed("recordings", gettext_noop("Recordings"), gettext_noop("deleted or made silent for good"), items)]


def of_texts(made: Plan) -> list[Holding]:
    alone = [Item(f"source:{source.key}", source.title) for source in made.alone]
    joint = [Item(f"source:{source.key}", source.title) for source in made.joint]
    cut = gettext_noop("what the person says is replaced in every version; the others' words stay")
    sealed = gettext_noop("the words stay; the name goes, and the versions before with the imported file")
    replaced = Replacement.objects.filter(person=made.person).count()
    codings = [Item(f"coding:{row.key}", f"{row.code.name}, {row.text.key}") for row in codings_gone(made)]
    return [
        listed("texts_alone", gettext_noop("Texts in which the person alone speaks"), gettext_noop("deleted, with the imported file"), alone),
        listed("texts_joint", gettext_noop("Texts of several") if made.policy == "delete" else gettext_noop("Texts"), cut if made.policy == "delete" else sealed, joint),
        Holding("versions", gettext_noop("Earlier versions that do not tell who speaks"), gettext_noop("all their words go"), len(made.emptied)),
        Holding("turns", gettext_noop("Turns"), GONE if made.policy == "delete" else gettext_noop("the name goes from the label"), made.turns),
        listed("codings", gettext_noop("Codings"), GONE, codings),
        Holding("replacements", gettext_noop("Log of replaced names"), gettext_noop("no longer tied to the person"), replaced),
    ]  # fmt: skip


def elsewhere(made: Plan) -> list[Holding]:
    found = found_elsewhere(made)
    summaries = Summary.objects.filter(study=made.study, column=f"person:{made.person.key}").select_related("code")
    quotes = [as_item(one) for one in found if one.kind == "quotes"]
    names = [as_item(one) for one in found if one.kind == "names"]
    own = [Item(f"summary:{row.pk}", row.code.name) for row in summaries] if made.policy == "delete" else []
    return [
        listed("summaries", gettext_noop("Summaries of what the person said"), GONE, own),
        listed(
            "quotes", gettext_noop("Quoted elsewhere"), gettext_noop("the quoted words are replaced, unless you decide otherwise"), quotes
        ),
        listed("names", gettext_noop("Spoken of elsewhere"), gettext_noop("kept, unless you decide otherwise"), names),
    ]


def as_item(one: Found) -> Item:
    return Item(one.thing, one.title, "", f"{one.key}:{one.kind}", ("remove", "keep"), one.default, one.words)


def of_store(made: Plan) -> list[Holding]:
    traces = Traces(made, texts=texts_of(made))
    erased, fixed = entries_with(traces)
    numbers = JournalEntry.objects.filter(pk__in=erased[:SHOWN]).order_by("number").values_list("number", flat=True)
    staged = [Item(f"waiting:{folder.name}", folder.name[:12]) for folder in staged_with(made)]
    exports = [Item("", f"{one['time']} {one['by']}") for one in exports_made(made.study)]
    return [
        Holding(
            "journal", gettext_noop("Entries of the journal"), gettext_noop("their contents are erased; that something was done, by whom and when stays"),
            len(erased), tuple(Item(f"journal:{number}", f"#{number}") for number in numbers),
        ),
        Holding("steps", gettext_noop("Steps of undo"), gettext_noop("can't be taken back any more"), len(fixed)),
        listed("waiting", gettext_noop("Files that wait to be imported"), GONE, staged),
        listed("exports", gettext_noop("Study folders saved"), NOTED, exports),
        listed("aside", gettext_noop("Stores kept aside by a restore"), NOTED, [Item("", name) for name in kept_aside()]),
    ]  # fmt: skip


def as_json(holdings: list[Holding]) -> list[Mapping[str, object]]:
    """Return what is touched for a program."""
    return [
        {"kind": one.kind, "count": one.count, "what": one.note, "items": [
            {"thing": item.thing, "decision": item.decision, "choices": list(item.choices), "default": item.default} for item in one.items
        ]}
        for one in holdings
    ]  # fmt: skip
