"""Passages moved to another version of their text: exactly, or listed for a decision."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.anchors import Edit, Span, apply_edits, carry, carry_edits
from belegg.method.errors import Refused

WORDS = st.lists(st.sampled_from("ja nei vi tillit makt. og\n det".split(" ")), max_size=25)
PLACES = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 40)), min_size=1, max_size=8)


def words(body, spans):
    return [body[s.start : s.end] for s in spans]


def find(body, passage):
    start = body.index(passage)
    return Span(start, start + len(passage))


def test_unchanged_text_moves_nothing():
    assert carry("ja, tillit", "ja, tillit", [Span(4, 10)]).moved == {0: Span(4, 10)}


def test_passage_behind_a_correction_moves_with_its_words():
    old, new = "Vi hade tillit til dem.", "Vi hadde stor tillit til dem."

    carried = carry(old, new, [find(old, "tillit til dem"), find(old, "Vi")])

    assert words(new, carried.moved.values()) == ["tillit til dem", "Vi"]


def test_corrected_passage_is_listed_with_its_reason():
    old, new = "I: Vi hade tillit til dem. Ja.", "I: Vi hadde tillit til dem. Ja."

    carried = carry(old, new, [find(old, "hade tillit")])

    assert carried.moved == {}
    assert [(u.number, u.reason, words(new, [u.between])) for u in carried.undecided] == [(0, "changed", ["hadde tillit"])]


def test_repeated_word_beside_a_deletion_is_not_guessed():
    # Either "ja" may be the one that went; "nei" is certain.
    carried = carry("ja ja nei", "ja nei", [Span(0, 2), Span(3, 5), Span(6, 9)])

    assert carried.moved == {2: Span(3, 6)}
    assert [u.reason for u in carried.undecided] == ["uncertain", "uncertain"]


def test_island_in_a_rewritten_paragraph_is_not_trusted():
    old = "Start. Kommunen styrer alt det er dyrt og uklart for folk. Slutt."
    new = "Start. Laget bestemmer selv det er hyggelig men slitsomt i lengden. Slutt."

    carried = carry(old, new, [find(old, "det er"), find(old, "Slutt.")])

    assert words(new, carried.moved.values()) == ["Slutt."]


def test_moved_paragraph_is_listed_not_followed():
    a, b, c = "Første avsnitt om tillit.\n", "Andre avsnitt handler om noe helt annet, nemlig makt.\n", "Tredje.\n"

    carried = carry(a + b + c, b + a + c, [find(a + b + c, "avsnitt om tillit")])

    assert carried.moved == {}


def test_part_of_a_changed_word_does_not_move():
    assert carry("god tillit her", "god tillitsfull her", [Span(4, 10)]).moved == {}


def test_everything_rewritten_is_listed():
    carried = carry("alfa beta", "gamma delta epsilon", [Span(0, 4)])

    assert (carried.moved, [u.reason for u in carried.undecided]) == ({}, ["changed"])


def test_emptied_text_is_listed():
    assert [u.between for u in carry("alfa", "", [Span(0, 4)]).undecided] == [Span(0, 0)]


@given(WORDS, WORDS, PLACES)
def test_moved_words_are_identical_between_any_two_texts(old_words, new_words, places):
    old, new = " ".join(old_words), " ".join(new_words)
    spans = [Span(start, start + length) for start, length in places if start + length <= len(old)]

    carried = carry(old, new, spans)

    assert words(new, carried.moved.values()) == words(old, (spans[n] for n in carried.moved))
    assert sorted([*carried.moved, *(u.number for u in carried.undecided)]) == list(range(len(spans)))
    assert all(0 <= u.between.start <= u.between.end <= len(new) for u in carried.undecided)


@given(WORDS, st.lists(st.tuples(st.integers(0, 25), st.sampled_from(["insert", "delete", "replace"])), max_size=6))
def test_carry_agrees_with_the_known_edits(chosen, changes):
    # Every word is made unique, so that each surviving word has one true place.
    old = "".join(f"{word.strip()}{n:02}" + (" " if n % 5 else ".\n") for n, word in enumerate(chosen))
    tokens = [Span(*hit.span()) for hit in re.finditer(r"\w+", old)]
    edits = []
    for number, (at, what) in enumerate(dict(changes).items()):
        if at < len(tokens):
            start, end = tokens[at]
            edits.append(Edit(start, end if what != "insert" else start, "" if what == "delete" else f"ny{number} "))
    new = apply_edits(old, edits)
    untouched = [t for t in tokens if not any(e.start < t.end and t.start < e.end or e.start == t.start for e in edits)]

    moved = carry(old, new, untouched).moved

    assert {n: carry_edits(edits, untouched).moved[n] for n in moved} == dict(moved)


@given(WORDS, st.integers(0, 25), st.sampled_from(["", "x ", "ja ", "helt annet "]))
def test_words_far_from_one_change_always_move(chosen, at, inserted):
    head, tail = "Alfa beta gamma delta epsilon. ", " Zeta eta theta jota kappa."
    body = " ".join(chosen)
    old = head + body + tail
    cut = len(head) + min(at, len(body))
    new = old[:cut] + inserted + old[cut:]

    moved = carry(old, new, [Span(0, 20), Span(len(old) - 10, len(old))]).moved

    assert moved == {0: Span(0, 20), 1: Span(len(new) - 10, len(new))}


def test_known_replacement_inside_a_passage_moves_both_borders():
    old = "Kari sa at Ola løy."
    edits = [Edit(0, 4, "Informant 1"), Edit(11, 14, "Person 2")]

    new = apply_edits(old, edits)
    carried = carry_edits(edits, [find(old, "sa at Ola løy"), find(old, "Ola"), find(old, "Kari sa")])

    assert new == "Informant 1 sa at Person 2 løy."
    assert words(new, carried.moved.values()) == ["sa at Person 2 løy", "Person 2", "Informant 1 sa"]


def test_border_inside_a_replacement_is_listed():
    carried = carry_edits([Edit(4, 12, "[navn]")], [Span(0, 8), Span(8, 20)])

    assert carried.moved == {}
    assert [(u.reason, u.between) for u in carried.undecided] == [("replaced", Span(0, 10)), ("replaced", Span(4, 18))]


def test_deleted_passage_is_listed():
    assert [u.between for u in carry_edits([Edit(2, 6, "")], [Span(2, 6)]).undecided] == [Span(2, 2)]


def test_insertion_at_a_border_stays_outside():
    assert carry_edits([Edit(2, 2, "xx"), Edit(5, 5, "yy")], [Span(2, 5)]).moved == {0: Span(4, 7)}


def test_overlapping_replacements_are_refused():
    with pytest.raises(Refused) as refusal:
        apply_edits("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])

    assert refusal.value.code == "edits-overlap"


@given(
    st.text(st.sampled_from("abc "), max_size=30),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.text(st.sampled_from("XY"), max_size=3)), max_size=5),
    PLACES,
)
def test_known_edits_keep_every_letter_they_do_not_touch(old, raw, places):
    # Edit number k lies in the stretch of three letters that begins at 3 * at, so that edits never overlap.
    edits = [
        Edit(3 * at, min(3 * at + n, len(old)), text) for at, (n, text) in {at: (n, t) for at, n, t in raw}.items() if 3 * at <= len(old)
    ]
    spans = [Span(start, start + length) for start, length in places if start + length <= len(old)]
    new = apply_edits(old, edits)

    for number, place in carry_edits(edits, spans).moved.items():
        inside = [
            Edit(e.start - spans[number].start, e.end - spans[number].start, e.text)
            for e in edits
            if spans[number].start <= e.start
            and e.end <= spans[number].end
            and (e.start < e.end or spans[number].start < e.start < spans[number].end)
        ]
        assert new[place.start : place.end] == apply_edits(old[spans[number].start : spans[number].end], inside)
