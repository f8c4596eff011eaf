"""Verbs on promises, and when they fall due. A promise is kept by proof: when, by whom, how, and where there is one, a hash."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date
from typing import NamedTuple

from django.utils import timezone

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person, Promise, Proof, StudyDate
from belegg.apps.privacy.promise_models import About, Deed, Event, Origin, Settled
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.apps.study.whole import NAMING, missing
from belegg.method import promises as pure
from belegg.method.errors import Refused, gettext_noop

# The floors above enter `dates(study) -> {event: date}` of what they know has happened (recordings: transcription).
EVENT_DATES: list[Callable[[Study], dict[str, Date]]] = []
NAMING.append((Promise, "subject"))
FIELDS = ("text", "origin", "place", "about", "action", "subject", "due", "after", "days", "owner")
MOST_DAYS = 36_500
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Line(NamedTuple):
    """A promise with when it is due and how it stands (method.promises.STATES)."""

    promise: Promise
    due: pure.Due
    state: str


def events_of(study: Study) -> dict[str, Date]:
    """Return what has happened, by event: as the floors above know it, and as a person has said, which goes before."""
    known: dict[str, Date] = {}
    for dates in EVENT_DATES:
        known |= dates(study)
    return known | dict(StudyDate.objects.filter(study=study).values_list("event", "date"))


def promised(promise: Promise) -> pure.Promised:
    return pure.Promised(
        promise.key, promise.about, promise.action, promise.subject, promise.due, promise.after, promise.days, promise.settled
    )


def ledger(study: Study, today: Date) -> list[Line]:
    """Return all promises, the most pressing first: by state, then by date, those without one last."""
    events = events_of(study)
    lines = []
    for promise in Promise.objects.filter(study=study).select_related("owner").order_by("pk"):
        what = promised(promise)
        lines.append(Line(promise, pure.due(what, events), pure.state(what, events, today)))
    return sorted(lines, key=lambda line: (pure.STATES.index(line.state), line.due.on or Date.max, line.promise.pk))


def contradictions(study: Study) -> list[tuple[Promise, Promise, str]]:
    """Return the pairs of promises that cannot both be kept as they stand, with why."""
    by_key = {promise.key: promise for promise in Promise.objects.filter(study=study).select_related("owner").order_by("pk")}
    return [(by_key[one.a], by_key[one.b], one.why) for one in pure.contradictions(promised(promise) for promise in by_key.values())]


def check_promise(study: Study, said: dict) -> dict:
    """Return fields of a promise tidied.

    Raises Refused("no_promise"), ("bad_promise"), ("two_dates"), ("no_such_thing").
    """
    said = dict(said)
    if "text" in said:
        said["text"] = said["text"].strip()
        if not said["text"]:
            raise Refused(
                "no_promise", gettext_noop("A promise needs words."), gettext_noop("Write what was promised, as it stands there.")
            )
    allowed: dict[str, list[str]] = {"origin": Origin.values, "about": About.values, "action": Deed.values, "after": ["", *Event.values]}
    wrong = [name for name, values in allowed.items() if name in said and said[name] not in values]
    if wrong or not 0 <= said.get("days", 0) <= MOST_DAYS:
        raise Refused(
            "bad_promise", gettext_noop("The promise says something that is not known here."), gettext_noop("Choose from what is offered.")
        )
    if said.get("due") and said.get("after"):
        raise Refused(
            "two_dates",
            gettext_noop("A promise is due on a date or after an event, not both."),
            gettext_noop("Enter two promises if two times were promised; that they differ will be shown."),
        )
    if said.get("subject") and missing(study, [said["subject"]]):
        raise Refused(
            "no_such_thing", gettext_noop("What the promise is about is not in this study."), gettext_noop("Choose from what is offered.")
        )
    return said | ({"place": " ".join(said["place"].split())[:200]} if "place" in said else {})


def add_promise(study: Study, text: str, *, by: Member, why: str = "", **said) -> Promise:
    """Enter a promise; `said` are other FIELDS. Raises as `check_promise`."""
    check_may(by, "edit")
    check_same_study(by, said.get("owner"))
    check_names(said)
    fields = check_promise(study, {"origin": "letter", "about": "study", "action": "keep", **said, "text": text})
    with journal.act(study, by=by, verb="promise.add", why=why, text=shortened(fields["text"])) as doing:
        key = next_key(Promise.objects.filter(study=study), "pr")
        doing.about = f"promise:{key}"
        return doing.create(Promise(study=study, key=key, **fields))


def check_names(said: dict) -> None:
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"A promise has no {', '.join(sorted(unknown))}.")


def change_promise(promise: Promise, *, by: Member, seen: str = "", why: str = "", **said) -> Promise:
    """Change FIELDS of a promise. Raises as `check_promise`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, promise, said.get("owner"))
    check_names(said)
    about = f"promise:{promise.key}"
    with journal.act(promise.study, by=by, verb="promise.change", about=about, why=why, text=shortened(promise.text)) as doing:
        now = fresh(promise, seen)
        fields = check_promise(promise.study, {"due": now.due, "after": now.after, **said})
        return doing.update(now, **{name: value for name, value in fields.items() if name in said})


def keep_promise(promise: Promise, method: str, *, by: Member, sha256: str = "", note: str = "", why: str = "") -> Proof:
    """Say that a promise is kept, with proof: how it was done, and the hash of what shows it where there is something.

    Raises Refused("no_proof"), ("bad_hash"), ("settled_already").
    """
    check_may(by, "edit")
    check_same_study(by, promise)
    method, sha256 = " ".join(method.split())[:300], sha256.strip().lower()
    if not method:
        raise Refused(
            "no_proof", gettext_noop("A promise is kept when it can be shown how."), gettext_noop("Write what was done, and with what.")
        )
    if sha256 and not _SHA256.fullmatch(sha256):
        raise Refused(
            "bad_hash", gettext_noop("“%(hash)s” is not a SHA-256."), gettext_noop("It has 64 digits and letters a to f."), hash=sha256[:70]
        )
    about = f"promise:{promise.key}"
    with journal.act(promise.study, by=by, verb="promise.keep", about=about, why=why, text=shortened(promise.text)) as doing:
        now = fresh(promise)
        check_open(now)
        doing.update(now, settled=Settled.KEPT)
        return doing.create(
            Proof(study=now.study, promise=now, time=timezone.now(), by=by, method=method, sha256=sha256, note=note.strip())
        )


def drop_promise(promise: Promise, why: str, *, by: Member) -> Promise:
    """Say that a promise binds no longer, and why (the informant agreed to another; it was replaced). Raises Refused("no_reason")."""
    check_may(by, "edit")
    check_same_study(by, promise)
    why = why.strip()
    if not why:
        raise Refused(
            "no_reason",
            gettext_noop("A promise is not let go without a reason."),
            gettext_noop("Write who agreed to it, or what replaced it."),
        )
    about = f"promise:{promise.key}"
    with journal.act(promise.study, by=by, verb="promise.drop", about=about, why=why, text=shortened(promise.text)) as doing:
        now = fresh(promise)
        check_open(now)
        return doing.update(now, settled=Settled.DROPPED, why=why)


def check_open(promise: Promise) -> None:
    """Raises Refused("settled_already")."""
    if promise.settled:
        raise Refused(
            "settled_already",
            gettext_noop("This promise is settled already: %(how)s."),
            gettext_noop("Undo that first if it was a mistake."),
            how=promise.get_settled_display(),
        )


def delete_promise(promise: Promise, *, by: Member, why: str = "") -> None:
    """Take a promise away that was never made (entered by mistake). Raises Refused("settled_already")."""
    check_may(by, "edit")
    check_same_study(by, promise)
    about = f"promise:{promise.key}"
    with journal.act(promise.study, by=by, verb="promise.delete", about=about, why=why, text=shortened(promise.text)) as doing:
        now = fresh(promise)
        check_open(now)
        doing.delete(now)


def set_date(study: Study, event: str, date: Date | None, *, by: Member) -> None:
    """Say when something happened that promises wait for; None takes it back. Raises Refused("no_such_event")."""
    check_may(by, "edit")
    if event not in Event.values:
        raise Refused("no_such_event", gettext_noop("There is no such event."), gettext_noop("Choose from what is offered."))
    said = date.isoformat() if date else ""
    with journal.act(study, by=by, verb="promise.date", about="study", event=str(Event(event).value), date=said) as doing:
        known = StudyDate.objects.filter(study=study, event=event).first()
        if known and date is None:
            doing.delete(known)
        elif known:
            doing.update(known, date=date)
        elif date:
            doing.create(StudyDate(study=study, event=event, date=date))


def follow_person(doing: Act, gone: Person, kept: Person) -> None:
    """What was promised about one person is promised about the other."""
    for promise in Promise.objects.filter(study=gone.study_id, subject=f"person:{gone.key}"):
        doing.update(promise, subject=f"person:{kept.key}")


ON_PEOPLE_MERGED.append(follow_person)


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
