"""The field's rows -> records of a study folder, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from belegg.apps.coding.models import Elicits
from belegg.apps.exchange.models import Certificate
from belegg.apps.fieldwork.contacts import contacts_of
from belegg.apps.fieldwork.interviews import lines
from belegg.apps.fieldwork.models import Contact, Guide, GuideQuestion, GuideVersion, Interview, Interviewer, Participation, Skipped
from belegg.apps.privacy.models import Consent, Letter, Promise, Proof, StudyDate
from belegg.apps.sources.models import Answer
from belegg.apps.study.models import Study
from belegg.formats.folder import records

if TYPE_CHECKING:
    from belegg.apps.exchange.rows import Rows


def guide_records(study: Study) -> dict[str, records.GuideVersion]:
    questions: dict[int, list[records.GuideQuestion]] = {}
    for row in GuideQuestion.objects.filter(study=study).order_by("position", "pk"):
        questions.setdefault(row.version_id, []).append(records.GuideQuestion(row.qid, row.parent, row.kind, row.text))
    return {
        v.key: records.GuideVersion(
            v.key, v.guide.key, v.guide.title, v.guide.language, v.number, v.date, v.why, tuple(questions.get(v.pk, ()))
        )
        for v in GuideVersion.objects.filter(study=study).select_related("guide")
    }


def interview_parts(study: Study) -> dict[str, tuple]:
    skipped = Skipped.objects.filter(interview__study=study).select_related("interview", "by")
    return {
        "interviews": tuple(
            records.Interview(
                one.key, one.date, one.place, one.form, one.state, one.minutes, "short" if one.pressed else "",
                one.guide_version.key if one.guide_version else "", one.follow_up_of.key if one.follow_up_of else "",
                tuple(person.key for person in line.people), tuple(member.key for member in line.members), one.note,
            )
            for line in lines(study)
            for one in [line.interview]
        ),
        "skipped": tuple(records.Skipped(row.interview.key, row.qid, row.by.key) for row in skipped),
    }  # fmt: skip


def contact_parts(study: Study) -> dict[str, tuple]:
    return {
        "contacts": tuple(
            records.Contact(
                one.key, one.person.key if one.person else "", one.label, one.case.key if one.case else "", one.unit, one.on, one.via,
                one.tip_from.key if one.tip_from else "", one.event.key if one.event else "", one.tip_note, one.answer, one.answered, one.reason,
            )
            for one in contacts_of(study)
        )
    }  # fmt: skip


def write_contacts(rows: Rows) -> None:
    """Write the recruitment log; people and cases must stand already."""
    rows.create(
        Contact(
            study=rows.study, key=c.id, person=rows.people.get(c.person), label=c.label, case=rows.cases.get(c.case), unit=c.unit, on=c.on,
            via=c.via, tip_from=rows.people.get(c.tip_from),
            event=rows.observations.get(c.event), tip_note=c.tip_note, answer=c.answer, answered=c.answered, reason=c.reason,
        )
        for c in rows.folder.contacts
    )  # fmt: skip


def answer_parts(study: Study) -> dict[str, tuple]:
    answers = Answer.objects.filter(study=study).select_related("text", "guide", "by")
    return {
        "answers": tuple(records.Answer(a.text.key, a.start, a.end, a.sha256, a.guide.key, a.qid, a.by.key) for a in answers),
        "elicits": tuple(
            records.Elicits(e.code.key, e.guide.key, e.qid) for e in Elicits.objects.filter(study=study).select_related("code", "guide")
        ),
    }


def write_answers(rows: Rows) -> None:
    """Write what answers which question and which question brings out which code; texts, codes and guides must stand already."""
    guides = {version.guide.key: version.guide for version in rows.guide_versions.values()}
    rows.doing.create_many(
        Answer(
            study=rows.study, text=rows.texts[a.text], start=a.start, end=a.end, sha256=a.sha256, guide=guides[a.guide], qid=a.question,
            by=rows.members[a.by],
        )
        for a in rows.folder.answers
    )  # fmt: skip
    rows.doing.create_many(
        Elicits(study=rows.study, code=rows.codes[e.code], guide=guides[e.guide], qid=e.question) for e in rows.folder.elicits
    )


def write_interviews(rows: Rows) -> dict[str, Interview]:
    """Write the interviews of a folder, and return them by id; people, members and guides must stand already."""
    study, found = rows.study, rows.folder.interviews
    made: dict[str, Interview] = {}
    waiting = list(found)
    while ready := [one for one in waiting if not one.follows or one.follows in made]:
        made |= rows.create(
            Interview(
                study=study, key=one.id, date=one.date, place=one.place, form=one.form, state=one.state, minutes=one.minutes,
                pressed=one.time == "short", guide_version=rows.guide_versions.get(one.guide), follow_up_of=made.get(one.follows), note=one.note,
            )
            for one in ready
        )  # fmt: skip
        waiting = [one for one in waiting if one.id not in made]
    people = [(one.id, key) for one in found for key in one.participants]
    rows.doing.create_many(Participation(interview=made[one], person=rows.people[key]) for one, key in people)
    members = [(one.id, key) for one in found for key in one.interviewers]
    rows.doing.create_many(Interviewer(interview=made[one], member=rows.members[key]) for one, key in members)
    rows.doing.create_many(Skipped(interview=made[row.interview], qid=row.question, by=rows.members[row.by]) for row in rows.folder.skipped)
    return made


def consent_parts(study: Study) -> dict[str, tuple]:
    return {
        "letters": tuple(
            records.Letter(one.key, one.title, one.language, one.made, one.sha256, tuple(one.checklist), one.text)
            for one in Letter.objects.filter(study=study)
        ),
        "consents": tuple(
            records.Consent(c.person.key, c.scope, c.state, c.withdrawn, c.date, c.letter.key if c.letter else "", c.how, c.proof)
            for c in Consent.objects.filter(study=study).select_related("person", "letter")
        ),
    }


def write_consents(rows: Rows) -> None:
    """Write letters and what people answered; the people must stand already."""
    study = rows.study
    letters = rows.create(
        Letter(
            study=study,
            key=one.id,
            title=one.title,
            language=one.language,
            made=one.made,
            sha256=one.sha256,
            checklist=list(one.says),
            text=one.text,
        )
        for one in rows.folder.letters
    )
    rows.doing.create_many(
        Consent(
            study=study, person=rows.people[c.person], scope=c.scope, state=c.state, date=c.date, withdrawn=c.withdrawn,
            letter=letters.get(c.letter), how=c.how, proof=c.proof,
        )
        for c in rows.folder.consents
    )  # fmt: skip


def promise_parts(study: Study) -> dict[str, tuple]:
    promises = Promise.objects.filter(study=study).select_related("owner")
    return {
        "promises": tuple(
            records.Promise(
                p.key, p.text, p.origin, p.place, p.about, p.action, p.subject, p.due, p.after, p.days, p.owner.key if p.owner else "",
                p.settled, p.why,
            )
            for p in promises
        ),
        "proofs": tuple(
            records.Proof(p.promise.key, p.time, p.by.key, p.method, p.sha256, p.note)
            for p in Proof.objects.filter(study=study).select_related("promise", "by")
        ),
        "dates": tuple(records.StudyDate(d.event, d.date) for d in StudyDate.objects.filter(study=study)),
    }  # fmt: skip


def write_promises(rows: Rows) -> None:
    """Write the promises of a folder with their proofs; the members must stand already."""
    study, folder = rows.study, rows.folder
    promises = rows.create(
        Promise(
            study=study, key=p.id, text=p.text, origin=p.origin, place=p.place, about=p.about, action=p.action, subject=p.subject, due=p.due,
            after=p.after, days=p.days, owner=rows.members.get(p.owner), settled=p.settled, why=p.why,
        )
        for p in folder.promises
    )  # fmt: skip
    rows.doing.create_many(
        Proof(study=study, promise=promises[p.promise], time=p.time, by=rows.members[p.by], method=p.method, sha256=p.sha256, note=p.note)
        for p in folder.proofs
    )
    rows.doing.create_many(StudyDate(study=study, event=d.event, date=d.date) for d in folder.dates)


def certificate_parts(study: Study) -> dict[str, tuple]:
    found = Certificate.objects.filter(study=study).select_related("by")
    return {
        "certificates": tuple(
            records.Certificate(
                one.key, one.person, one.label, one.policy, one.made, one.by.key, one.sha256, one.swept,
                json.dumps(one.what, ensure_ascii=False, sort_keys=True),
            )
            for one in found
        )
    }  # fmt: skip


def write_certificates(rows: Rows) -> None:
    """Write the certificates of a folder; the members must stand already."""
    rows.create(
        Certificate(
            study=rows.study, key=one.id, person=one.person, label=one.label, policy=one.policy, made=one.made, by=rows.members[one.by],
            sha256=one.sha256, swept=one.swept, what=json.loads(one.what),
        )
        for one in rows.folder.certificates
    )  # fmt: skip


def write_guides(rows: Rows) -> dict[str, GuideVersion]:
    """Write the guides of a folder, and return their versions by id."""
    study, found = rows.study, sorted(rows.folder.guides.values(), key=lambda version: (version.guide, version.number))
    named = {version.guide: version for version in found}
    guides = rows.create(Guide(study=study, key=key, title=v.title, language=v.language) for key, v in named.items())
    versions = rows.create(
        GuideVersion(study=study, key=v.id, guide=guides[v.guide], number=v.number, date=v.date, why=v.why) for v in found
    )
    rows.doing.create_many(
        GuideQuestion(study=study, version=versions[v.id], qid=q.id, parent=q.parent, kind=q.kind, text=q.text, position=at)
        for v in found
        for at, q in enumerate(v.questions)
    )
    return versions
