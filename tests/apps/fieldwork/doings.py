"""The acts of the field, for tests/apps/test_undo_everything.py."""

import datetime

from belegg.apps.fieldwork import contacts, guides, interviews
from belegg.apps.privacy.actions import add_person
from belegg.apps.sources.actions import set_interview
from belegg.method.guide import Item

DAY = datetime.date(2025, 3, 5)

TWO = [Item("q1", "", "Hva er jobben din?"), Item("q2", "q1", "Og før det?", "probe")]


def new_guide(w, title):
    return guides.add_guide(w.study, title, TWO, by=w.ida)


def versions_come_and_go(w):
    first = new_guide(w, "Come and go")
    guides.delete_guide_version(guides.new_guide_version(first.guide, TWO[:1], why="Shorter", by=w.ida), by=w.ida)
    guides.delete_guide_version(first, by=w.ida)


def new_interview(w, name, **said):
    return interviews.add_interview(w.study, people=[add_person(w.study, name, by=w.ida)], members=[w.ida], by=w.ida, **said)


def question_left_out_and_not(w):
    interview = new_interview(w, "Informant 34", guide_version=new_guide(w, "Skipped"))
    interviews.skip_question(interview, "q2", by=w.ida)
    interviews.skip_question(interview, "q1", by=w.ida)
    interviews.skip_question(interview, "q1", False, by=w.ida)


def contact_told_of_again(w):
    who, tip = (add_person(w.study, name, by=w.ida) for name in ("Informant 41", "Informant 42"))
    contact = contacts.add_contact(w.study, person=who, via="person", tip_from=tip, case=w.case, on=DAY, by=w.ida)
    contacts.change_contact(contact, answer="no", reason="No time", answered=DAY, by=w.ida)


DOINGS = {
    "add_contact": lambda w: contacts.add_contact(w.study, label="Head of a school", unit="School", by=w.ida),
    "change_contact": contact_told_of_again,
    "delete_contact": lambda w: contacts.delete_contact(contacts.add_contact(w.study, label="Mistake", by=w.ida), by=w.ida),
    "forget_contact": lambda w: contacts.forget_contact(
        contacts.add_contact(w.study, label="Head of a school", unit="School", answer="no", reason="No time", by=w.ida), by=w.ida
    ),
    "set_frame": lambda w: contacts.set_frame(w.study, {w.case.key: ["Plan", " ", "Health "], "no-such": ["x"]}, by=w.ida),
    "add_interview": lambda w: new_interview(w, "Informant 31", date=DAY, state="held", form="video", minutes=40, pressed=True),
    "change_interview": lambda w: interviews.change_interview(
        new_interview(w, "Informant 32"),
        people=[add_person(w.study, "Informant 35", by=w.ida)],
        members=[],
        date=DAY,
        state="held",
        by=w.ida,
    ),
    "delete_interview": lambda w: interviews.delete_interview(new_interview(w, "Informant 33"), by=w.ida),
    "skip_question": question_left_out_and_not,
    "set_interview": lambda w: set_interview(w.text.source, new_interview(w, "Informant 36"), by=w.ida),
    "add_guide": lambda w: new_guide(w, "Managers"),
    "new_guide_version": lambda w: guides.new_guide_version(new_guide(w, "Changed").guide, TWO[:1], why="Shorter", by=w.ida),
    "change_questions": lambda w: guides.change_questions(new_guide(w, "In place"), TWO[:1], by=w.ida),
    "describe_guide_version": lambda w: guides.describe_guide_version(new_guide(w, "Described"), why="So", by=w.ida),
    "rename_guide": lambda w: guides.rename_guide(new_guide(w, "Old").guide, "New", by=w.ida),
    "delete_guide_version": versions_come_and_go,
}
