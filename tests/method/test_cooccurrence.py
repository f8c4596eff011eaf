"""Codes used on the same words."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.cooccurrence import cooccurrence

# Rows (text, start, end, code, source, informant).
ROWS = st.lists(
    st.tuples(*(st.integers(low, high) for low, high in ((0, 2), (0, 12), (1, 6), (0, 2), (0, 1), (-1, 2)))).map(
        lambda r: (r[0], r[1], r[1] + r[2], *r[3:])
    ),
    max_size=14,
)


def count(rows, n_codes=3):
    text, start, end, code, source, informant = zip(*rows, strict=True) if rows else [[]] * 6
    return cooccurrence(text, start, end, code, n_codes, source=source, informant=informant)


def tables(found):
    return [table.tolist() for table in (found.codings, found.pairs, found.sources, found.informants)]


def naive(rows):
    codings, sources, informants = ({} for _ in range(3))
    pairs = [[0] * 3 for _ in range(3)]
    for (i, x), (j, y) in combinations(enumerate(rows), 2):
        if x[0] != y[0] or x[1] >= y[2] or y[1] >= x[2]:
            continue
        pairs[x[3]][y[3]] += 1
        if x[3] != y[3]:
            pairs[y[3]][x[3]] += 1
        codings.setdefault((x[3], y[3]), set()).add(i)
        codings.setdefault((y[3], x[3]), set()).add(j)
        for cell in ((x[3], y[3]), (y[3], x[3])):
            sources.setdefault(cell, set()).update((x[4], y[4]))
            informants.setdefault(cell, set()).update({x[5], y[5]} - {-1})
    counted = [[[len(sets.get((a, b), ())) for b in range(3)] for a in range(3)] for sets in (codings, sources, informants)]
    return [counted[0], pairs, counted[1], counted[2]]


def test_share_is_of_the_row_code():
    # By hand: the one coding of 0 overlaps both of 1; one of the two codings of 2 overlaps 0.
    found = cooccurrence([0] * 5, [0, 1, 8, 9, 20], [10, 3, 9, 12, 25], [0, 1, 1, 2, 2], 3)

    assert found.pairs[0].tolist() == [0, 2, 1]
    assert found.share()[:, 0].tolist() == [0, 1, 0.5]


def test_touching_is_not_overlapping():
    assert cooccurrence([0, 0], [0, 5], [5, 9], [0, 1], 2).pairs.sum() == 0


def test_same_place_in_another_text_is_not_overlapping():
    assert cooccurrence([0, 1], [0, 0], [5, 5], [0, 1], 2).pairs.sum() == 0


def test_unused_code_has_no_share():
    assert math.isnan(cooccurrence([0], [0], [5], [1], 2).share()[0, 0])


def test_no_codings_and_no_codes_give_empty_tables():
    assert count([], 0).pairs.shape == (0, 0)


def test_code_outside_the_table_is_a_fault():
    with pytest.raises(ValueError, match="outside the table"):
        cooccurrence([0], [0], [5], [3], 3)


@given(ROWS, st.integers(1, 4))
def test_cooccurrence_agrees_with_comparing_every_pair(rows, chunk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("belegg.method.cooccurrence._MOST_PAIRS", chunk)

        assert tables(count(rows)) == naive(rows)
