"""Labels for informants. "Informant 3" and "Key informant 6 BK" are how the reference study and its like name them."""

import pytest

from belegg.method.labels import SCHEMES, label, next_number, short_of

WORDS = {"informant": "Informant", "rank": "Nøkkelinformant"}


@pytest.mark.parametrize(
    ("scheme", "wanted"), [("number", "Informant 3"), ("rank", "Nøkkelinformant 3"), ("rank_case", "Nøkkelinformant 3 BK")]
)
def test_each_scheme(scheme, wanted):
    assert label(scheme, 3, case="Bergen kommune", **WORDS) == wanted
    assert set(SCHEMES) == {"number", "rank", "rank_case"}


def test_without_a_case_nothing_hangs_behind():
    assert label("rank_case", 3, case="", **WORDS) == "Nøkkelinformant 3"


def test_numbers_go_on_from_the_highest_wherever_it_stands():
    assert next_number([]) == 1
    assert next_number(["Informant 2", "p9", "Nøkkelinformant 11 BK", "Kari"]) == 12


def test_short_forms_of_cases():
    assert [short_of(name) for name in ("Os", "Fjell kommune", "Øygarden", "")] == ["OS", "FK", "ØY", ""]
