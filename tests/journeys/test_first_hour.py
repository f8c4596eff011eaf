"""The first hour, with the real program: from an empty store to a coded interview and a matrix; stop it, start it again, and undo."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.needs("chromium")

INTERVIEW = "I: Hva legger dere i ordet?\nR: At naboene er med fra begynnelsen.\nI: Hvem begynner?\nR: Kommunen, som oftest.\n"


class Program:
    """`belegg serve` in a process of its own, on a store of its own."""

    def __init__(self, folder) -> None:
        self.env = {
            **os.environ,
            "BELEGG_HOME": str(folder / "home"),
            "BELEGG_KEYS": str(folder / "keys"),
            "DATABASE_URL": "",
            "BELEGG_MODE": "local",
        }

    def start(self) -> str:
        command = [sys.executable, "-m", "belegg.cli.main", "serve", "--no-browser", "--port", "0"]
        self.process = subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def program(tmp_path):
    program = Program(tmp_path)
    yield program
    program.kill()


def test_from_an_empty_program_to_a_matrix_and_undone_after_a_restart(program, browser):
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 860}).new_page()
    page.goto(program.start())

    page.get_by_role("link", name="New study").first.click()
    page.get_by_label("Title").fill("Naboer")
    page.get_by_label("Research question").fill("Hvem begynner?")
    page.get_by_role("button", name="Next: the cases").click()
    page.locator("#id_cases").fill("Lia\nVik")
    page.get_by_role("button", name="Next: the first source").click()
    page.set_input_files("#files", [{"name": "Intervju.txt", "mimeType": "text/plain", "buffer": INTERVIEW.encode()}])
    page.get_by_role("link", name="Intervju", exact=True).click()
    page.get_by_label("Lia").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url("**/texts/*/")

    page.wait_for_selector("body[data-reading-ready]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("n")
    page.keyboard.type("Medvirkning")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Medvirkning").first).to_be_attached()
    page.wait_for_function("() => document.querySelectorAll('.stripes path.pending').length === 0")

    page.goto(page.url.split("/texts/")[0] + "/compare/")
    row = page.get_by_role("row").filter(has_text="Medvirkning")
    expect(row.locator("[data-state=evidence]")).to_have_count(1)

    program.kill()
    page.goto(program.start())
    page.goto(page.url.rstrip("/") + "/studies/naboer/compare/")
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("row").filter(has_text="Medvirkning")).to_have_count(0)
    page.context.close()
