"""The frame of every page in the browser: keys, lists, dialogs, menus, the line that says what was done, appearance, language and paper."""

import pytest

from belegg.apps.coding import codebook
from belegg.apps.coding.models import Code
from belegg.apps.study.models import Memo
from tests.worlds import add_codes, bring_in

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def room(study, ida):
    """Return the address of a study with two texts and two codes."""
    add_codes(study, ida, "Tillit", "Makt")
    bring_in(study, by=ida)
    bring_in(study, by=ida, key="int-2", title="Interview 2")
    return f"/studies/{study.key}/"


def focus_word(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def outlined(page) -> bool:
    return page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize(("letter", "place"), [("f", "field/"), ("s", "sources/"), ("c", "codes/"), ("m", "compare/"), ("j", "journal/")])
def test_g_and_a_letter_go_to_a_room(page_as, room, letter, place):
    page = page_as("ida")
    page.goto(room)
    page.keyboard.press("g")
    page.keyboard.press(letter)
    page.wait_for_url(f"**{room}{place}")
    assert page.locator(".rooms [aria-current]").get_attribute("data-key") == f"g {letter}"


def test_letters_typed_in_a_field_stay_letters(page_as, room):
    page = page_as("ida")
    page.goto(f"{room}codes/")
    page.locator("#find-code").focus()
    page.keyboard.type("gs?")
    assert page.locator("#find-code").input_value() == "gs?"
    assert page.url.endswith(f"{room}codes/") and not page.locator("#keys").is_visible()


def test_the_question_mark_lists_the_keys_and_returns_the_focus(page_as, room):
    page = page_as("ida")
    page.goto(f"{room}sources/")
    first = page.locator(".source-title").first
    first.focus()
    page.keyboard.press("?")
    keys = page.locator("#keys")
    assert keys.is_visible()
    said = keys.inner_text()
    assert "Add sources" in said and "Undo" in said and "Journal" in said
    page.keyboard.press("g")
    page.keyboard.press("j")
    assert page.url.endswith(f"{room}sources/"), "a key of the page below must not work through the dialog"
    page.keyboard.press("Escape")
    assert not keys.is_visible()
    assert focus_word(page) == first.inner_text()


def test_a_list_moves_with_arrows_and_opens_with_enter(page_as, room):
    page = page_as("ida")
    page.goto(f"{room}sources/")
    page.locator(".source-title").first.focus()
    page.keyboard.press("ArrowDown")
    assert focus_word(page) == "Interview 2" and outlined(page)
    page.keyboard.press("ArrowDown")
    assert focus_word(page) == "Interview 2", "the end of a list is its end"
    page.keyboard.press("Home")
    assert focus_word(page) == "Interview 1"
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/int-2/")


def test_a_question_is_asked_before_a_deletion_which_can_be_undone(page_as, room, study):
    page = page_as("ida")
    page.goto(f"{room}memos/new/")
    page.get_by_label("Text").fill("Havnen er stengt.")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save the memo").press("Enter")
    page.wait_for_load_state()
    memo = Memo.objects.get(study=study)
    page.goto(f"{room}memos/{memo.key}/")
    delete = page.get_by_role("button", name="Delete")
    delete.press("Enter")
    asked = page.locator("#confirm")
    assert asked.is_visible() and page.evaluate("document.activeElement.closest('dialog')?.id") == "confirm"
    page.keyboard.press("Escape")
    assert not asked.is_visible() and Memo.objects.filter(pk=memo.pk).exists()
    assert focus_word(page) == "Delete"
    delete.press("Enter")
    with page.expect_navigation():
        asked.get_by_role("button", name="Delete").press("Enter")
    assert not Memo.objects.filter(pk=memo.pk).exists()
    with page.expect_navigation():
        page.locator(".toast").get_by_role("button", name="Undo").press("Enter")
    assert Memo.objects.filter(pk=memo.pk).exists()


def test_undo_and_redo_have_keys(page_as, room, study, ida):
    rom = codebook.add_code(study, "Rom", by=ida)
    page = page_as("ida")
    page.goto(f"{room}codes/")
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    assert not Code.objects.filter(study=study, key=rom.key).exists()
    with page.expect_navigation():
        page.keyboard.press("Control+Shift+z")
    assert Code.objects.filter(study=study, key=rom.key).exists()


def test_appearance_is_chosen_and_kept(page_as, room):
    page = page_as("ida", color_scheme="light")
    page.goto(room)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("summary[aria-label='You, appearance and keys']").press("Enter")
    page.get_by_role("button", name="Dark").press("Enter")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.locator("[data-appearance=dark]").get_attribute("aria-pressed") == "true"


def test_a_menu_moves_with_arrows_and_gives_the_focus_back(page_as, room):
    page = page_as("ida")
    page.goto(room)
    summary = page.locator("summary[aria-label='Language']")
    summary.focus()
    page.keyboard.press("ArrowDown")
    assert focus_word(page) == "English"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Language"


def test_the_language_is_switched_on_the_page_one_is_on(page_as, room):
    page = page_as("ida")
    page.goto(f"{room}sources/?kind=interview")
    page.locator("summary[aria-label='Language']").press("Enter")
    with page.expect_navigation():
        page.locator("button[name=language][value=nn]").press("Enter")
    assert page.url.endswith(f"{room}sources/?kind=interview")
    assert page.locator("html").get_attribute("lang") == "nn"
    assert page.locator("h1").inner_text() == "Kjelder"


def test_copy_link_copies_the_whole_address(page_as, room):
    page = page_as("ida")
    page.goto(room)
    page.evaluate(
        """() => { const one = document.createElement("copy-link"); one.setAttribute("href", "texts/int-1/");
        one.innerHTML = "<button>Copy</button>"; document.getElementById("main").append(one); }"""
    )
    page.get_by_role("button", name="Copy", exact=True).press("Enter")
    page.locator(".toast").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{room}texts/int-1/")


def test_the_current_room_is_in_sight_on_a_phone(page_as, room):
    page = page_as("ida", viewport={"width": 400, "height": 800})
    page.goto(f"{room}journal/")
    box = page.locator(".rooms [aria-current]").bounding_box()
    assert box["x"] + box["width"] <= 400 - 30, "the last room stands clear of the fade at the end of the row"


def test_paper_says_which_study_and_leaves_the_tools_out(page_as, room, study):
    page = page_as("ida")
    page.goto(f"{room}texts/int-1/?plain=1")
    page.emulate_media(media="print")
    assert study.title in page.locator(".print-study").inner_text()
    assert not page.locator(".frame-top").is_visible() and not page.locator(".code-here").first.is_visible()
