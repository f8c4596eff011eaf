"""The codebook's tree, its versions, a merge, short labels and the picker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method import codebook
from belegg.method.codebook import Code, CodedPassage
from belegg.method.errors import Refused

TRUST = Code("trust", "Tillit")
POWER = Code("power", "Makt")
TO_TOWN = Code("to-town", "Tillit til kommunen", parent="trust")
TO_MAYOR = Code("to-mayor", "Tillit til ordføreren", parent="to-town")
BOOK = [TO_MAYOR, TRUST, TO_TOWN, POWER]


def ids(codes):
    return [code.id for code in codes]


def refusal(call, *args):
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code


def test_tree_order_puts_parents_first():
    assert ids(codebook.in_tree_order(BOOK)) == ["trust", "to-town", "to-mayor", "power"]
    assert codebook.depths(BOOK) == {"trust": 0, "to-town": 1, "to-mayor": 2, "power": 0}


def test_family_is_found_upwards_and_downwards():
    assert ids(codebook.ancestors(BOOK, "to-mayor")) == ["to-town", "trust"]
    assert ids(codebook.descendants(BOOK, "trust")) == ["to-town", "to-mayor"]
    assert codebook.path(BOOK, "to-mayor") == "Tillit / Tillit til kommunen / Tillit til ordføreren"
    assert codebook.parent_positions(BOOK) == [2, -1, 1, -1]


def test_impossible_trees_are_refused():
    assert refusal(codebook.check_tree, [TRUST, TRUST]) == "code-twice"
    assert refusal(codebook.check_tree, [TO_TOWN]) == "code-parent-unknown"
    assert refusal(codebook.check_tree, [Code("a", "A", "b"), Code("b", "B", "a"), TRUST]) == "code-ring"
    assert refusal(codebook.ancestors, BOOK, "joy") == "code-unknown"


def test_move_under_itself_is_refused():
    assert refusal(codebook.check_move, BOOK, "trust", "trust") == "code-ring"
    assert refusal(codebook.check_move, BOOK, "trust", "to-mayor") == "code-ring"
    assert refusal(codebook.check_move, BOOK, "trust", "joy") == "code-unknown"
    assert [codebook.check_move(BOOK, *move) for move in (("trust", "power"), ("to-mayor", ""))] == [None, None]


@given(st.lists(st.integers(0, 5), max_size=12))
def test_every_allowed_move_keeps_a_tree(parents):
    # Code n stands under an earlier code, or at the top.
    codes = [Code(str(n), "x", "" if p >= n else str(p)) for n, p in enumerate(parents)]
    for code in codes:
        for parent in ["", *ids(codes)]:
            moved = [Code(c.id, c.name, parent) if c == code else c for c in codes]
            try:
                codebook.check_move(codes, code.id, parent)
            except Refused:
                assert refusal(codebook.check_tree, moved) == "code-ring"
            else:
                assert sorted(ids(codebook.in_tree_order(moved))) == sorted(ids(codes))


def test_difference_names_each_kind_of_change():
    renamed = Code("power", "Styring", definition="Å få andre til noe")
    moved = Code("to-mayor", "Tillit til ordføreren", parent="trust", colour="c3")
    joy = Code("joy", "Glede")

    changed = codebook.difference(BOOK, [TRUST, moved, renamed, joy])

    assert changed == codebook.Difference(
        added=(joy,), removed=(TO_TOWN,), renamed=((POWER, renamed),), moved=((TO_MAYOR, moved),), redefined=((POWER, renamed),)
    )


def test_same_codebook_has_no_difference():
    assert not codebook.difference(BOOK, [Code(**{**vars(code), "colour": "c1"}) for code in reversed(BOOK)])


def test_merge_shows_what_becomes_identical():
    codings = [
        CodedPassage("c-1", "int-1", 0, 9, "trust", "ida", "1"),
        CodedPassage("c-2", "int-1", 0, 9, "power", "ida", "1"),
        CodedPassage("c-3", "int-1", 0, 9, "trust", "jonas", "1"),
        CodedPassage("c-4", "int-1", 0, 8, "trust", "ida", "1"),
        CodedPassage("c-5", "int-1", 0, 9, "joy", "ida", "1"),
    ]

    preview = codebook.preview_merge(codings, ["trust"], "power")

    assert preview == codebook.MergePreview(recoded=("c-1", "c-3", "c-4"), identical=(("c-2", "c-1"),))
    assert preview.dropped == ("c-1",)


def test_abbreviations_are_short_and_follow_the_name():
    codes = [Code(str(n), name) for n, name in enumerate(["Makt", "Mangfold", "Sosial kapital", "Mat", "makt", "Å", ""])]

    assert list(codebook.abbreviations(codes).values()) == ["Ma", "Mn", "SK", "Mt", "Mk", "Å1", "X1"]


@given(st.lists(st.text(st.sampled_from("ab å-ß1"), max_size=6), max_size=60))
def test_abbreviations_are_unique_and_stay_when_codes_are_added(names):
    codes = [Code(str(n), name) for n, name in enumerate(names)]
    labels = codebook.abbreviations(codes)

    assert len({label.casefold() for label in labels.values()}) == len(codes)
    assert all(2 <= len(label) <= 4 for label in labels.values())
    assert codebook.abbreviations(codes[:-1]) == {id: labels[id] for id in ids(codes[:-1])}


def test_picker_ranks_beginnings_before_middles():
    codes = [
        Code(str(n), name) for n, name in enumerate(["Omtillit", "God tillit", "Tillit", "Tillit til folk", "Åpenhet", "Sosial kapital"])
    ]

    assert [code.name for code in codebook.filter_codes("TILLIT", codes)] == ["Tillit", "Tillit til folk", "God tillit", "Omtillit"]
    assert [code.name for code in codebook.filter_codes("ti fo", codes)] == ["Tillit til folk"]
    assert [code.name for code in codebook.filter_codes("sk", codes)] == ["Sosial kapital"]
    assert [code.name for code in codebook.filter_codes("å", codes)] == ["Åpenhet"]
    assert [code.name for code in codebook.filter_codes("ap", codes)] == ["Sosial kapital"]
    assert codebook.filter_codes(" ", codes, limit=2) == codes[:2]
    assert codebook.filter_codes("zz", codes) == []
