"""The acts on answers and on what brings a code out, for tests/apps/test_undo_everything.py."""

from belegg.apps.coding.eliciting import set_elicited
from belegg.apps.fieldwork.guides import add_guide
from belegg.apps.sources import actions as sources
from belegg.apps.sources.actions.answers import questions
from belegg.apps.sources.models import Answer, Text
from belegg.method.guide import Item
from tests.worlds import bring_in


def asked(w, title):
    version = add_guide(w.study, title, [Item("q1", "", "Hva er jobben din?"), Item("q2", "q1", "Og før det?", "probe")], by=w.ida)
    return [one for one in questions(w.study) if one.guide == version.guide]


def taken_back(w):
    sources.unmark_answer(sources.mark_answer(w.text, 38, 60, asked(w, "Taken back")[0], by=w.ida), by=w.ida)


def placed(w):
    text = bring_in(w.study, key=f"answered-{Text.objects.count()}", title="Answered", by=w.ida)
    answer = sources.mark_answer(text, 60, 90, asked(w, "Placed")[0], by=w.ida)
    sources.new_version(text, [(50, 70, "something else")], why="heard again", by=w.ida)
    sources.place_answer(Answer.objects.get(pk=answer.pk), 10, 20, by=w.ida)


def brought_out(w):
    first, second = asked(w, "Brings out")
    set_elicited(w.code, [first, second], by=w.ida)
    set_elicited(w.code, [second], by=w.ida)


DOINGS = {
    "mark_definition": lambda w: sources.mark_definition(w.text, 1, "trust", by=w.ida),
    "unmark_definition": lambda w: sources.unmark_definition(sources.mark_definition(w.text, 1, "again", by=w.ida), by=w.ida),
    "mark_answer": lambda w: sources.mark_answer(w.text, 38, 60, asked(w, "Marked")[0], by=w.ida),
    "mark_answer_turns": lambda w: sources.mark_answer_turns(w.text, 1, 2, asked(w, "Marked by turns")[1], by=w.ida),
    "unmark_answer": taken_back,
    "place_answer": placed,
    "set_elicited": brought_out,
}
