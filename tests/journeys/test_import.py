"""Bringing sources in, in a real browser: many files, a bad one among them, correcting what was found, and nothing lost on a reload."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from belegg.apps.sources.models import Source, Turn

pytestmark = pytest.mark.needs("chromium")

INTERVIEW = "I: Hva er samskaping?\nR: Vi gjør det sammen 🙂.\nI: Hvem er vi?\nR: Naboene og kommunen.\n"
SECOND = "Intervjuer: Fortell.\nInformant 2: Det begynte i 2018.\nIntervjuer: Og så?\nInformant 2: Så ble det stille.\n"
ADD = "/studies/tre-kommuner/sources/add/"


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def file(name, content):
    return {"name": name, "mimeType": "text/plain", "buffer": content if isinstance(content, bytes) else content.encode()}


FILES = [file("Intervju_1 2025-03-04.txt", INTERVIEW), file("bilde.png", b"\x89PNG"), file("Intervju_2.txt", SECOND), file("tom.txt", b"")]


def faults(page):
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}})
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found.response["violations"] for node in fault["nodes"]] + ["wide"] * wide


def test_files_are_read_corrected_and_imported(page_as, study):
    page = page_as("ida")
    page.goto(ADD)
    page.set_input_files("#files", FILES)

    expect(page.locator("[data-counted]").first).to_have_text("2 of 4 files are ready to be looked at.")
    expect(page.locator('.sending [data-state="refused"]')).to_have_count(2)
    expect(page.locator(".waiting h3")).to_have_text(["Intervju 1", "Intervju 2"])
    page.reload()
    expect(page.locator(".waiting h3")).to_have_text(["Intervju 1", "Intervju 2"])

    page.get_by_role("link", name="Intervju 1", exact=True).click()
    expect(page.locator(".turns-preview li")).to_have_count(4)
    second = page.locator(".speaker").nth(1)
    second.get_by_label("Role").select_option("other")
    second.get_by_label("Pseudonym").fill("Informant 1")
    page.get_by_role("button", name="Look again").first.click()
    expect(page.locator(".speaker").nth(1).get_by_label("Role")).to_have_value("other")
    page.locator(".speaker").nth(1).get_by_label("Role").select_option("informant")
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url("**/texts/int-1/")

    assert set(Turn.objects.filter(text__key="int-1").values_list("speaker", "role", "person__pseudonym")) == {
        ("I", "interviewer", None),
        ("R", "informant", "Informant 1"),
    }


def test_all_are_imported_as_shown_and_undone(page_as, study):
    page = page_as("ida")
    page.goto(ADD)
    page.set_input_files("#files", FILES)
    expect(page.locator(".waiting")).to_have_count(2)

    page.get_by_role("button", name="Import all 2 as shown").click()

    expect(page.locator(".waiting-done a")).to_have_text(["Intervju 1", "Intervju 2"])
    assert list(Source.objects.order_by("key").values_list("key", flat=True)) == ["int-1", "int-2"]
    page.locator(".waiting-done a").first.click()
    page.wait_for_url("**/texts/int-1/")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(800)
    assert Source.objects.count() == 1


def test_dropped_files_are_read(page_as, study):
    page = page_as("ida")
    page.goto(ADD)
    dropped = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'Sluppet.txt')); return data; }", INTERVIEW
    )

    page.dispatch_event("file-drop", "drop", {"dataTransfer": dropped})

    expect(page.locator(".waiting h3")).to_have_text(["Sluppet"])


def test_same_file_again_is_noticed(page_as, study):
    page = page_as("ida")
    page.goto(ADD)
    page.set_input_files("#files", FILES[:1])
    page.get_by_role("button", name="Import Intervju 1").click()
    expect(page.locator(".waiting-done")).to_have_count(1)

    page.set_input_files("#files", [file("Kopi.txt", INTERVIEW)])

    expect(page.locator(".waiting .margin-note")).to_have_text("This file is in the study already, as int-1.")
    assert Source.objects.count() == 1


def test_without_scripts_everything_works(page_as, study):
    page = page_as("ida", java_script_enabled=False)
    page.goto(ADD)
    page.set_input_files("#files", FILES)
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator(".messages .note")).to_have_count(2)

    page.get_by_role("link", name="Intervju 2", exact=True).click()
    page.get_by_role("button", name="Import", exact=True).click()

    assert Source.objects.get().title == "Intervju 2"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_pages_of_an_import_are_accessible(page_as, study, width, scheme):
    page = page_as("ida", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(ADD)
    page.set_input_files(
        "#files", [*FILES, file("svar.csv", "id,Hva er samskaping for deg?\nA1,Å gjøre ting sammen\nA2,Et ord fra kommunen der\n")]
    )
    expect(page.locator(".waiting")).to_have_count(3)
    assert faults(page) == []

    for name in ("Intervju 1", "Svar"):
        page.get_by_role("link", name=name, exact=True).click()
        assert faults(page) == []
        page.go_back()
    page.get_by_role("button", name="Import Intervju 1").click()
    expect(page.locator(".waiting-done")).to_have_count(1)
    for address in ("", "int-1/", "int-1/change/", "int-1/delete/"):
        page.goto(f"/studies/tre-kommuner/sources/{address}")
        assert faults(page) == []
    page.goto("/studies/tre-kommuner/texts/int-1/turns/")
    assert faults(page) == []
