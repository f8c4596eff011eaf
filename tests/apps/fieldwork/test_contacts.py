"""The recruitment log."""

import datetime

import pytest

from belegg.apps.fieldwork import contacts as acts
from belegg.apps.privacy.actions import add_person, merge_people
from belegg.apps.study.cases import add_case
from belegg.method.errors import Refused

DAY = datetime.date(2025, 3, 1)


@pytest.fixture
def asked(study, ida):
    """One who was asked on the tip of another; returns (contact, person, who named them)."""
    person, tip = (add_person(study, name, by=ida) for name in ("Informant 1", "Informant 2"))
    return acts.add_contact(study, person=person, via="person", tip_from=tip, tip_note="She knows", on=DAY, by=ida), person, tip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "nobody_asked"),
        ({"label": "Leder", "via": "person"}, "no_tip"),
        ({"label": "Leder", "answer": "excluded"}, "no_reason"),
        ({"label": "Leder", "answer": "perhaps"}, "bad_contact"),
    ],
)
def test_what_is_missing_is_refused(study, ida, said, code):
    with pytest.raises(Refused) as refused:
        acts.add_contact(study, by=ida, **said)
    assert refused.value.code == code


def test_nobody_names_themselves(study, ida, asked):
    contact, person, _tip = asked
    with pytest.raises(Refused) as refused:
        acts.change_contact(contact, tip_from=person, by=ida)
    assert refused.value.code == "tips_itself"


def test_who_said_no_survives_as_a_count_and_a_reason(study, ida):
    case = add_case(study, "Bergen", by=ida)
    contact = acts.add_contact(
        study, label="Kari på skolen", case=case, unit="Skole", tip_note="Nabo", answer="no", reason="No time", by=ida
    )

    forgotten = acts.forget_contact(contact, by=ida)

    assert (forgotten.label, forgotten.tip_note, forgotten.person) == ("", "", None)
    assert (forgotten.case, forgotten.unit, forgotten.answer, forgotten.reason) == (case, "Skole", "no", "No time")


def test_of_two_people_who_are_one_all_tips_stay(study, ida, asked):
    contact, person, tip = asked
    other = add_person(study, "Informant 3", by=ida)
    merge_people(tip, other, by=ida)
    contact.refresh_from_db()
    assert (contact.person, contact.tip_from) == (person, other)


def test_who_withdraws_stays_as_a_number(study, ida, asked):
    contact, person, _tip = asked
    from belegg.apps.study import journal

    assert acts.held(person) == ("Contacts", [f"contact:{contact.key}"])
    with journal.act(study, by=ida, verb="person.withdraw") as doing:
        assert acts.take(doing, person) == ("contacts", 1)
    contact.refresh_from_db()
    assert (contact.tip_note, contact.person, contact.on) == ("", person, DAY)


def test_units_to_reach_are_kept_for_known_cases(study, ida):
    case = add_case(study, "Bergen", by=ida)
    acts.set_frame(study, {case.key: [" Plan  og bygg ", ""], "nowhere": ["x"]}, by=ida)
    assert acts.frame_of(study) == {case.key: ["Plan og bygg"]}
