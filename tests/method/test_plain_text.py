import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.plain_text import normalise, normalise_with_offsets


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffHei", "Hei"),
        ("a\x00b\x07", "ab"),
        ("side\x0cside", "side\nside"),
        ("a\tb  c\xa0d", "a\tb  c\xa0d"),
        ("bla\u030a", "blå"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_stored_form_of(source, stored):
    assert normalise(source) == stored


@given(st.text())
def test_stored_form_is_stored_unchanged(source):
    assert normalise(normalise(source)) == normalise(source)


@given(st.text(alphabet=st.sampled_from("ae\u030a\u0301\u0323\r\n\x00\ufeffåᄀ\u1161\u11a8\u0f73\u09c7\u09be한")))
def test_both_ways_to_normalise_agree(source):
    assert normalise_with_offsets(source)[0] == normalise(source)


@given(st.text(alphabet=st.sampled_from("ae \u030a\u0301\r\n\x00åÅ🙂")))
def test_offsets_carry_what_stands_between_them(source):
    stored, offsets = normalise_with_offsets(source)

    places = [place for place in range(len(source) + 1) if offsets.is_exact(place)]
    carried = [offsets.carry(place) for place in places]

    assert carried == sorted(carried)
    assert [stored[a:b] for a, b in zip(carried, carried[1:], strict=False)] == [
        stored_alone(source[a:b]) for a, b in zip(places, places[1:], strict=False)
    ]


def stored_alone(piece):
    text = piece.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", text)


def test_offset_behind_windows_line_ends_is_carried():
    stored, offsets = normalise_with_offsets("\ufeffa\r\nbla\u030a\r\nc")

    assert stored == "a\nblå\nc"
    assert [offsets.carry(place) for place in (1, 2, 4, 8, 10)] == [0, 1, 2, 5, 6]
    assert not offsets.is_exact(7)


@given(st.lists(st.sampled_from("e\u0301\u0323\u0327\u0344\u0f73\u0f71\uac00\u11a7a"), min_size=70, max_size=200).map("".join))
def test_long_runs_of_marks_come_out_as_unicode_says(source):
    assert normalise(source) == unicodedata.normalize("NFC", source)
    assert normalise_with_offsets(source)[0] == unicodedata.normalize("NFC", source)
