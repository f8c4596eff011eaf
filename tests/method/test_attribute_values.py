import pytest

from belegg.method.attribute_values import guess_type, read_value
from belegg.method.errors import Refused


@pytest.mark.parametrize(
    ("written", "type", "kept"),
    [
        ("78400", "number", "78400"), ("78 400", "number", "78400"), ("78\u00a0400", "number", "78400"), ("3,5", "number", "3.5"),
        ("-4", "number", "-4"), ("−4", "number", "-4"), ("1 234 567,25", "number", "1234567.25"), (" 7 ", "number", "7"),
        ("2025-03-04", "date", "2025-03-04"), ("4.3.2025", "date", "2025-03-04"), ("04/03/2025", "date", "2025-03-04"),
        ("2025-03-04 00:00:00", "date", "2025-03-04"), ("JA", "yesno", "yes"), ("nei", "yesno", "no"), ("No", "yesno", "no"),
        ("Venstre", "choice", "venstre"), (" words ", "text", "words"), ("", "number", ""),
    ],
)  # fmt: skip
def test_value_is_read_into_one_form(written, type, kept):
    assert read_value(written, type, ["venstre", "sentrum"]) == kept


@pytest.mark.parametrize(
    ("written", "type"),
    [
        ("12 34", "number"),
        ("1e5", "number"),
        ("about 7", "number"),
        ("2025-02-30", "date"),
        ("March", "date"),
        ("høyre", "choice"),
        ("maybe", "yesno"),
    ],
)
def test_value_that_cannot_be_read_is_refused(written, type):
    with pytest.raises(Refused):
        read_value(written, type, ["venstre"])


def test_type_is_guessed_from_all_values():
    assert [guess_type(values) for values in (["1", "2,5", ""], ["2025-01-01"], ["ja", "nei"], ["1", "one"], [], ["left", "right"])] == [
        "number", "date", "yesno", "text", "text", "text",
    ]  # fmt: skip
