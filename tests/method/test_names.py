"""Names and other telling words are found whole, with their endings, and never inside another word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.names import (
    CERTAIN,
    LIKELY,
    PLACE,
    UNCERTAIN,
    WORD,
    Known,
    find,
    is_account_number,
    is_identity_number,
    is_organisation_number,
    kind_of_identity,
    words_of,
)  # fmt: skip
from belegg.method.names.numbers import K1, K2, check_digit
from belegg.method.names.patterns import INSIDE

KARI = Known("p3", ("Kari Helene Nordmoen",), "Informant 3")
HANS = Known("p4", ("Hans Åsgård",), "Informant 4")
DAG = Known("p5", ("Dag Liv-Odden",), "Informant 5")
VIK = Known("c1", ("Fjordvik",), "kommune A", PLACE)


def found(body, *known, guess=False, **options):
    return [(f.word, f.rule, f.certainty, f.replacement) for f in find(body, known, guess=guess, **options)]


def words(body, *known, **options):
    return [body[f.start : f.end] for f in find(body, known, guess=False, **options)]


@pytest.mark.parametrize(
    "written",
    [
        "Kari",
        "Nordmoen",
        "Kari Nordmoen",
        "Kari Helene Nordmoen",
        "Kari Helene",
        "Nordmoen, Kari",
        "K. Nordmoen",
        "Kari N.",
        "K.H.N.",
        "K. N.",
        "KN",
    ],
)
def test_each_form_of_a_name_is_one_finding_with_the_same_replacement(written):
    body = f"Jeg tror {written} vet mer om det."
    (one,) = find(body, [KARI], guess=False)
    assert body[one.start : one.end] == written
    assert one.replacement == "[Informant 3]" and one.who == ("p3",)


def test_genitive_is_kept_in_the_replacement():
    assert found("Karis plan, KARIS plan, Kari's plan", KARI) == [
        ("Kari", "first", CERTAIN, "[Informant 3]s"),
        ("KARI", "first", CERTAIN, "[Informant 3]s"),
        ("Kari", "first", CERTAIN, "[Informant 3]'s"),
    ]
    assert words("Det var Hans' idé og Hans’ penger, sa Hans.", HANS) == ["Hans'", "Hans’", "Hans"]
    assert [r for *_, r in found("Det var Hans' idé.", HANS)] == ["[Informant 4]s"]
    assert words("Da sa 'Hans' nei.", HANS) == ["Hans"]
    assert words("Etter K.H.N.s mening.", KARI) == ["K.H.N.s"]


def test_name_that_is_a_word_is_uncertain_where_a_sentence_begins():
    assert found("Dag for dag ble det bedre. Jeg spurte Dag.", DAG) == [
        ("Dag", "first", UNCERTAIN, "[Informant 5]"),
        ("Dag", "first", CERTAIN, "[Informant 5]"),
    ]
    assert found("Dag: Ja.\n\nDag [00:00:12]: Nei.", DAG)[0][2] == CERTAIN
    assert [f[2] for f in found("Dag: Ja.\n\nDag [00:00:12]: Nei.", DAG)] == [CERTAIN, CERTAIN]
    assert found("en dag i mai", DAG) == []
    assert found("Hans bil og hans hus", HANS)[0][2] == UNCERTAIN


def test_small_letters_are_proposed_only_for_what_is_no_word():
    assert found("ja det var kari som sa det", KARI) == [("kari", "first", UNCERTAIN, "[Informant 3]")]
    assert found("ja det var kari nordmoen", KARI) == [("kari nordmoen", "full", LIKELY, "[Informant 3]")]


def test_place_with_its_endings():
    body = "Fjordvik, Fjordviks, Fjordvikas folk, en fjordviking, Fjordvik-modellen, fjordvikværingene"
    assert words(body, VIK) == ["Fjordvik", "Fjordviks", "Fjordvikas", "fjordviking", "Fjordvik", "fjordvikværingene"]
    assert [r for *_, r in found(body, VIK)][:3] == ["[kommune A]", "[kommune A]s", "[kommune A]s"]


def test_hyphen_with_a_capital_is_another_name_perhaps():
    assert found("Anne-Kari og Kari-gruppa og ex-Kari", KARI) == [
        ("Anne-Kari", "first", UNCERTAIN, "[Informant 3]"),
        ("Kari", "first", CERTAIN, "[Informant 3]"),
        ("Kari", "first", CERTAIN, "[Informant 3]"),
    ]
    assert words("Kari-Anne og Kari Anne sa", Known("p", ("Kari-Anne Bø",), "X")) == ["Kari-Anne", "Kari Anne"]


def test_two_people_of_one_first_name_are_both_named():
    other = Known("p9", ("Kari Bøe",), "Informant 9")
    (one,) = find("Da sa Kari det.", [KARI, other], guess=False)
    assert (one.who, one.certainty, one.replacement) == (("p3", "p9"), UNCERTAIN, "[person]")
    (one,) = find("Da sa Kari Bøe det.", [KARI, other], guess=False)
    assert one.who == ("p9",)


def test_genitive_of_one_name_is_not_another_name():
    assert found("Jens kom. Og Jens gikk.", Known("p", ("Jen Li",), "X"))[0][2] == UNCERTAIN
    (one,) = find("Så kom Hans.", [HANS, Known("p", ("Han Li",), "X")], guess=False)
    assert one.who == ("p4",)


def test_initials_of_others_are_left_alone():
    assert words("A.K.N. og K.N.B. og ikkekn og kn", KARI) == []
    assert words("Det sa K.N. Og så gikk K.N. hjem.", KARI) == ["K.N", "K.N."]


def test_study_word_list_and_words_kept():
    word = Known("", ("Verkstedet",), "et innovasjonsverksted", WORD)
    assert found("På Verkstedet. verkstedets folk", word) == [
        ("Verkstedet", "listed", CERTAIN, "[et innovasjonsverksted]"),
        ("verkstedet", "listed", CERTAIN, "[et innovasjonsverksted]s"),
    ]
    assert words("Nordmoen er et sted. Kari Nordmoen", KARI, keep=["nordmoen"]) == ["Kari Nordmoen"]


def test_capital_words_nobody_knows_are_guessed():
    body = "Jeg og Torunn snakket. Torunn sa det. Bestemor Ragna Lie kom. Vi var i Norge. Det var Torunns plan."
    guesses = {f.word for f in find(body) if f.rule == "capital"}
    assert guesses == {"Torunn", "Bestemor Ragna Lie"}
    assert find("Vi snakket om Samskaping og samskaping", guess=True) == []
    assert find(body, guess=False) == []
    turns = "Intervjuer [00:00:01]: Hei.\n\nTorunn [00:00:04]: Ja, hei.\n\nInformant 3: Hei."
    assert [f.word for f in find(turns)] == ["Torunn"]


@pytest.mark.parametrize(
    ("written", "rule", "certainty"),
    [
        ("412 34 567", "phone", CERTAIN),
        ("22 33 44 55", "phone", CERTAIN),
        ("+47 412 34 567", "phone", CERTAIN),
        ("004741234567", "phone", CERTAIN),
        ("+46 70 123 45 67", "phone", LIKELY),
        ("41234567", "phone", LIKELY),
        ("20180312", "phone", UNCERTAIN),
        ("kari.nordmoen@fjordvik.kommune.no", "email", CERTAIN),
        ("31129956715", "identity_number", CERTAIN),
        ("311299 56715", "identity_number", CERTAIN),
        ("31129956725", "identity_number", UNCERTAIN),
        ("3207 40 68323", "account", CERTAIN),
        ("3207.40.68323", "account", CERTAIN),
        ("974 760 673", "organisation_number", LIKELY),
        ("Storgata 12B", "address", CERTAIN),
        ("Gamle Kirkevei 3", "address", CERTAIN),
        ("Karl Johans gate 22", "address", CERTAIN),
        ("Postboks 123", "address", LIKELY),
        ("5003 Bergen", "postcode", LIKELY),
        ("2018 Hamar", "postcode", UNCERTAIN),
        ("https://fjordvik.no/kari?x=1", "web_address", CERTAIN),
        ("fjordvik.kommune.no", "web_address", LIKELY),
        ("@kari_n", "handle", LIKELY),
    ],
)
def test_shapes(written, rule, certainty):
    body = f"Skriv til meg på {written}, da."
    (one,) = find(body, guess=False)
    assert (body[one.start : one.end], one.rule, one.certainty) == (written, rule, certainty)


def test_birth_date():
    body = "Hun er født 12.03.1978 og flyttet 1.2.2001."
    assert [(body[f.start : f.end], f.rule) for f in find(body, guess=False)] == [("12.03.1978", "birth_date")]


@pytest.mark.parametrize(
    "number", ["12 345 678", "1234567", "123456789012", "4 500 000", "2019-2020", "kl. 12.41.23", "23 456 789,50", "3,14159265"]
)
def test_other_numbers_are_left_alone(number):
    assert words(f"Det kostet {number} til slutt.") == []


def test_check_digits_as_their_sources_show_them():
    # fnrinfo.no: 311299567 -> 31129956715. Brønnøysund: 70173049 -> 6. A bank's own example: 3207 40 68323.
    assert (check_digit("311299567", K1), check_digit("3112995671", K2)) == (1, 5)
    assert check_digit("70173049", (3, 2, 7, 6, 5, 4, 3, 2)) == 6
    assert is_account_number("32074068323") and not is_account_number("32074068324")
    assert is_organisation_number("974760673") and not is_organisation_number("974760674")


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(0, 999), st.booleans())
def test_one_wrong_digit_is_always_noticed(day, month, year, number, d):
    first = f"{day + 40 * d:02}{month:02}{year:02}{number:03}"
    k1 = check_digit(first, K1)
    k2 = check_digit(f"{first}{k1}", K2) if k1 is not None else None
    if k2 is None:
        return
    whole = f"{first}{k1}{k2}"
    assert is_identity_number(whole) and is_account_number(whole)
    assert kind_of_identity(whole) == ("d_number" if d else "identity_number")
    for at in range(11):
        wrong = whole[:at] + str((int(whole[at]) + 1) % 10) + whole[at + 1 :]
        assert not is_identity_number(wrong)


PIECES = st.sampled_from(
    ["Kari", "kari", "Karis", "Nordmoen", "Dag", "dag", "Fjordvikas", "karikatur", "🙂", "👩‍👧", "e\u0301", "\u0301", "x", "7", "_", "-", " ", ". ", "\n", ": ",
     "K.", "H.", "412 34 567", "@", "'", "’", "ä", "[", "å\u0323"]
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=30).map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))


def test_a_hyphened_name_is_taken_with_the_marks_on_its_letters():
    body = "Kari-Kari\u1ea1\u030a sa"
    assert [one.word for one in find(body, [KARI])] == ["Kari-Kari\u1ea1\u030a"]


@given(BODIES)
def test_findings_lie_in_order_apart_and_never_inside_a_word(body):
    import re

    findings = find(body, [KARI, HANS, DAG, VIK])
    inside = re.compile(f"[{INSIDE}]")
    last = 0
    for one in findings:
        assert last <= one.start < one.end <= len(body)
        last = one.end
        assert body[one.start : one.end].startswith(one.word)
        for a, b in ((one.start - 1, one.start), (one.end - 1, one.end)):
            if 0 <= a and b < len(body):
                assert not (inside.match(body[a]) and inside.match(body[b])), (body, one)


@given(BODIES, BODIES)
def test_what_stands_before_moves_findings_and_changes_nothing_else(before, body):
    """Offsets are code points, also behind emoji and combining marks."""
    prefix = before.replace("Kari", "x") + "🙂\u0301 .\n"
    alone = [(f.start, f.end, f.rule) for f in find("\n" + body, [KARI], guess=False)]
    behind = [(f.start, f.end, f.rule) for f in find(prefix + "\n" + body, [KARI], guess=False) if f.start > len(prefix)]
    assert behind == [(start + len(prefix), end + len(prefix), rule) for start, end, rule in alone]


@given(st.text(alphabet=st.characters(categories=["L", "M", "N"]), min_size=1, max_size=4), st.booleans())
def test_name_joined_to_any_letter_mark_or_digit_is_not_found(joined, in_front):
    body = joined + "Kari" if in_front else "Kari" + joined
    if joined.casefold() == "s" or joined in ("ſ",):
        return
    assert find(body, [KARI], guess=False) == []


def test_findings_of_one_word_stand_together():
    grouped = words_of(find("Kari og KARI og Hans", [KARI, HANS], guess=False))
    assert {word: len(some) for word, some in grouped.items()} == {"kari": 2, "hans": 1}
