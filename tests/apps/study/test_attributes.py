from datetime import date

import pytest

from belegg.apps.study import attributes, cases, journal
from belegg.apps.study.models import Attribute, AttributeValue
from belegg.apps.study.seen import stamp
from belegg.method.errors import Refused


@pytest.fixture
def fjordvik(study, ida):
    return cases.add_case(study, "Fjordvik", by=ida)


def test_value_is_kept_in_one_form_with_source_and_date(study, ida, fjordvik):
    inhabitants = attributes.add_attribute(study, "Inhabitants", "number", by=ida, unit="people")

    attributes.set_value(fjordvik, inhabitants, "78 400", by=ida, source="Statistics 2025", date=date(2025, 1, 1))

    row = AttributeValue.objects.get()
    assert (row.value, row.source, row.date) == ("78400", "Statistics 2025", date(2025, 1, 1))


def test_values_of_two_dates_stand_side_by_side_the_latest_first(study, ida, fjordvik):
    inhabitants = attributes.add_attribute(study, "Inhabitants", "number", by=ida)
    for year, value in ((2020, "74100"), (2025, "78400")):
        attributes.set_value(fjordvik, inhabitants, value, by=ida, date=date(year, 1, 1))
    assert [row.value for row in attributes.latest_values(study)[fjordvik.pk, inhabitants.pk]] == ["78400", "74100"]


def test_same_date_changes_the_value_and_undo_brings_it_back(study, ida, fjordvik):
    motto = attributes.add_attribute(study, "Motto", by=ida)
    attributes.set_value(fjordvik, motto, "Åpne dører", by=ida)
    attributes.set_value(fjordvik, motto, "Lukkede dører", by=ida)
    journal.undo(ida)
    assert AttributeValue.objects.get().value == "Åpne dører"


def test_empty_value_takes_the_row_away(study, ida, fjordvik):
    motto = attributes.add_attribute(study, "Motto", by=ida)
    row = attributes.set_value(fjordvik, motto, "Åpne dører", by=ida)
    attributes.set_value(fjordvik, motto, "", by=ida, instead=row)
    assert not AttributeValue.objects.exists()


@pytest.mark.parametrize(
    ("type", "value", "code"),
    [
        ("number", "many", "not_a_number"),
        ("date", "31.2.2025", "not_a_date"),
        ("choice", "green", "not_a_choice"),
        ("yesno", "perhaps", "not_yes_or_no"),
    ],
)
def test_value_of_the_wrong_type_is_refused(study, ida, fjordvik, type, value, code):
    attribute = attributes.add_attribute(study, "A", type, by=ida, choices=["left", "right"])
    with pytest.raises(Refused) as refused:
        attributes.set_value(fjordvik, attribute, value, by=ida)
    assert refused.value.code == code


def test_type_changes_only_where_all_values_fit(study, ida, fjordvik):
    attribute = attributes.add_attribute(study, "Merged", by=ida)
    attributes.set_value(fjordvik, attribute, "Ja", by=ida)
    attributes.change_attribute(attribute, by=ida, type="yesno")
    assert AttributeValue.objects.get().value == "yes"
    with pytest.raises(Refused) as refused:
        attributes.change_attribute(Attribute.objects.get(), by=ida, type="number")
    assert refused.value.code == "values_do_not_fit"


def test_choice_needs_choices(study, ida):
    with pytest.raises(Refused) as refused:
        attributes.add_attribute(study, "Rule", "choice", by=ida, choices=[" "])
    assert refused.value.code == "no_choices"


def test_two_who_change_one_value_do_not_overwrite_each_other(study, ida, fjordvik):
    motto = attributes.add_attribute(study, "Motto", by=ida)
    row = attributes.set_value(fjordvik, motto, "Åpne dører", by=ida)
    seen = stamp(row)
    attributes.set_value(fjordvik, motto, "Nye dører", by=ida, instead=row)
    with pytest.raises(Refused) as refused:
        attributes.set_value(fjordvik, motto, "Andre dører", by=ida, instead=row, seen=seen)
    assert refused.value.code == "changed_since"


def test_attribute_goes_with_its_values_and_columns_move(study, ida, fjordvik):
    a, b = attributes.add_attribute(study, "A", by=ida), attributes.add_attribute(study, "B", by=ida)
    attributes.set_value(fjordvik, a, "x", by=ida)
    attributes.move_attribute(b, by=ida, at=0)
    assert list(Attribute.objects.order_by("position").values_list("key", flat=True)) == ["b", "a"]

    attributes.delete_attribute(a, by=ida)
    assert not AttributeValue.objects.exists()
    journal.undo(ida)
    assert AttributeValue.objects.get().value == "x"
