"""The list of measures is honest: every line leads to a function that says what it does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method import MEASURES
from belegg.method.distinct import distinct


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_measure_leads_to_a_described_function(measure):
    assert callable(measure.function) and measure.function.__doc__
    assert measure.needs.endswith(".")


def test_measures_have_names_of_their_own():
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)


@given(st.lists(st.integers(-5, 5)))
def test_distinct_agrees_with_a_set(values):
    assert distinct(np.array(values, dtype=np.int64)).tolist() == sorted(set(values))
