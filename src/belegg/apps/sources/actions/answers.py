"""A passage of a transcript answers a question of the guide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from belegg.apps.fieldwork.guides import items_of, versions_of
from belegg.apps.fieldwork.models import Guide
from belegg.apps.sources.actions.parts import span_of_turns
from belegg.apps.sources.carrying import carry_rows
from belegg.apps.sources.dependants import ON_NEW_VERSION, ON_SOURCE_DELETED, SPAN_KINDS, Carry, Dependant, Report, SpanKind
from belegg.apps.sources.models import Answer, Source, Text
from belegg.apps.sources.rules import check_current, check_span
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import can, check_may, check_same_study
from belegg.method.anchors import passage_hash
from belegg.method.errors import Refused, gettext_noop
from belegg.method.guide import ASKED, Item


class Asked(NamedTuple):
    """A question of a guide, in its newest wording."""

    guide: Guide
    item: Item

    @property
    def value(self) -> str:
        """Return what a form sends for it."""
        return f"{self.guide.key}:{self.item.qid}"


def questions(study: Study) -> list[Asked]:
    """Return what is asked in the guides of a study: every question any version has, the newest versions first."""
    found = []
    for guide in Guide.objects.filter(study=study).order_by("pk"):
        items: dict[str, Item] = {}
        for version in reversed(versions_of(guide)):
            items = items | {item.qid: item for item in items_of(version) if item.kind in ASKED and item.qid not in items}
        found += [Asked(guide, item) for item in items.values()]
    return found


def question_of(study: Study, value: str) -> Asked:
    """Return the question a form named. Raises Refused("no_such_question")."""
    for asked in questions(study):
        if asked.value == value:
            return asked
    raise Refused(
        "no_such_question",
        gettext_noop("There is no such question in the guides of this study."),
        gettext_noop("Choose one from the list."),
    )


def mark_answer(text: Text, start: int, end: int, asked: Asked, *, by: Member) -> Answer:
    """Say that `[start, end)` of a text answers a question. Saying it twice changes nothing."""
    check_may(by, "code")
    check_same_study(by, text, asked.guide)
    check_span(text, start, end)
    known = Answer.objects.filter(text=text, start=start, end=end, guide=asked.guide, qid=asked.item.qid).first()
    if known:
        return known
    params = {"title": text.source.title, "question": asked.item.text[:80]}
    with journal.act(text.study, by=by, verb="answer.mark", about=f"text:{text.key}", **params) as doing:
        check_current(text)
        sha = passage_hash(text.body.text[start:end])
        return doing.create(
            Answer(study=text.study, text=text, start=start, end=end, sha256=sha, guide=asked.guide, qid=asked.item.qid, by=by)
        )


def mark_answer_turns(text: Text, first: int, last: int, asked: Asked, *, by: Member) -> Answer:
    """Say that turns `first` to `last` of a text answer a question."""
    return mark_answer(text, *span_of_turns(text, first, last), asked, by=by)


def unmark_answer(answer: Answer, *, by: Member, why: str = "") -> None:
    """Take back that a passage answers a question; the words stay."""
    check_may(by, "code")
    check_same_study(by, answer)
    with journal.act(
        answer.study, by=by, verb="answer.unmark", about=f"text:{answer.text.key}", why=why, title=answer.text.source.title
    ) as doing:
        doing.delete(answer)


def place_answer(answer: Answer, start: int, end: int, *, by: Member, why: str = "") -> Answer:
    """Put an answer that waits on words of the current text."""
    check_may(by, "code")
    check_same_study(by, answer)
    params = {"title": answer.text.source.title}
    with journal.act(answer.study, by=by, verb="answer.place", about=f"text:{answer.text.key}", why=why, **params) as doing:
        text = Text.objects.select_related("body").get(source=answer.text.source_id, current=True)
        check_span(text, start, end)
        return doing.update(answer, text=text, start=start, end=end, sha256=passage_hash(text.body.text[start:end]))


def answers_in(texts: Iterable[Text]) -> QuerySet[Answer]:
    """Return the answers marked in these texts, in the order of the words."""
    return Answer.objects.filter(text__in=list(texts)).select_related("text__source", "guide", "by").order_by("text_id", "start", "pk")


def answers_to(guide: Guide) -> dict[int, dict[str, list[Answer]]]:
    """Return {number of an interview: {id of a question: passages that answer it}} of the texts that count."""
    found: dict[int, dict[str, list[Answer]]] = {}
    rows = Answer.objects.filter(guide=guide, text__current=True, text__source__interview__isnull=False).select_related("text__source")
    for answer in rows.order_by("text_id", "start", "pk"):
        found.setdefault(answer.text.source.interview_id or 0, {}).setdefault(answer.qid, []).append(answer)
    return found


def waiting_answers(study: Study) -> QuerySet[Answer]:
    """Return the answers that lie on an earlier version of their text, until somebody says where they belong."""
    return Answer.objects.filter(study=study, text__current=False).select_related("text__source", "guide")


def title_of(answer: Answer) -> str:
    """Return the question in its newest wording."""
    for asked in questions(answer.study):
        if asked.guide == answer.guide and asked.item.qid == answer.qid:
            return asked.item.text
    return answer.qid


def carry_answers(doing: journal.Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move the answers of a text to its new version."""
    rows = Answer.objects.filter(text=old).select_related("guide", "study").order_by("pk")
    return carry_rows(doing, old, new, carry, rows, kind="answer", label=ANSWERS, title=title_of, once=("guide_id", "qid"))


def answers_of(source: Source) -> QuerySet[Answer]:
    return Answer.objects.filter(text__source=source)


def delete_answers(doing: journal.Act, source: Source) -> None:
    doing.delete_many(answers_of(source))


ANSWERS = gettext_noop("answers to questions")
ON_NEW_VERSION.append(carry_answers)
ON_SOURCE_DELETED.append(Dependant(ANSWERS, lambda source: answers_of(source).count(), delete_answers))
SPAN_KINDS["answer"] = SpanKind(
    "answer", ANSWERS, waiting_answers, title_of, place_answer, unmark_answer, lambda answer, member: can(member, "code")
)
