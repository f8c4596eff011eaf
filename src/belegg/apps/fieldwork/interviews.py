"""Verbs on interviews: planned, held, called off; who took part, who asked, with which version of the guide, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from belegg.apps.fieldwork.guides import items_of
from belegg.apps.fieldwork.models import Form, GuideVersion, Interview, Interviewer, InterviewState, Participation, Skipped
from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.apps.study.whole import relations_to
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural

FIELDS = ("date", "place", "form", "minutes", "pressed", "state", "guide_version", "follow_up_of", "note")
MOST_MINUTES = 24 * 60
# The floors above enter what must go with an interview, as `drop(doing, interview)`; none so far.
ON_INTERVIEW_DELETED: list[Callable[[Act, Interview], None]] = []


class InterviewLine(NamedTuple):
    """An interview with who took part and who asked."""

    interview: Interview
    people: list[Person]
    members: list[Member]

    @property
    def is_joint(self) -> bool:
        return len(self.people) > 1


def lines(study: Study) -> list[InterviewLine]:
    """Return the interviews by date, those without one last, each with its participants and interviewers."""
    people: dict[int, list[Person]] = {}
    for row in Participation.objects.filter(interview__study=study).select_related("person").order_by("pk"):
        people.setdefault(row.interview_id, []).append(row.person)
    members: dict[int, list[Member]] = {}
    for one in Interviewer.objects.filter(interview__study=study).select_related("member").order_by("pk"):
        members.setdefault(one.interview_id, []).append(one.member)
    found = Interview.objects.filter(study=study).select_related("guide_version__guide", "follow_up_of")
    ordered = sorted(found, key=lambda one: (one.date is None, one.date.toordinal() if one.date else 0, natural(one.key)))
    return [InterviewLine(one, people.get(one.pk, []), members.get(one.pk, [])) for one in ordered]


def skipped_of(interview: Interview) -> set[str]:
    return set(Skipped.objects.filter(interview=interview).values_list("qid", flat=True))


def check_interview(said: dict, interview: Interview | None = None) -> dict:
    """Return the fields tidied.

    Raises Refused("bad_interview"), ("bad_minutes"), ("held_without_date"), ("follows_itself").
    """
    said = dict(said)
    for name, values in (("form", Form.values), ("state", InterviewState.values)):
        if name in said and said[name] not in values:
            raise Refused(
                "bad_interview",
                gettext_noop("The interview says something that is not known here."),
                gettext_noop("Choose from what is offered."),
            )
    minutes = said.get("minutes")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Refused(
            "bad_minutes", gettext_noop("An interview lasts between one minute and a day."), gettext_noop("Leave it open if nobody knows.")
        )
    state = said.get("state", interview.state if interview else InterviewState.PLANNED)
    if state == InterviewState.HELD and said.get("date", interview.date if interview else None) is None:
        raise Refused(
            "held_without_date",
            gettext_noop("An interview that was held has a date."),
            gettext_noop("Write the day; about right is better than none."),
        )
    if interview and said.get("follow_up_of") == interview:
        raise Refused("follows_itself", gettext_noop("An interview can't follow up itself."), gettext_noop("Choose the earlier one."))
    if "place" in said:
        said["place"] = " ".join(said["place"].split())[:200]
    return said | ({"note": said["note"].strip()} if "note" in said else {})


def add_interview(
    study: Study, *, people: Iterable[Person] = (), members: Iterable[Member] = (), by: Member, why: str = "", **said
) -> Interview:
    """Enter an interview, planned or held; `said` are FIELDS. Raises as `check_interview`."""
    check_may(by, "edit")
    people, members = list(people), list(members)
    check_names(said)
    check_same_study(by, *people, *members, said.get("guide_version"), said.get("follow_up_of"))
    fields = check_interview(said)
    with journal.act(study, by=by, verb="interview.add", why=why) as doing:
        key = next_key(Interview.objects.filter(study=study), "i")
        doing.about, doing.params = f"interview:{key}", {"name": who(people) or key}
        interview = doing.create(Interview(study=study, key=key, **fields))
        doing.create_many(Participation(interview=interview, person=person) for person in unique(people))
        doing.create_many(Interviewer(interview=interview, member=member) for member in unique(members))
        return interview


def check_names(said: dict) -> None:
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"An interview has no {', '.join(sorted(unknown))}.")


def unique(things: Iterable) -> list:
    return list({thing.pk: thing for thing in things}.values())


def who(people: Collection[Person]) -> str:
    return ", ".join(person.pseudonym for person in people)[:200]


def change_interview(
    interview: Interview, *, by: Member, people: Iterable[Person] | None = None, members: Iterable[Member] | None = None, seen: str = "",
    why: str = "", **said,
) -> Interview:  # fmt: skip
    """Change an interview. Raises as `check_interview`, Refused("changed_since"), and Refused("questions_skipped") where a guide version is
    taken from an interview that says which of its questions were left out."""
    check_may(by, "edit")
    check_names(said)
    people, members = (None if people is None else unique(people)), (None if members is None else unique(members))
    check_same_study(by, interview, *(people or ()), *(members or ()), said.get("guide_version"), said.get("follow_up_of"))
    about, name = f"interview:{interview.key}", named(interview)
    with journal.act(interview.study, by=by, verb="interview.change", about=about, why=why, name=name) as doing:
        now = fresh(interview, seen)
        check_skipped_stand(now, said)
        doing.update(now, **check_interview(said, now))
        if people is not None:
            follow(doing, Participation, now, "person", people)
        if members is not None:
            follow(doing, Interviewer, now, "member", members)
        return now


def check_skipped_stand(interview: Interview, said: dict) -> None:
    """Raises Refused("questions_skipped")."""
    if "guide_version" not in said:
        return
    version = said["guide_version"]
    there = {item.qid for item in items_of(version)} if version else set()
    if skipped_of(interview) - there:
        raise Refused(
            "questions_skipped",
            gettext_noop("Questions were left out in this interview that the other version does not have."),
            gettext_noop("Take back that they were left out first."),
        )


def follow(doing: Act, model, interview: Interview, field: str, wanted: list) -> None:
    """Let the rows of a model say exactly `wanted`."""
    rows = {getattr(row, f"{field}_id"): row for row in model.objects.filter(interview=interview)}
    pks = {thing.pk for thing in wanted}
    doing.delete_many([row for pk, row in rows.items() if pk not in pks])
    doing.create_many(model(interview=interview, **{field: thing}) for thing in wanted if thing.pk not in rows)


def named(interview: Interview) -> str:
    people = [row.person for row in Participation.objects.filter(interview=interview).select_related("person").order_by("pk")]
    return who(people) or interview.key


def delete_interview(interview: Interview, *, by: Member, why: str = "") -> None:
    """Take an interview away that nothing came of.

    Raises Refused("interview_used") where a source, a recording or a follow-up belongs to it.
    """
    check_may(by, "edit")
    check_same_study(by, interview)
    own = (Participation, Interviewer, Skipped)
    about, name = f"interview:{interview.key}", named(interview)
    with journal.act(interview.study, by=by, verb="interview.delete", about=about, why=why, name=name) as doing:
        now = fresh(interview)
        for drop in ON_INTERVIEW_DELETED:
            drop(doing, now)
        relations = (relation for relation in relations_to(Interview) if relation.related_model not in own)
        if any(relation.related_model._default_manager.filter(**{relation.field.name: now}).exists() for relation in relations):
            raise Refused(
                "interview_used",
                gettext_noop("Something came of this interview: a source, a recording or a follow-up."),
                gettext_noop("Say that it was called off, or take those from it first."),
            )
        for model in own:
            doing.delete_many(model.objects.filter(interview=now))
        doing.delete(now)


def skip_question(interview: Interview, qid: str, skipped: bool = True, *, by: Member) -> None:
    """Say that a question of the guide was left out in an interview, or take that back.

    Raises Refused("no_guide") and Refused("not_in_guide").
    """
    check_may(by, "edit")
    check_same_study(by, interview)
    version: GuideVersion | None = interview.guide_version
    if version is None:
        raise Refused(
            "no_guide", gettext_noop("It is not known which guide this interview was held with."), gettext_noop("Choose the version first.")
        )
    texts = {item.qid: item.text for item in items_of(version)}
    if qid not in texts:
        raise Refused(
            "not_in_guide",
            gettext_noop("The version used does not have this question."),
            gettext_noop("Then it was not asked, which is known already."),
        )
    about = f"interview:{interview.key}"
    with journal.act(interview.study, by=by, verb="interview.skip", about=about, name=named(interview), text=texts[qid][:80]) as doing:
        known = Skipped.objects.filter(interview=interview, qid=qid).first()
        if skipped and not known:
            doing.create(Skipped(interview=interview, qid=qid, by=by))
        elif known and not skipped:
            doing.delete(known)


def follow_person(doing: Act, gone: Person, kept: Person) -> None:
    """Whoever turns out to be another took part in their interviews too, once."""
    there = set(Participation.objects.filter(person=kept).values_list("interview_id", flat=True))
    for row in Participation.objects.filter(person=gone):
        if row.interview_id in there:
            doing.delete(row)
        else:
            doing.update(row, person=kept)


ON_PEOPLE_MERGED.append(follow_person)
