"""The acts of the field, for tests/apps/test_undo_everything.py."""

from belegg.apps.fieldwork import guides
from belegg.method.guide import Item

TWO = [Item("q1", "", "Hva er jobben din?"), Item("q2", "q1", "Og før det?", "probe")]


def new_guide(w, title):
    return guides.add_guide(w.study, title, TWO, by=w.ida)


def versions_come_and_go(w):
    first = new_guide(w, "Come and go")
    guides.delete_guide_version(guides.new_guide_version(first.guide, TWO[:1], why="Shorter", by=w.ida), by=w.ida)
    guides.delete_guide_version(first, by=w.ida)


DOINGS = {
    "add_guide": lambda w: new_guide(w, "Managers"),
    "new_guide_version": lambda w: guides.new_guide_version(new_guide(w, "Changed").guide, TWO[:1], why="Shorter", by=w.ida),
    "change_questions": lambda w: guides.change_questions(new_guide(w, "In place"), TWO[:1], by=w.ida),
    "describe_guide_version": lambda w: guides.describe_guide_version(new_guide(w, "Described"), why="So", by=w.ida),
    "rename_guide": lambda w: guides.rename_guide(new_guide(w, "Old").guide, "New", by=w.ida),
    "delete_guide_version": versions_come_and_go,
}
