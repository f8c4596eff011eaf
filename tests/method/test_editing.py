"""A text changed after it was stored: spans keep their words, turns cover the text, and what was typed comes out."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from belegg.method.anchors import Edit, Span, apply_edits, carry_edits
from belegg.method.editing import carry_marks, carry_turns, edits_between, settled
from belegg.method.plain_text import normalise
from belegg.method.retyping import Piece, TurnChange, retyped
from belegg.method.transcript import recognise, uncovered

# Emoji with joiners, accents that melt with the letter before, right-to-left words, line ends of two kinds.
SIGNS = ["tillit ", "er ", "ja", "👩‍👩‍👧", "🙂 ", "e", "\u0301", "שלום ", "مرحبا ", "\n", "\r\n", "ø", "R: ", "I: ", ". ", "\u200f"]
BODIES = st.lists(st.sampled_from(SIGNS), max_size=60).map(lambda signs: normalise("".join(signs)))
PUT_IN = st.lists(st.sampled_from(SIGNS), max_size=3).map("".join)
EDITS = st.lists(st.tuples(st.integers(0, 150), st.integers(0, 12), PUT_IN), max_size=6)
SPANS = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 30)), max_size=10)
INTERVIEW = "I: Hvem var med?\n\nR: Vi var tre. Så kom naboen.\n\nI: Og så?\n\nR: Det ble stille.\n\nI: Hvorfor?\n\nR: Ingen ville.\n"


def apart(body, raw):
    """Return edits inside the body that do not touch each other."""
    found, done = [], -1
    for at, length, text in sorted(raw):
        if done < at <= len(body):
            end = min(at + length, len(body))
            found.append(Edit(at, end, text))
            done = end
    return found


@given(BODIES, EDITS, SPANS)
def test_span_over_untouched_words_keeps_exactly_these_words(body, raw, places):
    edits = settled(body, apart(body, raw))
    new = apply_edits(body, edits)
    assert unicodedata.is_normalized("NFC", new)
    spans = [Span(start, min(start + length, len(body))) for start, length in places if start < len(body)]
    carried = carry_edits(edits, spans)
    assert sorted([*carried.moved, *(left.number for left in carried.undecided)]) == list(range(len(spans)))
    for number, span in enumerate(spans):
        if all(edit.end <= span.start or edit.start >= span.end for edit in edits):
            assert body[slice(*span)] == new[slice(*carried.moved[number])]


@given(BODIES, EDITS)
def test_turns_of_the_new_text_cover_it(body, raw):
    turns = recognise(body).turns
    edits = settled(body, apart(body, raw))
    new = apply_edits(body, edits)
    moved = carry_turns(body, new, turns, edits)
    assert uncovered(new, moved) == []
    assert [turn.n for turn in moved] == list(range(1, len(moved) + 1))
    assert all(turn.head <= turn.start <= turn.end <= len(new) for turn in moved)


@given(BODIES, BODIES)
def test_edits_between_two_texts_make_the_one_of_the_other(old, new):
    assert apply_edits(old, edits_between(old, new)) == new


@given(st.lists(st.tuples(st.sampled_from("IR"), st.lists(st.sampled_from(["Ja", "vi", "kom", "først", "🙂", "שלום"]), min_size=1, max_size=6)),
                min_size=4, max_size=10), st.data())  # fmt: skip
def test_retyped_turns_are_those_a_reader_of_the_new_text_would_find(said, data):
    body = "\n\n".join(f"{'IR'[at % 2]}: {' '.join(words)}{'?' if at % 2 == 0 else '.'}" for at, (_, words) in enumerate(said)) + "\n"
    turns = recognise(body).turns
    n = data.draw(st.integers(2, len(turns)))
    words = body[turns[n - 1].start : turns[n - 1].end]
    cut = [Piece("Nei, " + words, turns[n - 1].speaker), Piece("Og mer.", data.draw(st.sampled_from("IR")))]
    change = data.draw(st.sampled_from([TurnChange((cut[0],)), TurnChange(tuple(cut)), TurnChange((cut[0],), joined=True), TurnChange(())]))
    made = retyped(body, turns, {n: change})
    new = apply_edits(body, made.edits)
    found = recognise(new, roles={turn.speaker: turn.role for turn in turns}).turns
    assert [(turn.head, turn.start, turn.end, turn.speaker) for turn in made.turns] == [
        (turn.head, turn.start, turn.end, turn.speaker) for turn in found
    ]


def words_of(body, made):
    new = apply_edits(body, made.edits)
    return [(turn.n, turn.speaker, turn.role, new[turn.start : turn.end]) for turn in made.turns]


def test_turn_is_cut_and_its_second_half_given_to_another():
    turns = recognise(INTERVIEW).turns
    change = TurnChange((Piece("Vi var tre.", "R"), Piece("Så kom naboen?", "I")))
    assert words_of(INTERVIEW, retyped(INTERVIEW, turns, {2: change}))[1:3] == [
        (2, "R", "informant", "Vi var tre."),
        (3, "I", "interviewer", "Så kom naboen?"),
    ]


def test_speaker_is_renamed_everywhere_and_keeps_role_and_person():
    turns = recognise(INTERVIEW).turns
    made = retyped(INTERVIEW, turns, {}, {"R": "Bjarte"})
    assert {turn.speaker for turn in made.turns} == {"I", "Bjarte"}
    assert "\n\nBjarte: Vi var tre." in apply_edits(INTERVIEW, made.edits)
    assert [turn.role for turn in made.turns] == [turn.role for turn in turns]


def test_split_turn_of_a_text_with_times_gets_no_time():
    body = "I [00:00:01]: Hvem?\n\nR [00:00:04]: Vi tre. Og Ola.\n\nI [00:00:09]: Ja?\n\nR [00:00:11]: Ja.\n"
    turns = recognise(body).turns
    made = retyped(body, turns, {2: TurnChange((Piece("Vi tre.", "R"), Piece("Og Ola.", "R")))})
    assert "\n\nR: Og Ola." in apply_edits(body, made.edits)
    assert [turn.time_start for turn in made.turns] == [1000, 4000, None, 9000, 11000]


def test_document_in_paragraphs_is_recognised_anew():
    body = "Første avsnitt.\n\nAndre avsnitt.\n\nTredje.\n"
    turns = recognise(body).turns
    made = retyped(body, turns, {2: TurnChange((Piece("Andre avsnitt."), Piece("Med mer.")))})
    assert [words for *_, words in words_of(body, made)] == ["Første avsnitt.", "Andre avsnitt.", "Med mer.", "Tredje."]
    made = retyped(body, turns, {2: TurnChange((Piece("Andre avsnitt."),), joined=True)})
    assert [words for *_, words in words_of(body, made)] == ["Første avsnitt. Andre avsnitt.", "Tredje."]


def test_page_number_inside_a_replacement_goes_in_front_of_it():
    assert carry_marks([Edit(2, 6, "x"), Edit(8, 8, "yy")], [0, 2, 4, 6, 8, 9]) == [0, 2, 2, 3, 5, 8]
