"""Coding a text in the browser: with the mouse, with the keys alone, by two people at once."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from belegg.apps.coding import actions
from belegg.apps.coding.models import Coding, Looked
from belegg.apps.study.models import Memo
from tests.journeys.reading import coded, drag, open_text, painted, settled
from tests.worlds import add_codes, add_round, bring_in

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def text(server, study, ida):
    add_round(study, ida)
    add_codes(study, ida, "Tillit", "Makt", "Tid og rom")
    return bring_in(study, by=ida)


def code(study, name):
    from belegg.apps.coding.models import Code

    return Code.objects.get(study=study, name=name)


def test_words_are_coded_with_the_mouse(page_as, text):
    page = open_text(page_as("jonas"), text)
    drag(page, "Tillit må", "over tid")
    page.get_by_role("button", name="Code c").click()
    page.keyboard.type("ti")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)

    assert coded() == {("Tid og rom", "jonas", "Tillit må bygges over tid")}
    assert painted(page, "c3") == ["Tillit må bygges over tid"]
    assert page.get_by_role("status").filter(has_text="Coded ‘Tid og rom’, turn 2").count() == 1


def test_emoji_and_turns_are_crossed_exactly(page_as, text):
    page = open_text(page_as("jonas"), text)
    drag(page, "🙂 og kanskje", "kanskje for mye")
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("Escape")
    drag(page, "over tid", "enig 👩‍👩‍👧")
    page.keyboard.type("ma")
    page.keyboard.press("Enter")
    settled(page)

    assert {words for _, _, words in coded()} == {"🙂 og kanskje for mye", "over tid.\n\nK: Jeg er ikke enig 👩‍👩‍👧"}
    assert painted(page, "c1") == ["🙂 og kanskje for mye"]
    assert painted(page, "c2") == ["over tid.", "Jeg er ikke enig 👩‍👩‍👧"]


def test_whole_story_with_the_keys_alone(page_as, text):
    page = open_text(page_as("jonas"), text)
    press = page.keyboard.press
    page.locator("#t2").focus()
    press("ArrowRight")  # the first sentence
    press("ArrowRight")  # the second
    press("c")
    page.keyboard.type("til")
    press("Enter")
    settled(page)
    assert coded() == {("Tillit", "jonas", "Tillit må bygges over tid.")}

    press("[")
    press("[")
    press("<")
    page.wait_for_timeout(700)
    settled(page)
    assert {words for _, _, words in coded()} == {"mye. Tillit må bygges"}

    press("Escape")
    press("ArrowDown")
    press("Control+ArrowRight")
    press("Control+Shift+ArrowRight")
    press("1")
    settled(page)
    assert ("Tillit", "jonas", "Jeg er") in coded()

    press("v")
    page.wait_for_timeout(300)
    press("n")
    page.keyboard.type("Motstand")
    press("Enter")
    page.wait_for_timeout(400)
    settled(page)
    assert {("Jeg er", "jonas", "Jeg er"), ("Motstand", "jonas", "Jeg er")} <= coded()

    press("Escape")
    press("k")
    press("j")
    press("u")
    settled(page)
    assert len(coded()) == 3

    press("t")
    page.wait_for_timeout(400)
    assert Looked.objects.get().coder.key == "jonas"


def test_memo_is_written_on_a_coding_from_the_keys(page_as, text, ida):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    page = open_text(page_as("jonas"), text)
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.keyboard.type("Hvem er kommunen her?")
    page.get_by_role("button", name="Write the memo").click()
    page.wait_for_selector("#memo-dialog:not([open])", state="attached")

    assert Memo.objects.get().text == "Hvem er kommunen her?"


def test_turns_codings_are_listed_and_taken_away(page_as, text, ida):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    page = open_text(page_as("ida"), text)
    page.locator("#t3").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Uncode").click()
    settled(page)

    assert coded() == set()


def test_undo_shows_how_things_stand(page_as, text):
    page = open_text(page_as("jonas"), text)
    drag(page, "bestemte", "bestemte")
    page.keyboard.type("cma")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("Control+z")
    page.wait_for_function("() => CSS.highlights.get('c2').size === 0")
    assert coded() == set()

    page.keyboard.press("Control+Shift+z")
    page.wait_for_function("() => CSS.highlights.get('c2').size === 1")
    assert coded() == {("Makt", "jonas", "bestemte")}


def test_others_codings_arrive_without_moving_the_page(page_as, text, ida):
    page = open_text(page_as("jonas"), text)
    before = page.evaluate("scrollY")
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    page.wait_for_function("() => CSS.highlights.get('c2').size === 1", timeout=9000)

    assert page.evaluate("scrollY") == before


def test_two_people_code_the_same_words(page_as, text):
    one, two = open_text(page_as("jonas"), text), open_text(page_as("ida"), text)
    for page in (one, two):
        drag(page, "bestemte", "bestemte")
        page.keyboard.type("cma")
        page.keyboard.press("Enter")
    settled(one)
    settled(two)

    assert coded() == {("Makt", "jonas", "bestemte"), ("Makt", "ida", "bestemte")}


def test_what_the_server_refuses_is_taken_back(page_as, text, ida):
    makt = code(text.study, "Makt")
    page = open_text(page_as("jonas"), text)
    from belegg.apps.coding.models import Code

    Code.objects.filter(pk=makt.pk).delete()
    drag(page, "bestemte", "bestemte")
    page.keyboard.type("cma")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast.danger")

    assert painted(page, "c2") == []
    assert "There is no such code" in page.locator(".toast.danger").inner_text()


def test_lost_connection_takes_back_what_was_painted(page_as, text):
    page = open_text(page_as("jonas"), text)
    page.route("**/codings/", lambda route: route.abort())
    drag(page, "bestemte", "bestemte")
    page.keyboard.type("cma")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast.danger")

    assert painted(page, "c2") == []
    assert not Coding.objects.exists()


def test_passage_of_the_address_is_in_view_and_marked(page_as, study, ida, text):
    long = bring_in(study, "\n\n".join(f"R: Setning nummer {n} sier litt." for n in range(200)), key="int-2", by=ida)
    start = long.body.text.index("nummer 150")
    page = open_text(page_as("rita"), long, f"?at={start}-{start + 10}")

    assert painted(page, "asked") == ["nummer 150"]
    assert page.locator("#t151").bounding_box()["y"] > 0
    assert page.locator("#t151").bounding_box()["y"] < 860


def test_one_code_is_shown_and_kept_in_the_address(page_as, text, ida):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    actions.mark_passage(text, code(text.study, "Tillit"), *span(text, "stille"), by=ida)
    page = open_text(page_as("jonas"), text)
    page.locator("#filters [name=code]").select_option("makt")
    page.get_by_label("Only coded").check()
    page.reload()
    page.wait_for_selector("body[data-reading-ready]")

    assert (painted(page, "c2"), painted(page, "c1")) == (["bestemte"], [])
    assert page.locator(".turn:visible").count() == 1


@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 400, "height": 800}}])
def test_page_has_no_barrier_that_axe_finds(page_as, text, ida, how):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    page = open_text(page_as("jonas", **how), text)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.locator("#t2").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    assert barriers(page) == []
    page.goto(page.url.split("?")[0] + "?plain=1")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def barriers(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def span(text, words):
    start = text.body.text.index(words)
    return start, start + len(words)


def test_code_is_said_not_asked_and_seen_by_the_other(page_as, text):
    page = open_text(page_as("jonas"), text)
    page.get_by_role("button", name="About ‘Makt’").click()
    page.get_by_role("button", name="Not asked").click()
    page.wait_for_selector(".code-row .tag")

    looked = Looked.objects.get()
    assert (looked.code.name, looked.state, looked.coder.key) == ("Makt", "not_asked", "jonas")


def test_first_coding_of_a_study_begins_its_round(page_as, server, study, ida):
    alone = bring_in(study, by=ida)
    page = open_text(page_as("jonas"), alone)
    drag(page, "bestemte", "bestemte")
    page.keyboard.press("v")
    page.wait_for_function("() => CSS.highlights.get('c1').size === 1")
    drag(page, "stille", "stille")
    page.keyboard.press("1")
    settled(page)

    assert coded() == {("bestemte", "jonas", "bestemte"), ("bestemte", "jonas", "stille")}
    assert {coding.round.name for coding in Coding.objects.all()} == {"Round 1"}


def test_earlier_round_is_shown_beside_and_remembered(page_as, text, ida):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    add_round(text.study, ida, key="r2", name="Round 2", position=2)
    page = open_text(page_as("jonas"), text)
    page.locator("#filters [name=round]").select_option("r2")
    assert (painted(page, "c2"), painted(page, "beside")) == ([], [])
    page.locator("#filters [name=beside]").select_option("r1")
    assert painted(page, "beside") == ["bestemte"]

    page = open_text(page, text)
    assert page.locator("#filters [name=round]").input_value() == "r2"


def test_paper_gets_stripes_and_names(page_as, text, ida):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    page = open_text(page_as("rita"), text)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#t3 .print-stripes i.c2").count() == 1
    assert "Makt Ida" in page.locator("#t3 .print-codings").inner_text().replace("\n", " ").replace("  ", " ")

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".print-stripes").count() == 0


def test_reader_sees_codings_and_cannot_code(page_as, text, ida):
    actions.mark_passage(text, code(text.study, "Makt"), *span(text, "bestemte"), by=ida)
    page = open_text(page_as("rita"), text)
    assert painted(page, "c2") == ["bestemte"]
    drag(page, "stille", "stille")
    page.keyboard.press("v")
    page.keyboard.press("1")
    page.wait_for_timeout(200)

    assert page.get_by_role("button", name="New code").count() == 0
    assert len(coded()) == 1


def test_text_does_not_move_when_it_is_coded(page_as, text):
    page = open_text(page_as("jonas"), text)
    page.wait_for_timeout(300)
    before = page.evaluate("[...document.querySelectorAll('.turn')].map((turn) => turn.offsetTop)")
    drag(page, "bestemte", "bestemte")
    page.keyboard.type("cma")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector("#t3 .turn-codings", state="attached")

    assert page.evaluate("[...document.querySelectorAll('.turn')].map((turn) => turn.offsetTop)") == before
