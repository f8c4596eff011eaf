"""Passages in a text: what is valid, what lies over what, where words end, and what a browser calls the same place."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method import anchors
from belegg.method.anchors import Segment, Span, Utf16
from belegg.method.errors import Refused

BODY = "Informant 1: Vi hadde tillit til dem. Det tok tid, ca. to år.\nIntervjuer: Hvorfor?\n"
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda t: Span(t[0], t[0] + t[1])), max_size=12)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(5, 5, "span-empty"), (9, 5, "span-empty"), (-3, 5, "span-outside"), (5, 999, "span-outside"), (12, 13, "span-blank")],
)
def test_span_refuses_impossible_passages(start, end, code):
    with pytest.raises(Refused) as refusal:
        anchors.span(BODY, start, end)

    assert refusal.value.code == code


def test_refusal_says_why_and_what_to_do():
    with pytest.raises(Refused) as refusal:
        anchors.span("kort", 2, 9)

    assert str(refusal.value) == "The passage 2 to 9 lies outside the text, which has 4 characters. Mark words inside the text."


def test_span_is_the_place_of_its_words():
    place = anchors.span(BODY, 22, 28)

    assert (place, anchors.passage(BODY, place)) == (Span(22, 28), "tillit")


def test_passage_hash_is_sha256_of_utf8():
    # By hand: printf 'år' | sha256sum hashes the bytes c3 a5 72.
    assert anchors.passage_hash("år") == hashlib.sha256(b"\xc3\xa5r").hexdigest()


def test_passage_holds_only_with_the_same_words():
    sha256 = anchors.passage_hash("tillit")

    assert [anchors.holds(BODY, place, sha256) for place in (Span(22, 28), Span(21, 27), Span(-6, 3), Span(22, 999))] == [
        True,
        False,
        False,
        False,
    ]


def test_context_ends_with_the_text():
    assert anchors.context("abc def ghi", Span(4, 7), 20) == ("abc ", "def", " ghi")
    assert anchors.context("abc def ghi", Span(4, 7), 2) == ("c ", "def", " g")


def test_segments_name_who_lies_where():
    # By hand: 0 covers 0-6, 1 covers 2-4, 2 covers 4-9.
    assert anchors.segments([Span(0, 6), Span(2, 4), Span(4, 9)]) == [
        Segment(0, 2, (0,)),
        Segment(2, 4, (0, 1)),
        Segment(4, 6, (0, 2)),
        Segment(6, 9, (2,)),
    ]


def test_nothing_marked_has_no_segments():
    assert anchors.segments([]) == []
    assert anchors.depths([], []).tolist() == []


@given(SPANS)
def test_segments_agree_with_counting_every_character(spans):
    covered = {at: members for at in range(50) if (members := tuple(n for n, s in enumerate(spans) if s.start <= at < s.end))}

    assert {at: s.members for s in anchors.segments(spans) for at in range(s.start, s.end)} == covered


@given(SPANS)
def test_depths_agree_with_counting_every_character(spans):
    counted = {at: depth for at in range(50) if (depth := sum(s.start <= at < s.end for s in spans))}
    rows = anchors.depths([s.start for s in spans], [s.end for s in spans]).tolist()

    assert {at: depth for start, end, depth in rows for at in range(start, end)} == counted
    assert all(a[1] < b[0] or a[2] != b[2] for a, b in zip(rows, rows[1:], strict=False))


@given(SPANS)
def test_merge_covers_the_same_characters_once(spans):
    union = anchors.merge(spans)
    characters = [at for s in union for at in range(s.start, s.end)]

    assert characters == sorted({at for s in spans for at in range(s.start, s.end)})
    assert all(a.end < b.start for a, b in zip(union, union[1:], strict=False))


def test_utf16_counts_emoji_twice():
    converter = Utf16.of("a😀bå")

    assert [converter.units(point) for point in range(5)] == [0, 1, 3, 4, 5]
    with pytest.raises(Refused) as refusal:
        converter.points(2)
    assert refusal.value.code == "offset-inside-character"


@given(st.text(st.sampled_from("aå\n😀𝔘")))
def test_utf16_agrees_with_the_encoder(body):
    converter = Utf16.of(body)
    units = [len(body[:point].encode("utf-16-le")) // 2 for point in range(len(body) + 1)]

    assert [converter.units(point) for point in range(len(body) + 1)] == units
    assert [converter.points(unit) for unit in units] == list(range(len(body) + 1))
    with pytest.raises(Refused):
        converter.points(units[-1] + 1)


def test_trim_leaves_white_space_outside():
    assert anchors.trim("  ja \n", Span(0, 6)) == Span(2, 4)
    assert anchors.trim("  ja", Span(0, 2)) == Span(2, 2)


def test_grow_to_words_completes_half_words():
    place = anchors.grow_to_words(BODY, Span(24, 31))

    assert anchors.passage(BODY, place) == "tillit til"


def test_grow_to_words_takes_no_neighbour_along():
    assert anchors.grow_to_words("ja (nei) ja", Span(3, 8)) == Span(3, 8)
    assert anchors.grow_to_words("sam-arbeid", Span(5, 6)) == Span(4, 10)


def test_grow_to_sentences_stays_on_its_lines():
    place = anchors.grow_to_sentences(BODY, Span(40, 45))

    assert anchors.passage(BODY, place) == "Det tok tid, ca. to år."


@given(st.text(st.sampled_from("aB9. !\n")), st.integers(0, 20), st.integers(1, 9))
def test_growing_never_loses_a_word(body, start, length):
    place = Span(min(start, len(body)), min(start + length, len(body)))
    core = anchors.trim(body, place)

    for grown in (anchors.grow_to_words(body, place), anchors.grow_to_sentences(body, place)):
        assert grown.start <= core.start <= core.end <= grown.end
