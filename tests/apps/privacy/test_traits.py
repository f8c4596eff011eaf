"""What else is known of people is kept, told in wider groups, and follows them when two turn out to be one."""

import pytest

from belegg.apps.privacy import actions as people
from belegg.apps.privacy.models import Person, Trait
from belegg.apps.privacy.traits import described, known_attributes, set_traits, tell_less
from belegg.apps.study.cases import add_case
from belegg.method.disclosure import assess
from belegg.method.errors import Refused


@pytest.fixture
def three(study, ida):
    top = add_case(study, "Fjordvik", by=ida)
    below = add_case(study, "Helse", parent=top, by=ida)
    found = [
        people.add_person(study, f"Informant {n}", role=role, case=case, by=ida)
        for n, role, case in [(1, "Head", top), (2, "Adviser", below), (3, "Head of care", below)]
    ]
    for person, age in zip(found, ("47", "41", "62"), strict=True):
        set_traits(person, {"age": age, "gender": "f"}, by=ida)
    return found


def values(study, name):
    return list(Trait.objects.filter(study=study, name=name).order_by("person__key").values_list("value", flat=True))


def test_ages_are_told_as_bands(study, ida, three):
    assert tell_less(study, "age", width=10, by=ida) == 3
    assert values(study, "age") == ["40–49", "40–49", "60–69"]
    assert tell_less(study, "age", width=20, by=ida) == 2  # from 70 on there is one band, so 60–69 stays
    with pytest.raises(Refused) as refused:
        tell_less(study, "age", width=20, by=ida)
    assert refused.value.code == "nothing_told_less"


def test_roles_are_told_as_groups_and_make_people_alike(study, ida, three):
    told = [one for _, one in described(study)]
    assert [one.k for one in assess(told, ["case", "role"])] == [1, 1, 1]
    tell_less(study, "role", groups={"head": "leader", "Head of care": "leader"}, by=ida)
    told = [one for _, one in described(study)]
    assert [one.k for one in assess(told, ["case", "role"])] == [2, 1, 2]
    assert known_attributes(described(study)) == ["case", "role", "gender", "age"]


def test_traits_are_taken_away_and_unknown_ones_refused(study, ida, three):
    set_traits(three[0], {"gender": "", "party": "  "}, by=ida)
    assert not Trait.objects.filter(person=three[0], name__in=("gender", "party")).exists()
    for name in ("shoe_size", "case"):
        with pytest.raises(Refused) as refused:
            tell_less(study, name, groups={"a": "b"}, by=ida)
        assert refused.value.code == "trait_unknown"
    with pytest.raises(Refused):
        set_traits(three[0], {"shoe_size": "44"}, by=ida)


def test_coder_may_not_describe_people(study, jonas, three):
    with pytest.raises(Refused) as refused:
        set_traits(three[0], {"age": "1"}, by=jonas)
    assert refused.value.code == "not_allowed"


def test_merged_person_keeps_own_traits_and_gets_the_others(study, ida, three):
    set_traits(three[0], {"party": "A"}, by=ida)
    people.merge_people(three[0], three[2], by=ida)
    assert dict(Trait.objects.filter(person=three[2]).values_list("name", "value")) == {"age": "62", "gender": "f", "party": "A"}


def test_person_is_deleted_with_traits(study, ida, three):
    people.delete_person(three[1], by=ida)
    assert not Person.objects.filter(pk=three[1].pk).exists()
