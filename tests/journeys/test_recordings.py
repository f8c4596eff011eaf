"""Recordings in a browser: heard beside the text, step by step from the keyboard, and typed out without leaving the text."""

from __future__ import annotations

import threading

import pytest

from belegg.apps.privacy.models import Person
from belegg.apps.recordings import drafts
from belegg.apps.recordings.models import Recording
from belegg.apps.sources.models import Source, Turn
from tests.apps.recordings.conftest import own_folders  # noqa: F401
from tests.apps.recordings.worlds import record, wav
from tests.journeys.reading import first_frame, open_text
from tests.worlds import bring_in

pytestmark = pytest.mark.needs("chromium")

LONG = "\n\n".join(
    f"{'I' if at % 2 else 'R'}: " + f"Svar nummer {at}. " + "Vi prøvde det på sykehjemmet først. " * 6 for at in range(1, 41)
)


@pytest.fixture
def text(server, study, ida):
    """Turns begin every 30 seconds of a recording of twenty minutes and a half."""
    text = bring_in(study, LONG, by=ida)
    record(study, ida, wav(1230, rate=4000), people=list(Person.objects.filter(study=study)))
    return text


@pytest.fixture(autouse=True)
def let_streams_end(server):
    """A window that is closed breaks off what was being heard; the server's threads notice that a moment later, and must, while there is a database."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if "process_request" in thread.name:
            thread.join(5)


def time(page) -> float:
    return page.evaluate("document.querySelector('audio').currentTime")


def paused(page) -> bool:
    return page.evaluate("document.querySelector('audio').paused")


def at_about(page, seconds, within=1.5):
    page.wait_for_function(
        "([seconds, within]) => { const {currentTime} = document.querySelector('audio'); return Math.abs(currentTime - seconds) < within }",
        arg=[seconds, within],
    )


def ready(page):
    page.wait_for_function("() => document.querySelector('audio').readyState >= 1")


def test_click_on_a_time_plays_there_and_the_turn_is_marked(page_as, text):
    page = open_text(page_as("ida"), text)
    ready(page)
    page.locator("#t3 .time").click()

    page.wait_for_selector("#t3.heard[aria-current=true]")
    at_about(page, 90)
    assert not paused(page) and page.locator("#selection-bar").is_hidden()

    page.keyboard.press("F4")
    page.wait_for_function("() => document.querySelector('audio').paused")
    page.keyboard.press("F2")
    at_about(page, 87)
    page.wait_for_selector("#t2.heard")


def test_seeking_far_into_the_recording_marks_its_turn_and_keeps_it_in_view(page_as, text):
    page = open_text(page_as("ida"), text)
    ready(page)
    page.keyboard.press("F4")
    page.locator("[data-place]").evaluate("(range) => { range.value = 1201; range.dispatchEvent(new Event('input', {bubbles: true})) }")

    page.wait_for_selector("#t40.heard")
    page.wait_for_function(
        "() => { const box = document.getElementById('t40').getBoundingClientRect(); return box.top > 0 && box.top < innerHeight }"
    )
    at_about(page, 1201, 3)


def test_who_scrolls_away_is_left_in_peace_until_asked_back(page_as, text):
    page = open_text(page_as("ida"), text)
    ready(page)
    page.locator("#t1 .time").click()
    page.wait_for_selector("#t1.heard")
    page.wait_for_timeout(400)
    page.mouse.wheel(0, 4000)
    page.wait_for_selector("[data-follow]:not([hidden])")
    before = page.evaluate("scrollY")
    page.evaluate("document.querySelector('audio').currentTime = 61")
    page.wait_for_selector("#t2.heard")
    assert page.evaluate("scrollY") == before

    page.locator("[data-follow]").click()
    page.wait_for_function("() => document.getElementById('t2').getBoundingClientRect().bottom > 0")
    assert page.locator("[data-follow]").is_hidden()


def test_keyboard_alone_plays_the_turn_and_changes_the_speed(page_as, text):
    page = open_text(page_as("ida"), text)
    ready(page)
    first_frame(page)
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+F4")
    page.wait_for_selector("#t4.heard")
    at_about(page, 120)

    page.keyboard.press("F8")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 0.9
    page.keyboard.press("F9")
    page.keyboard.press("F9")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.25
    page.keyboard.press("?")
    assert "Back three seconds" in page.locator("#keys").inner_text()


def test_keys_of_the_player_leave_those_of_coding_alone(page_as, text):
    page = open_text(page_as("ida"), text)
    ready(page)
    first_frame(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#selection-bar:not([hidden])")
    page.keyboard.press("F4")
    page.wait_for_function("() => !document.querySelector('audio').paused")

    assert page.locator("#selection-bar").is_visible()
    page.keyboard.press("c")
    page.wait_for_selector("#picker input:focus")


def test_coder_without_the_right_has_no_player(page_as, text):
    page = open_text(page_as("jonas"), text)

    assert page.locator("[data-player]").count() == 0


def told(page, words):
    page.wait_for_function("(words) => document.querySelector('[data-told]').textContent.includes(words)", arg=words)


def test_transcript_is_typed_by_keyboard_and_made_a_source(page_as, text, study, ida):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/recordings/rec-1/type/")
    page.wait_for_selector("typing-room[data-ready]")
    ready(page)
    first_frame(page)
    assert page.locator("#labels").input_value() == "I, R, K"
    page.evaluate("document.querySelector('audio').currentTime = 4")
    at_about(page, 4, 0.2)
    page.keyboard.press("Enter")
    page.keyboard.type("Hvem var med?")
    page.evaluate("document.querySelector('audio').currentTime = 9")
    at_about(page, 9, 0.2)
    page.keyboard.press("Enter")
    page.keyboard.type("Alle, tror jeg.")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Og noen til.")
    page.keyboard.press("F4")
    page.wait_for_function("() => !document.querySelector('audio').paused")
    page.keyboard.press("F4")
    page.evaluate("document.querySelector('audio').currentTime = 15")
    at_about(page, 15, 0.2)
    page.keyboard.press("F2")
    at_about(page, 12, 0.3)
    page.keyboard.press("Enter")
    page.keyboard.press("F3")
    page.keyboard.press("F3")
    page.keyboard.type("Ikke jeg. Det var ")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("stille.")

    assert page.evaluate("document.activeElement.id") == "draft"
    typed = "[00:00:04] I: Hvem var med?\n[00:00:09] R: Alle, tror jeg.\nOg noen til.\n[00:00:12] K: Ikke jeg. Det var [00:00:12] stille."
    assert page.locator("#draft").input_value() == typed
    told(page, "Kept")
    assert drafts.typed(Recording.objects.get(), by=ida).text == typed

    page.locator("[data-finish]").click()
    page.wait_for_selector("h1:has-text('Make it a source')")
    page.get_by_label("Title").fill("Samtale")
    page.get_by_role("button", name="Make the source").click()
    page.wait_for_selector("body[data-reading-ready]")

    source = Source.objects.get(title="Samtale")
    turns = Turn.objects.filter(text__source=source).order_by("n").values_list("speaker", "person__pseudonym", "time_start")
    assert list(turns) == [("I", None, 4000), ("R", "R", 9000), ("K", "K", 12000)]


def test_other_speaker_for_an_earlier_turn_leaves_the_caret_where_it_is(page_as, text, study):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/recordings/rec-1/type/")
    page.wait_for_selector("typing-room[data-ready]")
    first_frame(page)
    for words in ("En to tre.", "Fire fem.", "Seks."):
        page.keyboard.press("Enter")
        page.keyboard.type(words)
    page.evaluate("document.getElementById('draft').setSelectionRange(40, 40)")
    page.keyboard.press("F3")
    page.keyboard.type("X")

    lines = page.locator("#draft").input_value().split("\n")
    assert [line[11:14] for line in lines] == ["I: ", "K: ", "I: "] and "X" in lines[1]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.locator("#draft").input_value().split("\n")[1][11:14] == "R: "


def test_nothing_is_said_to_be_kept_that_is_not(page_as, text, study, ida):
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/recordings/rec-1/type/")
    page.wait_for_selector("typing-room[data-ready]")
    first_frame(page)
    page.route("**/draft/", lambda route: route.abort())
    page.keyboard.type("Først")
    told(page, "Not kept yet")
    page.unroute("**/draft/")
    told(page, "Kept")
    assert drafts.typed(Recording.objects.get(), by=ida).text == "Først"

    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("typing-room[data-ready]")
    other.locator("#draft").press_sequentially(" og så")
    told(other, "Kept")
    page.locator("#draft").press_sequentially(" feil")
    told(page, "another window")
    assert drafts.typed(Recording.objects.get(), by=ida).text == "Først og så"


def test_recording_is_added_with_its_progress_and_refused_by_its_contents(page_as, text, study, tmp_path):
    (tmp_path / "Anne Hansen.txt").write_bytes(wav(60))
    (tmp_path / "sound.wav").write_bytes(b"%PDF-1.7 no sound at all" * 9000)
    page = page_as("ida")
    page.goto(f"/studies/{study.key}/recordings/add/")
    page.get_by_label("Recording of").select_option("source:int-1")
    page.get_by_label("Sound or film").set_input_files(tmp_path / "sound.wav")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector(".note.danger, .error")
    assert "is not a recording" in page.locator("#main").inner_text()

    page.get_by_label("Sound or film").set_input_files(tmp_path / "Anne Hansen.txt")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector("h1:has-text('rec-2')")
    assert "Hansen" not in page.content()
    ready(page)
    page.keyboard.press("F4")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0")
