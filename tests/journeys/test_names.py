"""Names in the browser: looked through with the keys, replaced, undone, put back; leftovers one click away; disclosure."""

import pytest

from belegg.apps.privacy.identities import set_identity
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import NameDecision, Replacement, Text
from belegg.apps.study.memos import add_memo
from tests.apps.sources.test_names import BODY
from tests.worlds import bring_in

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def text(server, study, ida):
    text = bring_in(study, BODY, by=ida)
    set_identity(Person.objects.get(study=study, key="r"), name="Kari Nordmoen", by=ida)
    return text


def key(page, pressed):
    with page.expect_navigation():
        page.keyboard.press(pressed)


def test_text_is_looked_through_with_the_keys_and_replaced(page_as, text, study):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/texts/int-1/names/")
    assert page.locator(".finding mark").inner_text() == "Kari Nordmoen"
    key(page, "y")
    assert page.locator(".finding mark").inner_text() == "Karis"
    key(page, "a")
    assert page.locator(".finding mark").inner_text() == "Nordmoen"
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "replacement"
    page.keyboard.type("[R]")
    key(page, "Enter")
    key(page, "y")  # the telephone
    assert page.locator(".finding mark").inner_text() == "Torunn"
    key(page, "n")
    key(page, "Control+z")
    assert NameDecision.objects.filter(use="keep").count() == 0
    page.goto(f"/studies/{study.key}/texts/int-1/names/")  # another day: what was decided is still so
    assert page.locator(".finding mark").inner_text() == "Torunn"
    key(page, "l")
    key(page, "n")
    assert page.locator(".finding").count() == 0
    key(page, "Control+Enter")
    new = Text.objects.get(study=study, current=True)
    assert new.layer == "pseudonymised" and "Kari" not in new.body.text and "Torunn" in new.body.text
    assert page.get_by_text("publishable version").count() == 1
    page.locator("input[name=replacement]").first.check()
    page.get_by_role("button", name="Put the chosen ones back").click()
    page.wait_for_load_state()
    assert Replacement.objects.filter(reversed__isnull=False).count() == 1


def test_leftover_is_one_click_away(page_as, text, study, ida):
    add_memo(study, "Ring Kari i morgen", title="Husk", by=ida)
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/names/leftovers/")
    page.get_by_role("link", name="Husk").first.click()
    page.wait_for_url("**/memos/m-1/")
    page.go_back()
    page.get_by_role("link", name="Interview 1").first.click()
    page.wait_for_url("**/texts/int-1/?at=*")


def test_words_are_listed_and_found(page_as, text, study):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/texts/int-1/names/")
    page.get_by_role("link", name="Something was not found").click()
    page.get_by_label("Word", exact=True).fill("idé")
    page.get_by_label("Replacement").fill("et forslag")
    page.get_by_role("button", name="Add the word").click()
    page.get_by_role("link", name="Back to Interview 1").click()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="idé", exact=True).count() == 1
