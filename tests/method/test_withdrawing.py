"""Taking a person's words out of a text: what stays lies on the same words as before, and what is quoted elsewhere is found."""

from hypothesis import given
from hypothesis import strategies as st

from belegg.method.withdrawing import Cut, cited, cut_text, grams, label_without, moved, names_pattern, place_after

BODY = "R: En to tre.\nK: Fire fem seks.\nR: Sju."
CUTS = [Cut(0, 13, "W: [borte]"), Cut(32, 39, "W: [borte]")]


def test_words_of_others_stay_as_they_are():
    assert cut_text(BODY, CUTS) == "W: [borte]\nK: Fire fem seks.\nW: [borte]"
    new = cut_text(BODY, CUTS)
    start, end = moved(BODY, CUTS, 17, 30)
    assert new[start:end] == BODY[17:30] == "Fire fem seks"


def test_spans_on_removed_words_go_and_those_that_reach_into_them_are_shortened():
    assert moved(BODY, CUTS, 3, 13) is None
    assert moved(BODY, CUTS, 0, 14) is None  # only a line end would be left
    start, end = moved(BODY, CUTS, 6, 24)
    assert cut_text(BODY, CUTS)[start:end] == "\nK: Fire fem"[: end - start]


@given(st.data())
def test_a_span_outside_all_cuts_keeps_its_words(data):
    body = data.draw(st.text(alphabet="ab 🙂\n", min_size=3, max_size=40))
    borders = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=8, unique=True)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    cuts = [Cut(a, b, data.draw(st.sampled_from(["", "[x]", "longer than before"]))) for a, b in pairs]
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    if any(cut.start < end and start < cut.end for cut in cuts) or not any(one.isalnum() for one in body[start:end]):
        return
    place = moved(body, cuts, start, end)
    assert place is not None and cut_text(body, cuts)[place[0] : place[1]] == body[start:end]


def test_places_inside_a_cut_go_to_its_borders():
    assert place_after(CUTS, 5, begins=True) == 10 and place_after(CUTS, 5, begins=False) == 0


def test_four_words_in_a_row_are_a_quotation_whatever_their_case_and_marks():
    known = grams(["Vi la altfor mye i det ordet."])
    assert cited("Hun sa: «VI LA – altfor mye i» det", known) == [(9, 34)]
    assert cited("la altfor mye", known) == [] and cited("x", set()) == []


def test_names_are_found_as_whole_words_with_their_genitive():
    pattern = names_pattern(["Kari", "Kari Nordmoen"])
    assert [found[0] for found in pattern.finditer("Karis hus, kari nordmoen, Karina")] == ["Karis", "kari nordmoen"]
    assert names_pattern([" "]) is None


def test_labels_lose_the_name():
    assert label_without("[00:10] Kari: ", "Kari", "Withdrawn 1") == "[00:10] Withdrawn 1: "
    assert label_without("Informanten: ", "Kari", "W") == "W: " and label_without("– ", "", "W") == "– "
