"""Who could be told apart: counts by hand on small tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.disclosure import CASE, ORGANISATION_NAMED, Described, Remedy, assess
from belegg.method.errors import Refused
from belegg.method.generalising import age_band, generalised, grouped


def people(*rows):
    return [Described(f"p{n}", dict(zip((CASE, "role", "gender"), row, strict=True))) for n, row in enumerate(rows, 1)]


TABLE = people(
    ("A", "adviser", "f"), ("A", "adviser", "f"), ("A", "adviser", "f"), ("A", "head", "f"), ("B", "head", "m"), ("B", "adviser", "m"),
    ("C", "head", "f"), ("B", "adviser", ""),
)  # fmt: skip


def test_people_alike_are_counted_and_the_unlike_flagged():
    found = assess(TABLE, ["role", "gender"])
    assert [one.k for one in found] == [3, 3, 3, 2, 1, 1, 2, None]
    assert [one.at_risk for one in found] == [False, False, False, True, True, True, True, False]
    assert found[7].missing == ("gender",)


def test_remedies_name_what_helps_most():
    found = assess(TABLE, ["role", "gender"])
    assert found[4].remedies == (Remedy("gender", 3), Remedy("role", 2))
    assert found[0].remedies == ()


def test_only_informant_of_a_case_is_always_flagged():
    assert [one.id for one in assess(TABLE, [], threshold=1) if one.sole and one.at_risk] == ["p7"]


def test_organisation_named_counts_within_the_case():
    found = assess(TABLE, ["gender"], policy=ORGANISATION_NAMED, threshold=2)
    assert [one.k for one in found] == [4, 4, 4, 4, 2, 2, 1, None]
    assert found[6].remedies == ()  # the case itself can't be said less of: readers know it
    assert assess(people(("", "x", "f")), [], policy=ORGANISATION_NAMED)[0].missing == (CASE,)


@given(st.lists(st.tuples(*[st.sampled_from(["", "a", "b"])] * 3), max_size=12))
def test_saying_less_never_makes_anybody_more_unlike(rows):
    everything, less = assess(people(*rows), ["role", "gender"]), assess(people(*rows), ["role"])
    for more, fewer in zip(everything, less, strict=True):
        assert more.k is None or (fewer.k is not None and fewer.k >= more.k)
        assert all(remedy.k > (more.k or 0) for remedy in more.remedies)
    counted = [one.k for one in everything if one.k is not None]
    assert sum(1 / k for k in counted) == pytest.approx(len({rows[i][1:] for i, one in enumerate(everything) if one.k is not None}))


def test_bands_and_groups():
    assert [age_band(age) for age in ("0", 9, 10, "69", 70, "70+", 112)] == ["0–9", "0–9", "10–19", "60–69", "70+", "70+", "70+"]
    assert age_band("45-49", 20) == "40–59" == age_band("40–49", 20)
    assert grouped(" head ", {"Head": "leader"}) == "leader" and grouped("x", {"head": "leader"}) == "x"
    assert generalised(["31", "", "38"], width=10) == ["30–39", "", "30–39"]


@pytest.mark.parametrize("age", ["young", "45-55", "40+", "999", "-3", ""])
def test_what_is_no_age_is_refused(age):
    with pytest.raises(Refused) as refused:
        age_band(age)
    assert refused.value.code == "age_unknown"


@given(st.integers(0, 120), st.sampled_from([5, 10, 20]))
def test_band_of_a_band_is_stable(age, width):
    assert age_band(age_band(age, width), width) == age_band(age, width)
