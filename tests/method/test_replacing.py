"""Replacements are consistent, keep endings, and can be taken back to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.anchors import Span, apply_edits, carry_edits
from belegg.method.errors import Refused
from belegg.method.names import Known, find
from belegg.method.replacing import Choice, bare, check_consistent, edits_of, in_brackets, reversed_edits, with_ending
from tests.method.test_names import BODIES, HANS, KARI


def chosen(body, known=(KARI, HANS)):
    return [Choice(f.start, f.end, f.replacement, f.who[0] if len(f.who) == 1 else "") for f in find(body, known)]


@given(BODIES)
def test_replacing_and_reversing_gives_the_same_text(body):
    edits = edits_of(body, chosen(body))
    new = apply_edits(body, edits)
    assert apply_edits(new, reversed_edits(body, edits)) == body


@given(BODIES)
def test_after_replacing_nothing_certain_is_found(body):
    new = apply_edits(body, edits_of(body, chosen(body)))
    assert [f for f in find(new, [KARI, HANS], guess=False) if f.rule in ("first", "full") and f.certainty == "certain"] == []


@given(BODIES, st.integers(0, 40), st.integers(1, 20))
def test_passages_are_carried_there_and_back(body, start, length):
    old = Span(start, start + length)
    edits = edits_of(body, chosen(body))
    there = carry_edits(edits, [old])
    if old.end <= len(body) and 0 in there.moved:
        back = carry_edits(reversed_edits(body, edits), [there.moved[0]])
        assert back.moved == {0: old}


def test_same_person_same_words():
    body = "Kari og Karis bror, K.N. og Nordmoen."
    new = apply_edits(body, edits_of(body, chosen(body)))
    assert new == "[Informant 3] og [Informant 3]s bror, [Informant 3] og [Informant 3]."


def test_one_person_under_two_replacements_is_refused():
    with pytest.raises(Refused) as two:
        check_consistent([Choice(0, 4, "[Informant 3]", "p3"), Choice(5, 9, "[Informant 4]s", "p3")])
    with pytest.raises(Refused) as standing:
        check_consistent([Choice(0, 4, "[Informant 3]", "p3")], [("p4", "[Informant 3]")])
    check_consistent(
        [Choice(0, 4, "[Informant 3]", "p3"), Choice(5, 9, "[Informant 3]s", "p3"), Choice(9, 12, "[x]"), Choice(13, 15, "[y]")]
    )
    assert (two.value.code, standing.value.code) == ("replacement_differs", "replacement_shared")


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ([Choice(0, 4, " ")], "replacement_empty"),
        ([Choice(0, 4, "[]")], "replacement_empty"),
        ([Choice(0, 99, "[x]")], "replacement_outside"),
        ([Choice(-1, 3, "[x]")], "replacement_outside"),
        ([Choice(0, 4, "[x]"), Choice(3, 6, "[y]")], "edits-overlap"),
    ],
)
def test_bad_choices_are_refused(choices, code):
    with pytest.raises(Refused) as refused:
        edits_of("Kari og Hans", choices)
    assert refused.value.code == code


def test_brackets_and_endings():
    assert in_brackets(" Informant\n3 ") == "[Informant 3]" == in_brackets("[Informant 3]")
    assert with_ending("[X]", "’") == "[X]s" and with_ending("[X]", "'s") == "[X]'s" and with_ending("[X]", "S") == "[X]s"
    assert bare("[X]s") == "[X]" and bare("Anes") == "Anes"
    assert edits_of("[X] ", [Choice(0, 3, "[X]")]) == []


def test_replacement_of_a_place_keeps_the_rest_of_the_word():
    body = "Fjordvik-modellen 🙂 i Fjordvik"
    vik = Known("c", ("Fjordvik",), "kommune A", "place")
    assert apply_edits(body, edits_of(body, chosen(body, [vik]))) == "[kommune A]-modellen 🙂 i [kommune A]"
