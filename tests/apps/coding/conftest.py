import pytest

from tests.worlds import add_codes, bring_in


@pytest.fixture
def text(study, ida):
    return bring_in(study, by=ida)


@pytest.fixture
def tillit(study, ida):
    return add_codes(study, ida, "Tillit")[0]


@pytest.fixture
def place(text):
    """Return the span of some words of the text."""

    def find(words):
        start = text.body.text.index(words)
        return start, start + len(words)

    return find
