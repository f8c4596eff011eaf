import pytest

from belegg.apps.privacy.actions import add_person
from belegg.apps.study import journal
from belegg.apps.study.cases import add_case, change_case
from belegg.apps.study.models import Case


def order_of(study):
    from belegg.apps.study.order import in_order

    return [
        (case.key, case.parent.key if case.parent else "") for case in in_order(Case.objects.filter(study=study).select_related("parent"))
    ]


def test_page_shows_the_tree_with_people_counted_upward(as_, study, ida, cases):
    add_person(study, "Informant 1", case=cases["helse"], by=ida)
    branches = as_("rita").get(f"/studies/{study.key}/cases/").context["branches"]
    assert [(one.thing.key, one.facts["people"], [child.thing.key for child in one.children]) for one in branches] == [
        ("fjordvik", 1, ["helse"]),
        ("lyngmo", 0, []),
    ]


def test_page_asks_as_often_for_three_cases_as_for_one(as_, study, ida, inhabitants, django_assert_max_num_queries):
    client, address = as_("ida"), f"/studies/{study.key}/cases/"
    client.get(address)
    with django_assert_max_num_queries(100) as before:
        client.get(address)
    for name in ("A", "B"):
        add_case(study, name, by=ida)
    with django_assert_max_num_queries(100) as after:
        client.get(address)
    assert len(after) == len(before)


def test_case_is_added_below_another_and_undone(as_, study, ida, cases):
    answer = as_("ida").post(f"/studies/{study.key}/field/new-case/", {"name": "Nær heim", "kind": "tiltak", "parent": "helse", "note": ""})
    assert answer.url == f"/studies/{study.key}/cases/#case-naer-heim"
    assert ("naer-heim", "helse") in order_of(study)
    journal.undo(ida)
    assert not Case.objects.filter(study=study, key="naer-heim").exists()


@pytest.mark.parametrize(("name", "words"), [("", "This field is required"), ("fjordvik", "There is already a case called")])
def test_case_without_a_name_of_its_own_is_refused(as_, study, cases, name, words):
    answer = as_("ida").post(f"/studies/{study.key}/field/new-case/", {"name": name, "kind": "", "parent": ""})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_case_is_changed_and_a_conflict_told(as_, study, ida, cases):
    client, address = as_("ida"), f"/studies/{study.key}/cases/fjordvik/"
    seen = client.get(address).context["seen"]
    change_case(cases["fjordvik"], note="endret av en annen", by=ida)

    answer = client.post(address, {"name": "Fjordvika", "kind": "by", "note": "min", "seen": seen})

    assert answer.status_code == 409
    assert "endret av en annen" in answer.content.decode()
    assert client.post(address, {"name": "Fjordvika", "kind": "by", "note": "min", "seen": answer.context["seen"]}).status_code == 302
    assert Case.objects.get(study=study, key="fjordvik").name == "Fjordvika"


@pytest.mark.parametrize(
    ("key", "step", "expected"),
    [
        ("lyngmo", "up", [("lyngmo", ""), ("fjordvik", ""), ("helse", "fjordvik")]),
        ("lyngmo", "in", [("fjordvik", ""), ("helse", "fjordvik"), ("lyngmo", "fjordvik")]),
        ("helse", "out", [("fjordvik", ""), ("helse", ""), ("lyngmo", "")]),
        ("fjordvik", "down", [("lyngmo", ""), ("fjordvik", ""), ("helse", "fjordvik")]),
        ("fjordvik", "up", [("fjordvik", ""), ("helse", "fjordvik"), ("lyngmo", "")]),
    ],
)
def test_case_moves_a_step(as_, study, cases, key, step, expected):
    as_("ida").post(f"/studies/{study.key}/cases/{key}/move/", {"step": step})
    assert order_of(study) == expected


def test_case_moves_below_any_other_but_not_below_itself(as_, study, cases):
    client = as_("ida")
    assert client.post(f"/studies/{study.key}/cases/helse/move/", {"parent": "lyngmo"}).status_code == 302
    assert ("helse", "lyngmo") in order_of(study)
    assert client.post(f"/studies/{study.key}/cases/lyngmo/move/", {"parent": "helse"}).status_code == 422


def test_used_case_is_not_deleted_and_the_page_says_where_it_is_used(as_, study, cases):
    answer = as_("ida").post(f"/studies/{study.key}/cases/fjordvik/delete/")
    assert answer.status_code == 422
    assert "cases below it: 1" in answer.content.decode()


def test_unused_case_is_deleted_with_its_values_and_comes_back(as_, study, ida, inhabitants, cases):
    client = as_("ida")
    client.post(f"/studies/{study.key}/cases/lyngmo/values/{inhabitants.key}/", {"row": "", "v-value": "24000"})
    client.post(f"/studies/{study.key}/cases/lyngmo/delete/")
    assert not Case.objects.filter(study=study, key="lyngmo").exists()
    journal.undo(ida)
    assert Case.objects.get(study=study, key="lyngmo").values.get().value == "24000"


def test_reader_and_coder_may_not_change_cases_and_stranger_sees_none(as_, study, cases):
    for name in ("rita", "jonas"):
        client = as_(name)
        assert client.get(f"/studies/{study.key}/cases/fjordvik/").status_code == 200
        for address in ("field/new-case/", "cases/fjordvik/", "cases/fjordvik/move/", "cases/fjordvik/delete/"):
            assert client.post(f"/studies/{study.key}/{address}", {"name": "x"}).status_code == 403
    for address in ("", "fjordvik/"):
        assert as_("stian").get(f"/studies/{study.key}/cases/{address}").status_code == 404
