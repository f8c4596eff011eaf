import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.sentences import sentences, words


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Vi må, f.eks., dele.", 5), ("og/eller", 2), ("snake_case", 2), ("ære være 2018", 3), ("🙂 …", 0)],
)
def test_words_are_runs_of_letters_and_digits(text, count):
    assert words(text) == count


@pytest.mark.parametrize(
    "expected",
    [
        ["Vi møttes kl. 12 hos Dr. Hansen.", "Etterpå dro vi."],
        ["Det gjaldt bl.a. Helse, f.eks. Omsorg."],
        ["Penger, folk osv.", "Men mest folk."],
        ["Penger, folk osv. og mer."],
        ["«Hva?» sa han."],
        ["Ja!", "Nei?!", "Kanskje …", "Vet ikke"],
        ["Den 3. mars kom J. Hansen."],
        ["1. Først dette.", "Det var i 2018.", "Så kom mer."],
        ["En overskrift", "Et avsnitt som\ngår over linjer.", "Nytt."],
    ],
)
def test_sentences_are_cut_at(expected):
    text = "\n\n".join([" ".join(expected)]) if "En overskrift" not in expected else "En overskrift\n\n" + " ".join(expected[1:])

    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from("aB1.?!…»\n \tklosv")))
def test_sentences_hold_every_character_once(text):
    spans = sentences(text)

    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
