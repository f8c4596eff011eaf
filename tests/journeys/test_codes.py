"""The codebook in the browser: the tree with the keys and with the mouse, and a merge with its undo."""

import pytest

from belegg.apps.coding import actions, codebook
from belegg.apps.coding.models import Code, Coding
from belegg.apps.coding.versions import records
from tests.worlds import add_codes, add_round, bring_in

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def book(server, study, ida):
    add_round(study, ida)
    trust, power, time = add_codes(study, ida, "Tillit", "Makt", "Tid og rom")
    codebook.add_code(study, "Mistillit", parent=trust, by=ida)
    text = bring_in(study, by=ida)
    actions.mark_passage(text, trust, 38, 60, by=ida)
    actions.mark_passage(text, power, 38, 60, by=ida)
    return study


def tree(study):
    return [(code.id, code.parent) for code in records(study)]


def row(page, key):
    return page.locator(f'code-tree li[data-code="{key}"] > .branch > .tree-row')


def focused(page):
    return page.evaluate("document.activeElement.closest('li')?.dataset.code ?? document.activeElement.id")


def pressed(page, key):
    with page.expect_response(lambda answer: "/codebook/tree/" in answer.url):
        page.keyboard.press(key)
    page.wait_for_timeout(50)


def test_code_is_moved_with_the_keys_alone(page_as, book):
    page = page_as("ida")
    page.goto(f"/studies/{book.key}/codes/")
    row(page, "makt").focus()

    pressed(page, "Alt+ArrowUp")
    assert tree(book) == [("makt", ""), ("tillit", ""), ("mistillit", "tillit"), ("tid-og-rom", "")]
    pressed(page, "Alt+ArrowDown")
    pressed(page, "Alt+ArrowRight")
    assert tree(book) == [("tillit", ""), ("mistillit", "tillit"), ("makt", "tillit"), ("tid-og-rom", "")]
    pressed(page, "Alt+ArrowLeft")
    assert (focused(page), tree(book)[2]) == ("makt", ("makt", ""))


def test_arrows_walk_and_fold_and_typing_finds(page_as, book):
    page = page_as("ida")
    page.goto(f"/studies/{book.key}/codes/")
    row(page, "tillit").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "mistillit"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert (focused(page), row(page, "mistillit").is_visible()) == ("tillit", False)
    page.keyboard.press("ArrowDown")
    assert focused(page) == "makt"

    page.keyboard.press("f")
    page.keyboard.type("mis")
    assert row(page, "mistillit").is_visible()
    assert not row(page, "makt").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/codes/mistillit/")


def test_code_is_dragged_onto_another_and_the_drag_undone(page_as, book):
    page = page_as("ida")
    page.goto(f"/studies/{book.key}/codes/")
    with page.expect_response(lambda answer: "/codebook/tree/" in answer.url):
        row(page, "tid-og-rom").drag_to(row(page, "makt"), target_position={"x": 60, "y": 16})
    assert tree(book)[-1] == ("tid-og-rom", "makt")

    with page.expect_navigation():
        page.get_by_role("button", name="Undo", exact=True).last.click()
    assert tree(book)[-1] == ("tid-og-rom", "")


def test_coder_finds_no_keys_that_move(page_as, book):
    page = page_as("jonas")
    page.goto(f"/studies/{book.key}/codes/")
    before = tree(book)
    row(page, "tid-og-rom").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_timeout(300)
    assert tree(book) == before


def test_two_codes_become_one_and_two_again(page_as, book):
    page = page_as("ida")
    page.goto(f"/studies/{book.key}/codes/makt/")
    page.get_by_role("link", name="Merge").click()
    page.get_by_label("Into").select_option("tillit")
    page.get_by_role("button", name="Look at both").click()
    page.get_by_text("1 passage is under both").wait_for()
    page.get_by_role("button", name="Merge the two codes").click()
    page.wait_for_url("**/codes/tillit/")
    assert (Code.objects.filter(key="makt").exists(), Coding.objects.count()) == (False, 1)

    with page.expect_navigation():
        page.keyboard.press("Control+z")
    assert (Code.objects.filter(key="makt").exists(), Coding.objects.count()) == (True, 2)
