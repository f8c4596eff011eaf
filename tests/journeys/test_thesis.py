"""The reference thesis through the pages: brought in, divided among its cases by chapter, coded, compared, summarised, exported, undone.

The test holds positions, hashes and single words of it, none of its sentences.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from belegg.apps.analysis.models import Summary
from belegg.apps.coding.models import Coding
from belegg.apps.sources.models import Part, Text, Turn
from tests.journeys.reading import settled

pytestmark = pytest.mark.needs("chromium", "thesis")

FOLDER = "/studies/samskaping/"
# Chapter, its heading's and its last character's place, the case whose words it holds.
PARTS = {
    "5.2": (139607, 145949, "Fjell"),
    "4.1.1": (100858, 108300, "Bergen"),
    "4.1.2": (108304, 110844, "Fjell"),
    "4.1.3": (110847, 113128, "Os"),
    "4.2.1": (113495, 120271, "Bergen"),
    "4.2.2": (120275, 123697, "Fjell"),
    "4.2.3": (123701, 127276, "Os"),
    "5.1": (129566, 139604, "Bergen"),
    "5.3": (145952, 148262, "Os"),
}
# Passages coded by hand: code, start, end, SHA-256, the case of the part they lie in.
BY_MOUSE = ("Kjennskap", 100913, 101007, "2499b8fa8142e320fab50289c360997f63156340aac11eb417b993a363e9a29a", "Bergen")
BY_KEYS = ("Initiativ", 139628, 139850, "d55ffb63bf40209edec3ba5e97c5a0dba01d8c27a4915f23c10ee76720b7b895", "Fjell")
# Coded through the hits of a search: every place where the word stands.
BY_SEARCH, WORD = "Form", "innovasjon"


@pytest.fixture
def words() -> str:
    return Path(os.environ["BELEGG_THESIS"]).read_bytes().decode("utf-8")


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def sha(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def test_thesis_goes_through_all_pages_of_the_main_job(page_as, words, tmp_path):
    page = page_as("ida")
    begin_study(page)
    text = bring_in_the_thesis(page, words)
    give_parts_to_cases(page, text)
    code_by_hand(page, words)
    code_by_search(page, words)
    compare_and_read_back(page, words)
    summarise_and_undo(page)
    export_everything(page, words, tmp_path)


def begin_study(page):
    page.goto("/")
    page.get_by_role("link", name="New study").first.click()
    page.get_by_label("Title").fill("Samskaping")
    page.get_by_label("Research question").fill("Hvordan forstår tre kommuner ordet?")
    page.get_by_role("button", name="Next: the cases").click()
    page.locator("#id_cases").fill("Bergen\nFjell\nOs")
    page.get_by_role("button", name="Next: the first source").click()


def bring_in_the_thesis(page, words):
    """The words are stored as they are; lines that a page's width has cut are paragraphs, and nobody is taken for a speaker."""
    page.set_input_files("#files", os.environ["BELEGG_THESIS"])
    page.locator(".waiting h3 a").click()
    expect(page.get_by_label("Kind")).to_have_value("document")
    expect(page.locator("#id_language")).to_have_value("nb")
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url("**/texts/*/")
    page.wait_for_selector("body[data-reading-ready]")
    text = Text.objects.get()
    assert text.body.text == words
    assert not Turn.objects.filter(text=text).exclude(speaker="").exists()
    assert 400 < Turn.objects.filter(text=text).count() < 800
    return text


def give_parts_to_cases(page, text):
    """One chapter from its heading with the mouse, one with the keys, the others on the source's page."""
    page.locator("[data-panel=texts]").click()
    page.get_by_role("link", name=re.compile(r"^5\.2 ")).click()
    page.locator(":target .words").click(click_count=3)
    page.get_by_role("button", name="Case =").click()
    put_under(page, "5.2")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=re.compile(r"^4\.1\.1 ")).click()
    page.locator(":target").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("=")
    put_under(page, "4.1.1")

    page.goto(f"{FOLDER}sources/doc-1/")
    for number in list(PARTS)[2:]:
        chapter = page.locator("select[name=chapter] option").filter(has_text=re.compile(rf"^\s*{re.escape(number)} "))
        page.locator("select[name=chapter]").select_option(chapter.get_attribute("value"))
        page.locator("select[name=case]").select_option(label=PARTS[number][2])
        page.get_by_role("button", name="Put under the case").click()
    expect(page.locator("details .list li")).to_have_count(len(PARTS))
    expect(page.locator("details .list li").filter(has_text="5.2 ")).to_contain_text("Fjell")
    found = Part.objects.filter(text=text).values_list("start", "end", "case__name", "sha256")
    assert sorted(found) == sorted((start, end, case, sha(text.body.text[start:end])) for start, end, case in PARTS.values())


def put_under(page, number):
    dialog = page.locator("#part-dialog")
    expect(dialog.locator("input:checked + span")).to_contain_text(f"{number} ")
    dialog.locator("select").select_option(label=PARTS[number][2])
    dialog.get_by_role("button", name="Put under the case").click()
    expect(dialog).to_be_hidden()


def code_by_hand(page, words):
    """New codes in place: one on words dragged over, one on a sentence chosen with the arrow keys. Lines of the file do not end it."""
    page.goto(f"{FOLDER}texts/doc-1/?at={BY_MOUSE[1]}-{BY_MOUSE[2]}")
    page.wait_for_selector("body[data-reading-ready]")
    drag_over(page, *BY_MOUSE[1:3])
    page.get_by_role("button", name="New code n").click()
    page.keyboard.type(BY_MOUSE[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=BY_MOUSE[0]).first).to_be_attached()
    settled(page)

    page.goto(f"{FOLDER}texts/doc-1/?at={BY_KEYS[1]}-{BY_KEYS[1] + 1}")
    page.wait_for_selector("body[data-reading-ready]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("n")
    page.keyboard.type(BY_KEYS[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=BY_KEYS[0]).first).to_be_attached()
    settled(page)
    for name, start, end, digest, _ in (BY_MOUSE, BY_KEYS):
        coding = Coding.objects.get(code__name=name)
        assert (coding.start, coding.end, coding.sha256) == (start, end, digest) and sha(words[start:end]) == digest


def drag_over(page, start, end):
    """Select `[start, end)` of the text with the mouse."""
    places = page.evaluate(
        """([start, end]) => {
          const place = (point, side) => {
            const turn = [...document.querySelectorAll('.turn')].findLast((one) => Number(one.dataset.start) <= point);
            const node = turn.querySelector('.words').firstChild;
            const range = document.createRange();
            range.setStart(node, point - Number(turn.dataset.start));
            range.setEnd(node, point - Number(turn.dataset.start) + 1);
            const box = range.getBoundingClientRect();
            return {x: side === 'start' ? box.left + 0.5 : box.right - 0.5, y: box.top + box.height / 2};
          };
          return [place(start, 'start'), place(end - 1, 'end')];
        }""",
        [start, end],
    )
    page.mouse.move(places[0]["x"], places[0]["y"])
    page.mouse.down()
    page.mouse.move(places[1]["x"], places[1]["y"], steps=6)
    page.mouse.up()
    page.wait_for_selector("#selection-bar:not([hidden])")


def places_of_the_word(words):
    return [match.span() for match in re.finditer(rf"\b{WORD}\b", words, re.IGNORECASE)]


def in_case(case, spans):
    return [span for span in spans for start, end, name in PARTS.values() if name == case and start <= span[0] and span[1] <= end]


def code_by_search(page, words):
    page.goto(f'{FOLDER}search/?q="{WORD}"')
    page.get_by_label("or a new code").fill(BY_SEARCH)
    page.get_by_label("What is coded").select_option("words")
    page.get_by_role("button", name="Code all").click()
    page.get_by_text(f"passages coded ‘{BY_SEARCH}’").first.wait_for()
    spans = places_of_the_word(words)
    assert sorted(Coding.objects.filter(code__name=BY_SEARCH).values_list("start", "end")) == spans


def compare_and_read_back(page, words):
    """The numbers differ by case because parts belong to cases; a cell opens its quotations, a quotation its words."""
    page.goto(f"{FOLDER}compare/")
    spans = places_of_the_word(words)
    expected = {case: len(in_case(case, spans)) for case in ("Bergen", "Fjell", "Os")}
    assert len(set(expected.values())) == 3 and 0 < min(expected.values()) and sum(expected.values()) < len(spans)
    for case, number in expected.items():
        expect(cell(page, BY_SEARCH, case)).to_contain_text(str(number))
    for code, _, _, _, case in (BY_MOUSE, BY_KEYS):
        evidence = {other for other in expected if page.locator("td[data-state=evidence]").filter(has=cell(page, code, other)).count()}
        assert evidence == {case}

    cell(page, BY_MOUSE[0], BY_MOUSE[4]).click()
    panel = page.locator("[data-panel]")
    expect(panel.locator(".quotation")).to_have_count(1)
    cell(page, BY_SEARCH, "Os").focus()
    page.keyboard.press("Enter")
    expect(panel).to_have_count(2)
    panel.filter(has_text=BY_MOUSE[0]).locator(".quotation-place").click()
    page.wait_for_url(f"**/texts/doc-1/?at={BY_MOUSE[1]}-{BY_MOUSE[2]}")
    page.wait_for_selector("body[data-reading-ready]")
    shown = page.evaluate(
        "() => [...CSS.highlights.get('asked')].map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset)).join('')"
    )
    assert sha(shown) == BY_MOUSE[3]
    page.go_back()
    expect(panel).to_have_count(2)


def cell(page, code, case):
    return page.locator(f"[data-cell='{code.casefold()}~{case.casefold()}']")


def summarise_and_undo(page):
    page.goto(f"{FOLDER}framework/")
    cell(page, BY_SEARCH, "Os").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Lite nytt.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toast")
    assert [(one.text, one.column) for one in Summary.objects.all()] == [("Lite nytt.", "case:os")]

    page.reload()
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state("networkidle")
    assert not Summary.objects.exists()
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state("networkidle")
    assert not Coding.objects.filter(code__name=BY_SEARCH).exists()
    for _ in range(2):
        page.get_by_role("button", name="Redo").first.click()
        page.wait_for_load_state("networkidle")
    assert Summary.objects.get().text == "Lite nytt." and Coding.objects.filter(code__name=BY_SEARCH).exists()


def export_everything(page, words, tmp_path):
    passages = [words[start:end] for _, start, end, _, _ in (BY_MOUSE, BY_KEYS)]
    passages += [words[start:end] for start, end in places_of_the_word(words)]
    tables = {suffix: exported(page, "quotations/", suffix, tmp_path) for suffix in ("CSV", "XLSX", "DOCX")}
    for suffix, table in tables.items():
        at = next(at for at, name in enumerate(table[0]) if name.casefold() in ("words", "quotation"))
        assert sorted(flat(row[at]) for row in table[1:]) == sorted(flat(one) for one in passages), suffix
    at = tables["CSV"][0].index("words")
    assert sorted(row[at] for row in tables["CSV"][1:]) == sorted(passages)

    matrix = {suffix: exported(page, "compare/", suffix, tmp_path) for suffix in ("CSV", "XLSX", "DOCX")}
    numbers = [str(len(in_case(case, places_of_the_word(words)))) for case in ("Bergen", "Fjell", "Os")]
    assert [row[3] for row in matrix["CSV"] if row[0] == BY_SEARCH.casefold()] == numbers
    for suffix in ("XLSX", "DOCX"):
        row = next(row for row in matrix[suffix] if row[0] == BY_SEARCH)
        assert [value for value in row[1:] if value in numbers][:3] == numbers, suffix


def flat(words):
    return " ".join(words.split())


def exported(page, room, suffix, folder):
    """Export by the page's own menu; return the table's rows as words."""
    page.goto(FOLDER + room)
    page.locator("summary").filter(has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=suffix, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    if suffix == "CSV":
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    if suffix == "XLSX":
        return [
            ["" if value is None else str(value) for value in row] for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)
        ]
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows]
