from datetime import date

import pytest

from belegg.method.file_names import date_in, may_name_a_person, title_from
from belegg.method.languages import guess_language


@pytest.mark.parametrize("stem, title, day", [
    ("intervju_3 2025-03-04", "Intervju 3", date(2025, 3, 4)),
    ("20250304_Fjordvik_intervju 2", "Fjordvik intervju 2", date(2025, 3, 4)),
    ("Referat 4.3.2025", "Referat", date(2025, 3, 4)),
    ("sak 2025-13-45", "Sak", None),
    ("handlingsplan", "Handlingsplan", None),
    ("2025-03-04", "", date(2025, 3, 4)),
])  # fmt: skip
def test_title_and_date_of_a_name(stem, title, day):
    assert (title_from(stem), date_in(stem)) == (title, day)


@pytest.mark.parametrize("title, asks", [
    ("Intervju Kari Nordmann", True),
    ("Intervju med Kari", True),
    ("Intervju 3", False),
    ("Intervju Fjordvik 2", False),
    ("Handlingsplan", False),
    ("Informant 4", False),
])  # fmt: skip
def test_names_are_asked_about(title, asks):
    assert may_name_a_person(title, ["Fjordvik kommune"]) is asks


@pytest.mark.parametrize("text, language", [
    ("Jeg vet ikke hva det er, men noe er det.", "nb"),
    ("Eg veit ikkje kva det er, men noko er det.", "nn"),
    ("I do not know what there is, but it is that.", "en"),
    ("Hallo.", ""),
    ("", ""),
])  # fmt: skip
def test_language_is_guessed_by_small_words(text, language):
    assert guess_language(text) == language
