"""A guide from a pasted list to a second version, with the keyboard alone, and what became of each question."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from belegg.apps.fieldwork.guides import items_of
from belegg.apps.fieldwork.models import GuideVersion
from tests.journeys.reading import first_frame

pytestmark = pytest.mark.needs("chromium")

LIST = "Innledning\n1. Fortelle om prosjektet\nSamarbeid\n2. Hvem samarbeider dere med?\na. Hvordan begynte det?\n3. Hva har dere lært?"


def test_guide_is_pasted_and_changed_with_the_keyboard(page_as, study):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/guides/")
    first_frame(page)
    page.get_by_role("link", name="New guide").press("Enter")
    page.get_by_label("Title").focus()
    page.keyboard.type("Ledere")
    page.get_by_label("The guide").focus()
    page.keyboard.insert_text(LIST)
    page.get_by_role("button", name="Look at it").press("Enter")
    expect(page.locator(".guide-lines li")).to_have_count(6)
    assert not GuideVersion.objects.exists()
    page.get_by_label("What line 2 is").select_option("question")
    assert faults(page) == []
    page.get_by_role("button", name="Enter the guide").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ledere")
    assert [item.kind for item in items_of(GuideVersion.objects.get())][:2] == ["section", "question"]

    first_frame(page)
    page.keyboard.press("n")
    page.get_by_label("Why it is changed").fill("Ordet var ukjent.")
    written = page.get_by_label("The guide")
    written.press("Control+End")
    page.keyboard.insert_text("  Kjenner du ordet samskaping?\n")
    page.get_by_role("button", name="Look at it").press("Enter")
    expect(page.locator("tr[data-what=added]")).to_have_count(1)
    expect(page.locator("tr[data-what=same]")).to_have_count(6)
    assert faults(page) == []
    page.get_by_role("button", name="Enter the version").press("Enter")
    page.get_by_role("link", name="What changed").press("Enter")
    expect(page.locator("tr[data-what=added]")).to_contain_text("Kjenner du ordet")
    assert faults(page) == []

    page.keyboard.press("Control+z")
    page.get_by_text("Undone: made version 2").first.wait_for()
    assert GuideVersion.objects.count() == 1


def faults(page):
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}})
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found.response["violations"] for node in fault["nodes"]]
