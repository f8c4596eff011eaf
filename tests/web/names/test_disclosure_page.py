"""The page that counts how many people are told of alike, and tells less of them."""

import pytest

from belegg.apps.privacy import actions as people_acts
from belegg.apps.privacy.models import Person, Trait
from belegg.apps.privacy.traits import set_traits
from belegg.apps.study.cases import add_case


@pytest.fixture
def page(client, people, study, ida):
    top, lonely = add_case(study, "Fjordvik", by=ida), add_case(study, "Havstrand", by=ida)
    for n, role, case in [(1, "Head", top), (2, "Adviser", top), (3, "Head of care", top), (4, "Head", lonely)]:
        person = people_acts.add_person(study, f"Informant {n}", role=role, case=case, by=ida)
        set_traits(person, {"age": str(40 + n)}, by=ida)
    client.force_login(people["ida"])
    return f"/studies/{study.key}/names/disclosure/"


def shown(client, address):
    return client.get(address).context


def test_table_tells_who_stands_out_and_what_would_help(client, page):
    context = shown(client, page + "?told=case&told=role&policy=organisation_hidden&threshold=2")
    lines = {line.person.key: line for line in context["lines"]}
    assert [line.found.k for line in lines.values()] == [1, 1, 1, 1]
    assert "without role: 3 alike" in lines["p-1"].why
    assert lines["p-4"].found.sole and "Only informant of the case" in lines["p-4"].why
    assert context["at_risk"] == 4


def test_only_those_who_stand_out_are_shown_on_request(client, page):
    context = shown(client, page + "?told=case&threshold=3&only=on&policy=organisation_hidden")
    assert [line.person.key for line in context["lines"]] == ["p-4"]
    assert context["all"] == 4


def test_missing_value_is_not_assessable(client, page, study):
    Trait.objects.filter(person__key="p-2").delete()
    context = shown(client, page + "?told=age&threshold=2")
    line = next(line for line in context["lines"] if line.person.key == "p-2")
    assert line.found.k is None and "not assessable" in line.why.lower()
    assert "age" in line.why


def test_organisation_named_compares_within_the_case(client, page):
    context = shown(client, page + "?policy=organisation_named&threshold=2")
    assert context["named"] and [line.found.k for line in context["lines"]] == [3, 3, 3, 1]


def test_roles_are_told_as_groups(client, page, study):
    answer = client.post(
        page + "less/",
        {"attribute": "role", "value": ["Head", "Head of care", "Adviser"], "group": ["leader", "leader", ""], "query": "threshold=2"},
    )
    assert answer.status_code == 302 and answer.headers["Location"].endswith("?threshold=2")
    assert sorted(Person.objects.filter(study=study).values_list("role", flat=True)) == ["Adviser", "leader", "leader", "leader"]


def test_ages_are_told_as_bands_and_nothing_else_is_refused(client, page, study):
    client.post(page + "less/", {"attribute": "age", "width": "10"})
    assert set(Trait.objects.filter(study=study).values_list("value", flat=True)) == {"40–49"}
    assert client.post(page + "less/", {"attribute": "age", "width": "10"}).status_code == 422
    assert client.post(page + "less/", {"attribute": "shoe"}).status_code == 422


def test_person_is_described(client, page, study):
    address = f"/studies/{study.key}/people/p-1/described/"
    assert client.get(address).context["form"].initial["age"] == "41"
    assert client.post(address, {"gender": "f", "age": "", "party": "A"}).status_code == 302
    assert dict(Trait.objects.filter(person__key="p-1").values_list("name", "value")) == {"gender": "f", "party": "A"}


def test_table_is_saved_as_asked(client, page):
    answer = client.get(page + "export.csv?told=role&policy=organisation_hidden&threshold=2")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "id,pseudonym,role,alike,at_risk,sole_in_case,missing"
    assert lines[1].startswith("p-1,Informant 1,Head,2,")


def test_reader_sees_the_table_and_changes_nothing(client, page, people):
    client.force_login(people["rita"])
    answer = client.get(page)
    assert answer.status_code == 200 and not answer.context["widening"]
    assert client.post(page + "less/", {"attribute": "age", "width": "10"}).status_code == 403
