"""Counting codings per code and column, and what a cell without codings means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method import matrix
from belegg.method.errors import Refused
from belegg.method.matrix import ANY_CODE, CellState, TextState, cell_state, facts, tabulate, tally_looks

ROWS = st.lists(st.tuples(*(st.integers(low, high) for low, high in ((0, 3), (0, 2), (-1, 3), (0, 3), (0, 9)))), max_size=40)
# 1 and 2 stand under 0, 3 under 2.
TREE = [-1, 0, 0, 2]
FAMILY = {0: {0, 1, 2, 3}, 1: {1}, 2: {2, 3}, 3: {3}}


def table(rows):
    return facts(*(np.array([row[n] for row in rows], dtype=np.int64) for n in range(5)))


def naive(rows, family):
    counted = np.zeros((4, 4, 3), dtype=int)
    for code in range(4):
        for column in range(3):
            cell = [row for row in rows if row[0] in family[code] and row[1] == column]
            people = {row[2] for row in cell if row[2] >= 0}
            counted[:, code, column] = len(cell), len(people), len({row[3] for row in cell}), sum(row[4] for row in cell)
    return counted.tolist()


def found(counts):
    return [counts.measure(name).tolist() for name in ("codings", "informants", "sources", "words")]


def test_counts_say_on_whom_they_rest():
    # By hand: code 0 in column 0 was coded three times, in two sources, spoken by person 5 twice and once by nobody known.
    counts = tabulate(facts([0, 0, 0, 1], [0, 0, 0, 1], [5, 5, -1, 2], [0, 1, 1, 2], [10, 5, 1, 7]), 2, 2)

    assert found(counts) == [[[3, 0], [0, 1]], [[1, 0], [0, 1]], [[2, 0], [0, 1]], [[16, 0], [0, 7]]]
    assert counts.measure("present").tolist() == [[1, 0], [0, 1]]


def test_no_codings_count_as_nothing():
    assert found(tabulate(facts([], [], [], []), 1, 2)) == [[[0, 0]]] * 4


def test_unknown_measure_is_refused_with_the_choices():
    with pytest.raises(Refused) as refusal:
        tabulate(facts([], [], [], []), 1, 1).measure("weight")

    assert str(refusal.value) == 'A cell cannot show "weight". Choose one of codings, informants, sources, words, present.'


def test_fact_outside_the_table_is_a_fault():
    with pytest.raises(ValueError, match="outside the table"):
        tabulate(facts([2], [0], [0], [0]), 2, 2)


def test_ring_in_roll_up_is_a_fault():
    with pytest.raises(ValueError, match="ring"):
        tabulate(facts([0], [0], [0], [0]), 2, 1, roll_up=[1, 0])


@given(ROWS)
def test_tabulate_agrees_with_counting_by_hand(rows):
    assert found(tabulate(table(rows), 4, 3)) == naive(rows, {code: {code} for code in range(4)})


@given(ROWS, st.booleans())
def test_rolled_up_parents_agree_with_counting_by_hand(rows, sparse):
    with pytest.MonkeyPatch.context() as patch:
        if sparse:
            patch.setattr("belegg.method.matrix.counts._MOST_TICKS", 0)

        assert found(tabulate(table(rows), 4, 3, roll_up=TREE)) == naive(rows, FAMILY)


@pytest.mark.parametrize(
    ("codings", "texts", "not_asked", "skipped", "looked", "state"),
    [
        (2, 1, 1, 0, 0, "evidence"),  # found although it was not asked: said unprompted
        (0, 0, 0, 0, 0, "empty"),  # a column without texts
        (0, 2, 0, 0, 1, "empty"),  # one text unread
        (0, 2, 1, 0, 0, "empty"),  # not asked in one, the other unread
        (0, 2, 2, 0, 0, "not_asked"),
        (0, 2, 1, 1, 0, "skipped"),
        (0, 2, 0, 2, 0, "skipped"),
        (0, 3, 1, 1, 1, "none"),  # asked and looked for in one is enough
        (0, 2, 0, 0, 2, "none"),
    ],
)
def test_cell_state_follows_the_rule(codings, texts, not_asked, skipped, looked, state):
    assert cell_state(codings, texts=texts, not_asked=not_asked, skipped=skipped, looked=looked) == state


def test_states_agree_with_the_rule_for_one_cell():
    every = [
        (c, t, a, s, k) for c in (0, 1) for t in range(4) for a in range(t + 1) for s in range(t - a + 1) for k in range(t - a - s + 1)
    ]
    codings, texts, not_asked, skipped, looked = (np.array([list(row)]) for row in zip(*every, strict=True))

    expected = [cell_state(c, texts=t, not_asked=a, skipped=s, looked=k) for c, t, a, s, k in every]
    assert matrix.states(codings, matrix.Looks(texts, not_asked, skipped, looked)).tolist() == [expected]


def test_coded_through_for_all_codes_does_not_outweigh_not_asked():
    # Text 0: coded through for all, code 1 was not asked. Text 1: coded through for code 0 only.
    looks = tally_looks(
        [(0, ANY_CODE, TextState.LOOKED), (0, 1, TextState.NOT_ASKED), (1, 0, TextState.LOOKED)], [(0, 0), (1, 0), (1, 1)], 2, 3
    )

    states = matrix.states(np.zeros((2, 3)), looks).tolist()
    assert states == [["none", "none", "empty"], ["empty", "empty", "empty"]]
    assert looks.not_asked.tolist() == [[0, 0, 0], [1, 0, 0]]


def test_not_asked_for_every_code_reaches_every_row():
    looks = tally_looks([(0, ANY_CODE, TextState.NOT_ASKED)], [(0, 0)], 2, 1)

    assert matrix.states(np.zeros((2, 1)), looks).tolist() == [["not_asked"], ["not_asked"]]


def test_rolled_up_none_needs_the_whole_family_looked_through():
    some = tally_looks([(0, 0, TextState.LOOKED)], [(0, 0)], 2, 1, roll_up=[-1, 0])
    whole = tally_looks([(0, ANY_CODE, TextState.LOOKED)], [(0, 0)], 2, 1, roll_up=[-1, 0])

    assert matrix.states(np.zeros((2, 1)), some).tolist() == [["empty"], ["empty"]]
    assert matrix.states(np.zeros((2, 1)), whole).tolist() == [["none"], ["none"]]


def test_text_listed_twice_in_a_column_counts_once():
    assert tally_looks([], [(0, 0), (0, 0)], 1, 1).texts.tolist() == [[1]]


def test_cell_states_have_the_export_names():
    assert [state.value for state in CellState] == ["empty", "none", "not_asked", "skipped", "evidence"]


def test_orders_keep_equals_where_they_were():
    values = np.array([[1, 0], [2, 2], [0, 1]])

    assert matrix.order_by_total(values).tolist() == [1, 0, 2]
    assert matrix.order_by_total(values, axis=1, descending=False).tolist() == [0, 1]
    assert matrix.order_by_cells(values, 1).tolist() == [1, 2, 0]
    assert matrix.order_by_cells(values, 0, axis=1).tolist() == [0, 1]


def test_attributes_sort_naturally_with_missing_last():
    values = ["Ås", "b10", None, "B2", "Ærø", "", 7.5, 3]

    assert matrix.order_by_attribute(values).tolist() == [7, 6, 3, 1, 4, 0, 2, 5]
    assert matrix.order_by_attribute(values, descending=True).tolist() == [0, 4, 1, 3, 6, 7, 2, 5]
