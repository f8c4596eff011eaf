import pytest

from belegg.apps.study.attributes import add_attribute, set_value
from belegg.apps.study.cases import add_case


@pytest.fixture
def as_(client, people):
    def sign_in(name):
        client.force_login(people[name])
        return client

    return sign_in


@pytest.fixture
def cases(study, ida):
    """Return {fjordvik, helse (below it), lyngmo}."""
    fjordvik = add_case(study, "Fjordvik", kind="kommune", by=ida)
    return {
        "fjordvik": fjordvik,
        "helse": add_case(study, "Helse", parent=fjordvik, kind="avdeling", by=ida),
        "lyngmo": add_case(study, "Lyngmo", kind="kommune", by=ida),
    }


@pytest.fixture
def inhabitants(study, ida, cases):
    """Return the attribute Inhabitants, with two dated values for Fjordvik."""
    from datetime import date

    attribute = add_attribute(study, "Inhabitants", "number", unit="people", by=ida)
    set_value(cases["fjordvik"], attribute, "74100", date=date(2020, 1, 1), source="SSB 2020", by=ida)
    set_value(cases["fjordvik"], attribute, "78 400", date=date(2025, 1, 1), source="SSB 2025", by=ida)
    return attribute
