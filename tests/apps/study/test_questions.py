import pytest

from belegg.apps.study import journal, order, questions
from belegg.apps.study.models import Question
from belegg.method.errors import Refused


def test_questions_form_a_tree_that_can_be_moved_and_undone(study, ida):
    main = questions.add_question(study, "How do they understand it?", by=ida)
    who = questions.add_question(study, "Who takes part?", by=ida, declared=False)
    questions.move_question(who, by=ida, parent=main)
    assert Question.objects.get(pk=who.pk).parent_id == main.pk
    journal.undo(ida)
    assert Question.objects.get(pk=who.pk).parent_id is None


def test_question_with_others_below_it_stays(study, ida):
    main = questions.add_question(study, "How?", by=ida)
    questions.add_question(study, "Who?", by=ida, parent=main)
    with pytest.raises(Refused) as refused:
        questions.delete_question(main, by=ida)
    assert refused.value.code == "question_used"


def test_question_needs_words(study, ida):
    with pytest.raises(Refused):
        questions.add_question(study, "  ", by=ida)


def test_coder_asks_no_research_question(study, jonas):
    with pytest.raises(Refused) as refused:
        questions.add_question(study, "Why?", by=jonas)
    assert refused.value.code == "not_allowed"


def test_steps_of_the_keyboard_lead_up_down_in_and_out(study, ida):
    a, b = (questions.add_question(study, text, by=ida) for text in "AB")
    c = questions.add_question(study, "C", by=ida, parent=a)
    everything = list(Question.objects.all())
    assert [order.step(b, everything, way) for way in ("up", "down", "in", "out")] == [(None, 0), None, (a.pk, 1), None]
    assert [order.step(c, everything, way) for way in ("up", "in", "out")] == [None, None, (None, 1)]


def test_order_survives_many_moves_between_the_same_two(study, ida):
    things = [questions.add_question(study, text, by=ida) for text in "ABCDEFGHIJ"]
    expected = [thing.text for thing in things]
    for n in range(2, 10):
        questions.move_question(Question.objects.get(pk=things[n].pk), by=ida, parent=None, at=1)
        expected.insert(1, expected.pop(expected.index(things[n].text)))
        assert [question.text for question in order.in_order(Question.objects.all())] == expected
