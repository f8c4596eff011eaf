"""Verbs on the research questions: a tree, each declared in the plan or found underway."""

from __future__ import annotations

from belegg.apps.study import journal, order
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import Member, Question, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop


def _check_text(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("no_text", gettext_noop("A question needs words."), gettext_noop("Write the question."))
    return text


def add_question(study: Study, text: str, *, by: Member, parent: Question | None = None, declared: bool = True, why: str = "") -> Question:
    """Add a research question, last below its parent. Raises Refused("no_text")."""
    check_may(by, "edit")
    check_same_study(by, parent)
    text = _check_text(text)
    questions = Question.objects.filter(study=study)
    with journal.act(study, by=by, verb="question.add", why=why, text=shortened(text)) as doing:
        key = next_key(questions, "q")
        doing.about = f"question:{key}"
        position = order.last_position(questions, parent)
        return doing.create(Question(study=study, key=key, parent=parent, text=text, declared=declared, position=position))


def change_question(question: Question, *, by: Member, seen: str = "", why: str = "", **fields) -> Question:
    """Change `text` or `declared`. Raises Refused("no_text") or Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, question)
    if "text" in fields:
        fields["text"] = _check_text(fields["text"])
    with journal.act(
        question.study, by=by, verb="question.change", about=f"question:{question.key}", why=why, text=shortened(question.text)
    ) as doing:
        return doing.update(fresh(question, seen), **fields)


def move_question(question: Question, *, by: Member, parent: Question | None, at: int | None = None) -> Question:
    """Put a question below another, or beside its siblings at a place. Raises Refused("below_itself")."""
    check_may(by, "edit")
    check_same_study(by, question, parent)
    with journal.act(question.study, by=by, verb="question.move", about=f"question:{question.key}", text=shortened(question.text)) as doing:
        questions = list(Question.objects.filter(study=question.study))
        order.check_not_below_itself(question, parent, questions)
        return order.place(doing, fresh(question), questions, parent, at)


def delete_question(question: Question, *, by: Member, why: str = "") -> None:
    """Take a question away that nothing stands below.

    Raises Refused("question_used").
    """
    check_may(by, "edit")
    check_same_study(by, question)
    with journal.act(
        question.study, by=by, verb="question.delete", about=f"question:{question.key}", why=why, text=shortened(question.text)
    ) as doing:
        question = fresh(question)
        if question.children.exists():
            raise Refused(
                "question_used",
                gettext_noop("Other questions stand below this one."),
                gettext_noop("Move or delete them first."),
            )
        doing.delete(question)


def shortened(text: str, length: int = 80) -> str:
    """Return the beginning of a text, for a line of the journal."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
