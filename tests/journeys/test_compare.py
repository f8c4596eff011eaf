"""Comparing in a real browser: with the keyboard through the grid into the words, side by side, and summaries written where they stand."""

import pytest

from belegg.apps.analysis.actions import write_summary
from belegg.apps.analysis.models import Summary
from belegg.apps.coding.models import Code
from belegg.apps.exchange.demo import load_demo
from belegg.apps.study.actions import add_member
from belegg.apps.study.models import Member

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def demo(server, people):
    return load_demo(by=people["ida"])


def focused(page):
    return page.evaluate("document.activeElement.dataset.cell ?? document.activeElement.dataset.panel ?? document.activeElement.tagName")


def test_two_cells_are_opened_with_the_keyboard_and_kept_in_the_address(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/compare/")
    assert page.locator("[data-cell][tabindex='0']").count() == 1

    page.locator("[data-cell='makt~fjordvik']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-panel='makt~fjordvik']")
    assert focused(page) == "makt~fjordvik"
    page.locator("[data-cell='makt~fjordvik']").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert focused(page) == "makt~lyngmo"
    assert "Lyngmo" in page.locator("[data-says]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-panel='makt~lyngmo']")

    assert page.url.endswith("?cell=makt%7Efjordvik&cell=makt%7Elyngmo") or "cell=makt~fjordvik&cell=makt~lyngmo" in page.url
    page.reload()
    assert [one.get_attribute("data-panel") for one in page.locator("[data-panel]").all()] == ["makt~fjordvik", "makt~lyngmo"]
    page.keyboard.press("Escape")
    assert focused(page) == "makt~lyngmo"
    assert page.locator("[data-panel]").count() == 1
    page.go_back()
    page.wait_for_selector("[data-panel='makt~lyngmo']")


def test_number_leads_back_to_the_words(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/compare/")

    page.click("[data-cell='makt~havstrand']")
    page.locator("[data-panel='makt~havstrand'] .quotation-place").first.click()

    page.wait_for_url("**/texts/*/?at=*")


def test_arrows_reach_the_corners_of_the_grid(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/compare/?cols=sources")
    page.locator("[data-cell][tabindex='0']").focus()

    page.keyboard.press("Control+End")
    last = focused(page)
    page.keyboard.press("Control+Home")

    grid = [row.get_attribute("data-cell") for row in page.locator("tbody [data-cell]").all()]
    assert (focused(page), last) == (grid[0], grid[-1])


def test_grid_scrolls_inside_itself_on_a_phone(page_as, demo):
    page = page_as("ida", viewport={"width": 400, "height": 800})
    page.goto("/studies/demo/compare/?cols=sources")
    page.locator("[data-cell='makt~int-9']").focus()

    head = page.locator("tr:has([data-cell='makt~int-9']) th").bounding_box()
    cell = page.locator("[data-cell='makt~int-9']").bounding_box()
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    assert head["x"] < 40 and cell["x"] >= head["x"] + head["width"] - 2


def test_summary_is_written_in_its_cell(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/framework/?fold=fjordvik&fold=lyngmo")
    page.locator("[data-cell='storrelse~fjordvik']").focus()

    page.keyboard.press("Enter")
    page.keyboard.type("Stort er tungt.")
    page.keyboard.press("Tab")

    page.wait_for_selector(".toast")
    assert focused(page) == "storrelse~lyngmo"
    assert page.locator("[data-cell='storrelse~fjordvik'] .words").inner_text() == "Stort er tungt."
    page.keyboard.press("Enter")
    page.keyboard.type("Bort med det")
    page.keyboard.press("Escape")
    assert focused(page) == "storrelse~lyngmo"
    assert [s.text for s in Summary.objects.filter(study=demo, code__key="storrelse")] == ["Stort er tungt."]
    page.keyboard.press("Control+z")
    page.wait_for_load_state("networkidle")
    assert not Summary.objects.filter(study=demo, code__key="storrelse").exists()


def test_framework_is_written_like_a_spreadsheet(page_as, demo):
    page = page_as("ida")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/studies/demo/framework/?fold=fjordvik&fold=lyngmo")
    cell = "[data-cell='storrelse~{}'] .words"
    page.locator("[data-cell='storrelse~fjordvik']").focus()

    page.keyboard.type("grunn: stort er tungt")  # g, x and the like lead elsewhere on a page, but not here
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-cell='storrelse~fjordvik']:visible")
    assert focused(page) == "storrelse~fjordvik"
    assert page.locator(cell.format("fjordvik")).inner_text() == "grunn: stort er tungt"
    page.keyboard.press("F2")
    page.keyboard.type(".")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-cell='storrelse~lyngmo']:focus")

    page.evaluate("navigator.clipboard.writeText('Lite er nært.\\r\\nOgså æøå 🙂.\\r\\n')")
    page.keyboard.press("Control+V")
    page.wait_for_selector(".summary-cell textarea")
    page.keyboard.press("Shift+Tab")
    page.wait_for_selector("[data-cell='storrelse~fjordvik']:focus")
    assert page.locator(cell.format("lyngmo")).inner_text() == "Lite er nært.\nOgså æøå 🙂."

    page.keyboard.press("Delete")
    assert page.locator(".summary-cell textarea").input_value() == ""
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-cell='storrelse~lyngmo']:visible")
    left = Summary.objects.filter(study=demo, code__key="storrelse").values_list("column", "text")
    assert list(left) == [("case:fjordvik", "grunn: stort er tungt.")]


def test_summary_opens_the_quotations_it_rests_on(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/framework/?fold=fjordvik&fold=lyngmo")
    page.get_by_role("link", name="3 linked").first.press("Enter")
    panel = page.locator("[data-panel]")
    panel.wait_for()
    boxes = panel.locator("input[type=checkbox]")
    assert [boxes.nth(n).is_checked() for n in range(boxes.count())] == sorted([boxes.nth(n).is_checked() for n in range(boxes.count())])[
        ::-1
    ]
    panel.locator("li.linked .quotation-place").first.press("Enter")
    page.wait_for_url("**/texts/*/?at=*")


def test_two_people_in_one_cell_lose_nothing(page_as, demo, people):
    owner = Member.objects.get(study=demo, role="owner")
    jonas = add_member(demo, people["jonas"], "coder", by=owner)
    page = page_as("ida")
    page.goto("/studies/demo/framework/?fold=fjordvik&fold=lyngmo")
    page.locator("[data-cell='storrelse~fjordvik']").click()
    page.keyboard.type("Mine ord.")
    write_summary(Code.objects.get(study=demo, key="storrelse"), "case:fjordvik", "Jonas sine ord.", by=jonas)

    page.keyboard.press("Control+Enter")

    page.wait_for_selector(".theirs")
    assert "Jonas sine ord." in page.locator(".theirs").inner_text()
    assert page.locator(".summary-cell textarea").input_value() == "Mine ord."
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-cell='storrelse~fjordvik']:visible")
    assert Summary.objects.get(study=demo, code__key="storrelse").text == "Mine ord."


def test_quotations_are_linked_beside_the_grid(page_as, demo):
    page = page_as("ida")
    page.goto("/studies/demo/framework/?fold=fjordvik&fold=lyngmo")
    page.locator("[data-cell='storrelse~havstrand']").focus()
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector("[data-panel='storrelse~havstrand']")

    page.fill("[data-panel] textarea", "Smått er nært.")
    page.locator("[data-panel] input[type=checkbox]").first.check()
    page.locator("[data-panel] button.primary").click()
    page.wait_for_load_state("networkidle")

    summary = Summary.objects.get(study=demo, code__key="storrelse", column="case:havstrand")
    assert summary.text == "Smått er nært." and len(summary.codings) == 1
    assert page.locator("[data-panel='storrelse~havstrand'] input:checked").count() == 1
