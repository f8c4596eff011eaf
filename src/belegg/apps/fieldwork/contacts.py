"""Verbs on the recruitment log, and its measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from belegg.apps.fieldwork.models import Contact, Reply, Via
from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.withdrawing import HELD, ON_WITHDRAWN
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method import recruitment as pure
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural

FIELDS = ("person", "label", "case", "unit", "on", "via", "tip_from", "event", "tip_note", "answer", "answered", "reason")
# Where the units one should reach stand in the design of a study: {id of a case: [units]}.
FRAME = "frame"


def contacts_of(study: Study) -> list[Contact]:
    """Return the log by date, those without one first, then as they were entered."""
    found = Contact.objects.filter(study=study).select_related("person", "case", "tip_from", "event")
    return sorted(found, key=lambda one: (one.on.toordinal() if one.on else 0, natural(one.key)))


def plain(contacts: Sequence[Contact]) -> list[pure.Contact]:
    """Return the log as the measures take it; cases by id."""
    return [
        pure.Contact(
            one.key, one.person.key if one.person else "", one.case.key if one.case else "", one.unit, one.tip_from.key if one.tip_from else "",
            one.answer, one.reason,
        )
        for one in contacts
    ]  # fmt: skip


def check_contact(said: dict, contact: Contact | None = None) -> dict:
    """Return the fields tidied.

    Raises Refused("bad_contact"), ("nobody_asked"), ("no_tip"), ("tips_itself") and ("no_reason").
    """
    said = dict(said)
    for name, values in (("via", Via.values), ("answer", Reply.values)):
        if name in said and said[name] not in values:
            raise Refused(
                "bad_contact",
                gettext_noop("The contact says something that is not known here."),
                gettext_noop("Choose from what is offered."),
            )
    for name, most in (("label", 200), ("unit", 200), ("tip_note", 300), ("reason", 300)):
        if name in said:
            said[name] = " ".join(said[name].split())[:most]

    def now(name: str):
        return said.get(name, getattr(contact, name) if contact else None)

    if not (now("person") or now("label") or now("unit")):
        raise Refused(
            "nobody_asked",
            gettext_noop("It is not said who was asked."),
            gettext_noop("Choose a person, or write what they are, such as: head of a nursing home."),
        )
    if now("via") == Via.PERSON and not now("tip_from"):
        raise Refused("no_tip", gettext_noop("It is not said who named them."), gettext_noop("Choose the person, or another way."))
    if now("event") and now("via") != Via.EVENT:
        said["event"] = None
    if now("tip_from") and now("tip_from") == now("person"):
        raise Refused("tips_itself", gettext_noop("Nobody names themselves."), gettext_noop("Choose who named them."))
    if now("answer") == Reply.EXCLUDED and not now("reason"):
        raise Refused("no_reason", gettext_noop("Who is excluded is excluded for a reason."), gettext_noop("Write it in a few words."))
    return said


def add_contact(study: Study, *, by: Member, why: str = "", **said) -> Contact:
    """Enter that somebody was asked; `said` are FIELDS. Raises as `check_contact`."""
    check_may(by, "edit")
    check_names(said)
    check_same_study(by, said.get("person"), said.get("case"), said.get("tip_from"), said.get("event"))
    fields = check_contact(said)
    with journal.act(study, by=by, verb="contact.add", why=why) as doing:
        key = next_key(Contact.objects.filter(study=study), "c")
        doing.about, doing.params = f"contact:{key}", {"name": key}
        return doing.create(Contact(study=study, key=key, **fields))


def check_names(said: dict) -> None:
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"A contact has no {', '.join(sorted(unknown))}.")


def change_contact(contact: Contact, *, by: Member, seen: str = "", why: str = "", **said) -> Contact:
    """Change what is known of a contact. Raises as `check_contact`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_names(said)
    check_same_study(by, contact, said.get("person"), said.get("case"), said.get("tip_from"), said.get("event"))
    with journal.act(contact.study, by=by, verb="contact.change", about=f"contact:{contact.key}", why=why, name=contact.key) as doing:
        now = fresh(contact, seen)
        return doing.update(now, **check_contact(said, now))


def delete_contact(contact: Contact, *, by: Member, why: str = "") -> None:
    """Take a contact away that was entered by mistake."""
    check_may(by, "edit")
    check_same_study(by, contact)
    with journal.act(contact.study, by=by, verb="contact.delete", about=f"contact:{contact.key}", why=why, name=contact.key) as doing:
        doing.delete(fresh(contact))


def forget_contact(contact: Contact, *, by: Member, why: str = "") -> Contact:
    """Erase who it was: what they are called and the note on the tip go; case, unit, answer and reason stay to be counted."""
    check_may(by, "edit")
    check_same_study(by, contact)
    with journal.act(contact.study, by=by, verb="contact.forget", about=f"contact:{contact.key}", why=why, name=contact.key) as doing:
        now = fresh(contact)
        return doing.update(now, person=None, label="", unit=now.unit or "–", tip_note="")


def frame_of(study: Study) -> dict[str, list[str]]:
    """Return the units one should reach, by the id of the case."""
    design = Study.objects.values_list("design", flat=True).get(pk=study.pk)
    return {case: list(units) for case, units in design.get(FRAME, {}).items()}


def set_frame(study: Study, frame: Mapping[str, Sequence[str]], *, by: Member, why: str = "") -> None:
    """Say which units of which cases one should reach. Cases that are not there are left out."""
    check_may(by, "edit")
    known = set(Case.objects.filter(study=study).values_list("key", flat=True))
    tidy = {case: [" ".join(unit.split())[:200] for unit in units if unit.strip()] for case, units in frame.items() if case in known}
    with journal.act(study, by=by, verb="contact.frame", about="study", why=why) as doing:
        now = fresh(study)
        doing.update(now, design={**now.design, FRAME: {case: units for case, units in tidy.items() if units}})


def follow_person(doing: Act, gone: Person, kept: Person) -> None:
    """Whoever turns out to be another was asked and named as that one."""
    for row in Contact.objects.filter(person=gone):
        doing.update(row, person=kept)
    for row in Contact.objects.filter(tip_from=gone):
        doing.update(row, tip_from=kept)


def take(doing: Act, person: Person) -> tuple[str, int]:
    """Who withdraws stays in the log as a number: what they are called, their unit and what they said of why goes."""
    rows = list(Contact.objects.filter(person=person))
    for row in rows:
        doing.update(row, label="", unit="", tip_note="", reason="", case=None)
    return "contacts", len(rows)


def held(person: Person) -> tuple[str, list[str]]:
    return gettext_noop("Contacts"), [f"contact:{row.key}" for row in Contact.objects.filter(person=person).order_by("pk")]


ON_PEOPLE_MERGED.append(follow_person)
ON_WITHDRAWN.append(take)
HELD.append(held)
