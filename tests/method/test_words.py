"""Words as search sees them: stems, queries, exact places, keyword in context."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method import words
from belegg.method.anchors import Span
from belegg.method.errors import Refused
from belegg.method.search_query import SearchQuery, Term, parse

BODY = "Vi hadde tillit til kommunen. Kommunene mistet tilliten,\nmen sosial\nkapital fantes. Ærlig talt: co-produksjon!"


def hits(query, body=BODY, language="nb", **options):
    return [body[place.start : place.end] for place in words.find(body, parse(query), language, **options)]


def test_tokens_keep_their_places():
    assert list(words.tokens("Å, co-op_2!")) == [("Å", 0, 1), ("co", 3, 5), ("op", 6, 8), ("2", 9, 10)]


def test_accents_that_combine_stay_in_their_word():
    assert [word for word, _, _ in words.tokens("s\u030cala ja")] == ["s\u030cala", "ja"]


def test_stems_follow_the_language():
    # Snowball's Norwegian and English algorithms, as run by PyStemmer 3.1.
    assert words.index_terms("Skolene i skolen", "nb-NO") == ["skol", "i", "skol"]
    assert words.index_terms("The schools", "en") == ["the", "school"]
    assert words.index_terms("Scholae", "la") == ["scholae"]


def test_query_words_are_stemmed_in_every_language():
    assert words.stems("skoles", ["nb", "nn"]) == ("skol",)
    assert words.stems("skoles", ["nb", "en"]) == ("skol", "skole")


def test_vocabulary_leads_from_forms_to_stems():
    assert words.vocabulary("Kommunen og kommunene", "nb") == {"kommunen": "kommun", "og": "og", "kommunene": "kommun"}


def test_norwegian_letters_are_folded_only_when_asked():
    assert hits("arlig") == hits("aerlig") == []
    assert hits("aerlig", fold=True) == ["Ærlig"]
    assert words.stem("Grønn", "nb") != words.stem("gronn", "nb")


@given(st.text(st.sampled_from("abeenørtsæåoAØ"), min_size=1, max_size=8))
def test_words_equal_when_folded_have_equal_stems(word):
    plain = word.casefold().replace("ø", "o").replace("æ", "ae").replace("å", "aa")

    assert words.stem(word, "nb", fold=True) == words.stem(plain, "nb", fold=True)


def test_words_are_found_by_stem():
    assert hits("tillit") == ["tillit", "tilliten"]
    assert hits("kommune") == ["kommunen", "Kommunene"]


def test_phrases_are_found_word_for_word():
    assert hits('"sosial kapital"') == ["sosial\nkapital"]
    assert hits('"sosiale kapital"') == []


def test_prefixes_find_longer_words():
    assert hits("kommunen*") == ["kommunen", "Kommunene"]
    assert hits("co-prod*") == ["co-produksjon"]


def test_hyphenated_word_is_found_as_a_whole():
    assert hits("co-produksjon") == ["co-produksjon"]


def test_every_wanted_word_must_occur():
    assert hits("tillit makt") == []
    assert hits("kapital tillit") == ["tillit", "tilliten", "kapital"]


def test_excluded_word_takes_the_whole_text_away():
    assert hits("tillit -kapital") == []
    assert hits("tillit -makt") == ["tillit", "tilliten"]


def test_parse_reads_every_kind_of_term():
    assert parse("Tillit «sosial kapital» kommun* -makt") == SearchQuery(
        (
            Term(("Tillit",)),
            Term(("sosial", "kapital"), exact=True),
            Term(("kommun",), prefix=True),
            Term(("makt",), excluded=True),
        )
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "search-empty"),
        (" ... - ", "search-empty"),
        ("-makt", "search-only-not"),
        ('tillit "sosial kap', "search-quote-open"),
        ("*makt", "search-star"),
        ("ma*kt", "search-star"),
        ("m*", "search-prefix-short"),
    ],
)
def test_parse_refuses_what_it_cannot_mean(text, code):
    with pytest.raises(Refused) as refusal:
        parse(text)

    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


@given(st.text(st.sampled_from('ab *-"«å.')))
def test_parse_answers_or_refuses(text):
    try:
        query = parse(text)
    except Refused:
        return
    assert query.wanted and all(term.words for term in query.terms)


@given(st.lists(st.sampled_from("tillit tilliten makt kommune ja".split()), max_size=12), st.sampled_from(["tillit", "makt", "ja"]))
def test_found_places_agree_with_the_index(chosen, wanted):
    body = " ".join(chosen)
    found = words.find(body, parse(wanted), "nb")

    assert len(found) == words.index_terms(body, "nb").count(words.stem(wanted, "nb"))
    assert [words.stem(body[s.start : s.end], "nb") for s in found] == [words.stem(wanted, "nb")] * len(found)
    assert words.matches(body, parse(wanted), "nb") == bool(found)


def test_kwic_shows_whole_words():
    # By hand: "det slik at " has 12 characters, " til alle" 9, and " der" would make 13.
    assert words.kwic("Før var det slik at tilliten til\nalle der var stor", Span(20, 28), 12) == ("det slik at ", "tilliten", " til alle")
    assert words.kwic("tillit.", Span(0, 6)) == ("", "tillit", ".")


def test_kwic_cuts_a_word_longer_than_the_width():
    assert words.kwic("aaaaaaaaaaX", Span(10, 11), 4) == ("aaaa", "X", "")


@given(st.text(st.sampled_from("ab \n.")), st.integers(0, 20), st.integers(1, 5), st.integers(0, 8))
def test_kwic_never_exceeds_its_width(body, start, length, width):
    place = Span(min(start, len(body)), min(start + length, len(body)))
    left, hit, right = words.kwic(body, place, width)

    assert (len(left) <= width, hit, len(right) <= width) == (True, body[place.start : place.end], True)
