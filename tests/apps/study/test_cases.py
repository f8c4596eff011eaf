import pytest

from belegg.apps.privacy.actions import add_person
from belegg.apps.study import attributes, cases, journal, order
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import AttributeValue, Case
from belegg.apps.study.seen import stamp
from belegg.method.errors import Refused


def tree(study):
    found = order.in_order(Case.objects.filter(study=study))
    keys = {case.pk: case.key for case in found}
    return [(case.key, keys.get(case.parent_id)) for case in found]


def test_cases_form_a_tree_and_move_in_it(study, ida):
    fjordvik = cases.add_case(study, "Fjordvik", by=ida, kind="kommune")
    lyngmo = cases.add_case(study, "Lyngmo", by=ida)
    cases.add_case(study, "Helse", by=ida, parent=fjordvik)
    cases.move_case(lyngmo, by=ida, parent=fjordvik, at=0)

    assert tree(study) == [("fjordvik", None), ("lyngmo", "fjordvik"), ("helse", "fjordvik")]
    journal.undo(ida)
    assert tree(study) == [("fjordvik", None), ("helse", "fjordvik"), ("lyngmo", None)]


def test_siblings_bear_different_names_cousins_may_not_care(study, ida):
    fjordvik, lyngmo = cases.add_case(study, "Fjordvik", by=ida), cases.add_case(study, "Lyngmo", by=ida)
    cases.add_case(study, "Helse", by=ida, parent=fjordvik)
    assert cases.add_case(study, "Helse", by=ida, parent=lyngmo).key == "helse-2"
    with pytest.raises(Refused) as refused:
        cases.add_case(study, "HELSE", by=ida, parent=fjordvik)
    assert refused.value.code == "case_exists"


def test_case_does_not_move_below_itself(study, ida):
    fjordvik = cases.add_case(study, "Fjordvik", by=ida)
    helse = cases.add_case(study, "Helse", by=ida, parent=fjordvik)
    with pytest.raises(Refused) as refused:
        cases.move_case(fjordvik, by=ida, parent=helse)
    assert refused.value.code == "below_itself"


def test_used_case_is_not_deleted_and_says_where_it_is_used(study, ida):
    fjordvik = cases.add_case(study, "Fjordvik", by=ida)
    cases.add_case(study, "Helse", by=ida, parent=fjordvik)
    add_person(study, "Informant 1", by=ida, case=fjordvik)
    add_memo(study, "Thin", by=ida, target="case:fjordvik")

    with pytest.raises(Refused) as refused:
        cases.delete_case(fjordvik, by=ida)

    assert refused.value.sentence() == (
        "'Fjordvik' is in use (cases below it: 1, people: 1, memos: 1) and can't be deleted. Move or delete these first."
    )


def test_unused_case_goes_with_its_values_and_comes_back_with_them(study, ida):
    fjordvik = cases.add_case(study, "Fjordvik", by=ida)
    attributes.set_value(fjordvik, attributes.add_attribute(study, "Motto", by=ida), "Åpne dører", by=ida)
    cases.delete_case(fjordvik, by=ida)
    assert not AttributeValue.objects.exists()

    journal.undo(ida)

    assert (Case.objects.get().name, AttributeValue.objects.get().value) == ("Fjordvik", "Åpne dører")


def test_change_of_a_changed_case_is_refused(study, ida):
    fjordvik = cases.add_case(study, "Fjordvik", by=ida)
    seen = stamp(fjordvik)
    cases.change_case(fjordvik, by=ida, note="By the sea")
    with pytest.raises(Refused) as refused:
        cases.change_case(fjordvik, by=ida, seen=seen, note="Inland")
    assert refused.value.code == "changed_since"


@pytest.mark.parametrize("name", ["jonas", "rita"])
def test_only_researchers_change_cases(study, ida, name, request):
    fjordvik, member = cases.add_case(study, "Fjordvik", by=ida), request.getfixturevalue(name)
    for act in (
        lambda: cases.add_case(study, "Lyngmo", by=member),
        lambda: cases.change_case(fjordvik, by=member, name="X"),
        lambda: cases.move_case(fjordvik, by=member, parent=None),
        lambda: cases.delete_case(fjordvik, by=member),
        lambda: attributes.add_attribute(study, "Motto", by=member),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_allowed"
