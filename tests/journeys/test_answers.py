"""Words marked as the answer to a question, with the keyboard alone; what was asked; a code tied to its question."""

import pytest
from playwright.sync_api import expect

from belegg.apps.fieldwork.guides import add_guide
from belegg.apps.fieldwork.interviews import add_interview
from belegg.apps.sources.actions import set_interview
from belegg.apps.sources.models import Answer
from belegg.method.guide import Item
from tests.journeys.reading import open_text
from tests.worlds import add_codes, add_round, bring_in

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def text(server, study, ida):
    add_round(study, ida)
    add_codes(study, ida, "Tillit")
    version = add_guide(study, "Ledere", [Item("q1", "", "Hva er tillit?"), Item("q2", "", "Hvem bestemte?")], by=ida)
    text = bring_in(study, by=ida)
    set_interview(text.source, add_interview(study, guide_version=version, date="2025-03-05", state="held", by=ida), by=ida)
    return text


def test_words_answer_a_question(page_as, text, study):
    page = open_text(page_as("ida"), text)
    page.locator("#t2").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("#")
    dialog = page.get_by_role("dialog", name="Which question does it answer?")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Question").select_option(label="Hvem bestemte?")
    dialog.get_by_role("button", name="Mark as an answer").press("Enter")
    expect(dialog).to_be_hidden()
    answer = Answer.objects.get()
    assert (answer.qid, answer.text.body.text[answer.start : answer.end]) == ("q2", "Vi la mye i det 🙂 og kanskje for mye.")

    page.goto(f"/studies/{study.key}/interviews/asked/")
    cells = page.locator("td[data-state]")
    assert [cell.get_attribute("data-state") for cell in cells.all()] == ["not_answered", "answered"]
    cells.nth(1).get_by_role("link").press("Enter")
    page.wait_for_url("**/texts/**at=*")

    page.keyboard.press("Control+z")
    page.get_by_text("Undone: marked an answer").first.wait_for()
    assert not Answer.objects.exists()


def test_a_code_is_tied_to_its_question(page_as, text, study):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/codes/tillit/")
    page.get_by_text("Choose questions").click()
    page.get_by_label("Hva er tillit?").check()
    page.locator("#elicited ~ details").get_by_role("button", name="Save").click()
    expect(page.locator(".code-facts")).to_contain_text("Hva er tillit?")
