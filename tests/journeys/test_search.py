"""From a word to codings and back, with the keyboard alone."""

import pytest

from belegg.apps.coding.models import Coding
from belegg.apps.exchange.demo import load_demo
from tests.journeys.reading import first_frame

pytestmark = pytest.mark.needs("chromium")


def test_hits_are_found_coded_and_undone_with_the_keyboard(page_as, people, server):
    load_demo(by=people["ida"])
    before = Coding.objects.count()
    page = page_as("ida")
    page.goto("/studies/demo/")

    page.keyboard.press("/")
    page.keyboard.type("samskaping")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=samskaping*")
    first_frame(page)
    page.get_by_label("All on this page").press("Space")
    page.get_by_text("36 chosen").wait_for()
    page.get_by_label("Code the hits").last.select_option("moteord")
    page.get_by_role("button", name="Code the chosen hits").press("Enter")

    page.get_by_text("passages coded ‘Moteord og skepsis’").first.wait_for()
    assert Coding.objects.count() > before + 20
    page.keyboard.press("Control+z")
    page.get_by_text("Undone: coded").first.wait_for()
    assert Coding.objects.count() == before


def test_all_hits_are_coded_under_a_new_code_and_undone(page_as, people, server):
    load_demo(by=people["ida"])
    before = Coding.objects.count()
    page = page_as("ida")
    page.goto("/studies/demo/search/?q=kommun*")
    button = page.get_by_role("button", name="Code all")
    hits = int(button.get_attribute("value"))
    assert f"{hits} hits in" in button.inner_text()
    assert hits > page.locator('input[name="hit"]').count()

    page.get_by_label("or a new code").fill("Kommunen")
    page.get_by_label("What is coded").select_option("words")
    button.press("Enter")

    page.get_by_text(f"{hits} passages coded ‘Kommunen’").first.wait_for()
    assert Coding.objects.filter(code__name="Kommunen").count() == hits
    page.keyboard.press("Control+z")
    page.get_by_text("Undone: coded").first.wait_for()
    assert Coding.objects.count() == before


def test_hit_opens_where_it_stands(page_as, people, server):
    load_demo(by=people["ida"])
    page = page_as("ida")
    page.goto("/studies/demo/search/?q=samskaping&kind=interview")
    first = page.locator("a.hit").first
    place = first.get_attribute("href")
    first.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{place}")
    assert "/texts/int-" in page.url
