"""Turns recognised anew, and who a speaker is. The words and the codings on them stay where they are."""

from __future__ import annotations

from collections.abc import Mapping

from belegg.apps.privacy.actions import enter_person
from belegg.apps.privacy.models import Person
from belegg.apps.sources.dependants import AFTER_TURNS_CHANGED
from belegg.apps.sources.models import Text, Turn
from belegg.apps.sources.rules import check_current, check_turns_cover
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method import transcript
from belegg.method.errors import Refused, gettext_noop
from belegg.method.transcript import Recognition

COLUMNS = ("study_id", "text_id", "n", "head", "start", "end", "speaker", "role", "person_id", "time_start", "time_end")


def turn_row(text: Text, turn: transcript.Turn, people: Mapping[str, Person]) -> list:
    """Return the row of a recognised turn, in the order of COLUMNS. A label longer than its column is cut; it stands in the text in full."""
    person = people.get(turn.speaker) if turn.speaker else None
    label, person_id = turn.speaker[:120], person.pk if person else None
    return [text.study_id, text.pk, turn.n, turn.head, turn.start, turn.end, label, turn.role, person_id, turn.time_start, turn.time_end]


def set_turns(text: Text, recognition: Recognition, *, by: Member, people: Mapping[str, Person] | None = None, why: str = "") -> Text:
    """Replace the turns of a text by those of `recognition`. Labels keep the person they had unless `people` says otherwise."""
    check_may(by, "edit")
    check_same_study(by, text, *(people or {}).values())
    check_turns_cover(text.body.text, recognition.turns)
    old = list(Turn.objects.filter(text=text).select_related("person").order_by("n"))
    known = {turn.speaker: turn.person for turn in old if turn.person}
    new = [turn_row(text, turn, {**known, **(people or {})}) for turn in recognition.turns]
    kept = {facts(turn) for turn in old} & {tuple(row) for row in new}
    with journal.act(text.study, by=by, verb="text.turns", about=f"text:{text.key}", why=why, **words_of(text, len(new))) as doing:
        check_current(text)
        doing.delete_many([turn for turn in old if facts(turn) not in kept])
        doing.create_rows(Turn, [row for row in new if tuple(row) not in kept])
        renew_above(doing, text)
    return text


def assign_speaker(
    text: Text, label: str, *, by: Member, role: str | None = None, person: Person | None = None, anyone: bool = False, why: str = ""
) -> Text:
    """Say what role a label of this text has and who it is. `person=None` leaves the person as it is; `anyone=True` takes them off.

    Raises Refused("no_such_speaker").
    """
    check_may(by, "edit")
    check_same_study(by, text, person)
    turns = turns_of(text, label)
    values: dict = {} if role is None else {"role": check_role(role)}
    if person is not None or anyone:
        values["person"] = person
    params = {"label": label, "name": person.pseudonym if person else "", "role": role or "", **words_of(text, len(turns))}
    with journal.act(text.study, by=by, verb="text.speaker", about=f"text:{text.key}", why=why, **params) as doing:
        check_current(text)
        write_speaker(doing, text, turns, values)
    return text


def name_speaker(text: Text, label: str, *, by: Member, role: str, pseudonym: str, why: str = "") -> Text:
    """Say what role a label has and who it is by pseudonym: a known person's, a new one's (made in the same act), or "" for nobody."""
    check_may(by, "edit")
    check_same_study(by, text)
    turns = turns_of(text, label)
    values: dict = {"role": check_role(role)}
    params = {"label": label, "name": pseudonym, "role": role, **words_of(text, len(turns))}
    with journal.act(text.study, by=by, verb="text.speaker", about=f"text:{text.key}", why=why, **params) as doing:
        check_current(text)
        known = Person.objects.filter(study=text.study, pseudonym__iexact=pseudonym).first() if pseudonym else None
        values["person"] = known or (enter_person(doing, pseudonym) if pseudonym else None)
        write_speaker(doing, text, turns, values)
    return text


def turns_of(text: Text, label: str) -> list[Turn]:
    turns = list(Turn.objects.filter(text=text, speaker=label).order_by("n")) if label else []
    if not turns:
        raise Refused("no_such_speaker", gettext_noop("Nobody called “%(label)s” speaks in this text."), label=label[:60])
    return turns


def write_speaker(doing: journal.Act, text: Text, turns: list[Turn], values: dict) -> None:
    changing = [turn for turn in turns if any(getattr(turn, name) != value for name, value in values.items())]
    if changing:
        doing.update_many(changing, **values)
        renew_above(doing, text)


def check_role(role: str) -> str:
    if role not in transcript.ROLES:
        raise Refused(
            "role_unknown",
            gettext_noop("“%(role)s” is not a role in an interview."),
            gettext_noop("Choose interviewer, informant or other."),
            role=role[:40],
        )
    return role


def renew_above(doing: journal.Act, text: Text) -> None:
    for renew in AFTER_TURNS_CHANGED:
        renew(doing, text)


def facts(turn: Turn) -> tuple:
    return tuple(getattr(turn, name) for name in COLUMNS)


def words_of(text: Text, count: int) -> dict:
    return {"title": text.source.title, "text": text.key, "count": count}
