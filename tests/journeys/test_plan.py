"""From a plan that lacks its end date to the whole, and an export that may not lie where somebody wants to put it, with the keyboard alone."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from belegg.apps.exchange.demo import load_demo
from belegg.apps.privacy.plan_facts import plan_of, set_plan_facts
from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, Member
from tests.journeys.reading import first_frame

pytestmark = pytest.mark.needs("chromium")


def faults(page) -> list[str]:
    return [fault["id"] for fault in Axe().run(page).response["violations"]]


@pytest.fixture
def demo(server, people):
    return load_demo(by=people["ida"])


def test_what_the_plan_lacks_is_filled_in_and_the_plan_saved(page_as, demo, people):
    owner = Member.objects.select_related("study").get(study=demo, user=people["ida"])
    set_plan_facts(demo, {name: value for name, value in plan_of(demo).items() if name != "leader_id"}, by=owner)
    page = page_as("ida")
    page.goto("/studies/demo/plan/")
    first_frame(page)
    expect(page.locator("#h-missing + ul")).to_contain_text("ORCID or other id of the leader")
    assert faults(page) == []
    page.locator("#h-missing + ul a").first.press("Enter")
    page.get_by_label("ORCID of the leader").fill("0000-0002-1825-0097")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator("#h-missing")).to_have_count(0)
    page.locator("summary", has_text="Save as a file").press("Enter")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="JSON (maDMP)").press("Enter")
    made = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert made["dmp"]["contact"]["contact_id"] == {"identifier": "https://orcid.org/0000-0002-1825-0097", "type": "orcid"}

    page.get_by_role("link", name="Answers for the notification").press("Enter")
    expect(page.get_by_text("Every answer is there")).to_be_visible()
    assert faults(page) == []
    # An answer leads to where it was told.
    page.locator("#h-duration ~ dl a", has_text="Facts of the plan").first.press("Enter")
    expect(page.get_by_label("Start date")).to_have_value("2025-01-15")


def test_an_export_is_refused_a_place_and_let_go_with_a_reason(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/quotations/?code=makt")
    first_frame(page)
    shown = page.locator("details.menu", has_text="black (strictly confidential)").first
    shown.locator("summary").press("Enter")
    page.get_by_label("Where it goes").select_option("email")
    page.get_by_role("button", name="Remember this place").press("Enter")
    expect(page.locator("details.menu .tag.warn")).to_have_count(1)
    page.locator("summary", has_text="Export").first.press("Enter")
    page.get_by_role("link", name="CSV").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("may hold no more than yellow (internal)")
    assert faults(page) == []
    page.get_by_label("Reason").fill("Three words he asked to read")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export").press("Enter")
    assert waiting.value.suggested_filename == "quotations-demo.csv"
    entry = JournalEntry.objects.filter(study=demo, verb="export.reason").order_by("number").last()
    assert journal.facts(entry)["why"] == "Three words he asked to read" and journal.facts(entry)["params"]["target"] == "email"

    page.goto("/studies/demo/data-classes/")
    first_frame(page)
    assert faults(page) == []
    page.get_by_label("Data classes").select_option("three-levels")
    page.get_by_label("Where exports usually go").select_option("case_archive")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("rowheader", name="numbers without words")).to_be_visible()
    expect(page.locator("main")).to_contain_text("protected")
