"""Every door that hands out a file asks where it goes; the refusal is a form, and a link from elsewhere brings no reason."""

import pytest

from belegg.apps.privacy import leaving as acts
from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry
from tests.web.test_doors import INSIDE, address, world  # noqa: F401  a study with one of everything

# What hands out a file without a file ending in its address.
FILES = {"original", "certificate_json", "end_statement_json"}
DOORS = sorted(name for name, route in INSIDE.items() if "suffix>" in route or name in FILES)
PATH = "quotations/export.csv"


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def classed(world, study, ida):  # noqa: F811
    acts.choose_data_classes(study, "norwegian-he", by=ida)
    return study


def at(study, rest=PATH):
    return f"/studies/{study.key}/{rest}"


def reasons(study):
    return [journal.facts(one)["why"] for one in JournalEntry.objects.filter(study=study, verb="export.reason")]


@pytest.mark.parametrize("name", DOORS)
def test_every_door_asks_where_it_goes(page, world, classed, name):  # noqa: F811
    for answer in (page.get(path := address(INSIDE[name], world, classed.key) + "?q=tillit"), page.post(path)):
        assert answer.status_code == 422 and "It is not said where this goes" in answer.content.decode()


def test_there_are_doors_to_ask_at():
    assert len(DOORS) >= 20 and {
        "quotations_export",
        "search_export",
        "compare_export",
        "letter_file",
        "export_retention",
        "original",
    } <= set(DOORS)


def test_what_may_not_lie_there_is_refused_with_a_form_for_the_reason(page, classed):
    refused = page.get(at(classed) + "?target=usb")
    shown = refused.content.decode()
    assert refused.status_code == 422 and "red (confidential)" in shown and "USB stick" in shown and 'name="reason"' in shown
    assert reasons(classed) == []

    let = page.post(at(classed), {"target": "usb", "reason": "She asked for her words"})
    assert let.status_code == 200 and let["Content-Disposition"].endswith('.csv"')
    assert reasons(classed) == ["She asked for her words"]
    # Where it went is remembered, the reason is not.
    assert page.get(at(classed)).status_code == 422
    assert page.get(at(classed) + "?target=research_server").status_code == 200
    assert page.get(at(classed)).status_code == 200 and len(reasons(classed)) == 1


def test_an_address_may_bring_a_reason_but_not_from_another_site(page, classed):
    link = at(classed) + "?target=usb&reason=So"
    assert page.get(link, headers={"sec-fetch-site": "cross-site"}).status_code == 422 and reasons(classed) == []
    assert page.get(link).status_code == 200 and reasons(classed) == ["So"]


def test_a_study_without_data_classes_shows_the_class_and_exports_as_before(page, world, study):  # noqa: F811
    shown = page.get(at(study, "quotations/")).content.decode()
    assert "red (confidential)" in shown and "words in which names may still stand" in shown
    assert page.get(at(study)).status_code == 200
    # Who names a place is told all the same when it is too low.
    assert page.get(at(study) + "?target=usb").status_code == 422


def test_the_place_is_chosen_beside_the_button(page, classed):
    assert page.post(at(classed, "data-classes/place/"), {"target": "research_server", "next": at(classed, "quotations/")}).headers[
        "Location"
    ] == at(classed, "quotations/")
    assert page.get(at(classed)).status_code == 200
    page.post(at(classed, "data-classes/place/"), {"target": ""})
    assert page.get(at(classed)).status_code == 422
    for back in ("https://evil.example", "//evil.example"):
        assert page.post(at(classed, "data-classes/place/"), {"target": "usb", "next": back}).headers["Location"] == at(
            classed, "data-classes/"
        )
    assert page.post(at(classed, "data-classes/place/"), {"target": "moon"}).status_code == 422


def test_a_reader_may_export_with_a_reason_and_may_not_choose(client, people, classed):
    client.force_login(people["rita"])
    assert client.post(at(classed, "data-classes/"), {"pack": ""}).status_code == 403
    assert 'name="pack"' not in client.get(at(classed, "data-classes/")).content.decode()
    assert client.post(at(classed), {"target": "usb", "reason": "Agreed with Ida"}).status_code == 200
    assert reasons(classed) == ["Agreed with Ida"]


def test_data_classes_are_chosen_with_where_exports_usually_go(page, world, study):  # noqa: F811
    wrong = page.post(at(study, "data-classes/"), {"pack": "three-levels", "target": "usb"})
    assert wrong.status_code == 422 and "not among those of the data classes" in wrong.content.decode()
    assert page.post(at(study, "data-classes/"), {"pack": "three-levels", "target": "case_archive"}).status_code == 302
    shown = page.get(at(study, "data-classes/")).content.decode()
    assert "records system, protected folder" in shown and page.get(at(study)).status_code == 200
