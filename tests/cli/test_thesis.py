"""The reference thesis as a document: imported, coded, compared and exported by command. The test holds positions and hashes, none of its words."""

import csv
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

pytestmark = pytest.mark.needs("thesis")

# Themes from its chapters 2 and 3; each passage is a stretch of the analysis chapters, found by a word of ours and counted from there.
THEMES = {"Kjennskap": "begrepet", "Initiativ": "ledelse", "Begrunnelse": "ressurser", "Styring": "NPG", "Form": "likeverdig"}


@pytest.fixture
def words() -> str:
    return Path(os.environ["BELEGG_THESIS"]).read_bytes().decode("utf-8")


@pytest.fixture
def thesis(belegg):
    belegg("new", "Samskaping", "--id", "samskaping", "--case", "Bergen", "--case", "Fjell", "--case", "Os")
    code, out, _ = belegg(
        "add",
        os.environ["BELEGG_THESIS"],
        "--kind",
        "document",
        "--case",
        "bergen",
        "--case",
        "fjell",
        "--case",
        "os",
        "--language",
        "nb",
        "--json",
    )
    assert code == 0
    return json.loads(out)[0]["text"]


def test_thesis_is_stored_character_by_character(belegg, thesis, words, tmp_path):
    belegg("save", tmp_path / "folder")
    assert (tmp_path / "folder" / "texts" / f"{thesis}.txt").read_bytes().decode() == words


def test_thesis_is_coded_compared_and_exported(belegg, thesis, words, tmp_path):
    spans = {}
    for name, word in THEMES.items():
        hits = json.loads(belegg("search", f'"{word}"', "--json")[1])
        assert hits and all(words[hit["start"] : hit["end"]].casefold() == word.casefold() for hit in hits), name
        spans[name] = [(hit["start"], hit["end"]) for hit in hits[:3]]
        for start, end in spans[name]:
            assert belegg("code", thesis, start, end, name, *(["--new"] if start == spans[name][0][0] else []))[0] == 0

    cells = json.loads(belegg("matrix", "--rows", "codes", "--cols", "cases", "--measure", "codings", "--json")[1])
    assert {(cell["col"], cell["value"], cell["n_sources"]) for cell in cells if cell["state"] == "evidence"} == {
        (case, 3, 1) for case in ("bergen", "fjell", "os")
    }
    assert len(cells) == len(THEMES) * 3

    quoted = json.loads(belegg("quotations", "--json")[1])
    assert sorted((q["start"], q["end"]) for q in quoted) == sorted(span for three in spans.values() for span in three)
    for q in quoted:
        assert hashlib.sha256(words[q["start"] : q["end"]].encode()).hexdigest() == q["sha256"]

    for suffix in ("csv", "xlsx", "docx"):
        assert belegg("export", tmp_path / f"quotations.{suffix}", "--format", "quotations")[0] == 0
    assert len(list(csv.DictReader(io.StringIO((tmp_path / "quotations.csv").read_text(encoding="utf-8"))))) == len(quoted)
    assert load_workbook(tmp_path / "quotations.xlsx").active.max_row == len(quoted) + 1
    assert len(Document(str(tmp_path / "quotations.docx")).tables[0].rows) == len(quoted) + 1


def test_chapters_of_the_thesis_are_given_to_their_cases(belegg, words, tmp_path):
    belegg("new", "Samskaping", "--id", "samskaping", "--case", "Bergen", "--case", "Fjell", "--case", "Os")
    text = json.loads(belegg("add", os.environ["BELEGG_THESIS"], "--json")[1])[0]["text"]
    chapters = {"bergen": ("4.1.1", "4.2.1", "5.1"), "fjell": ("4.1.2", "4.2.2", "5.2"), "os": ("4.1.3", "4.2.3", "5.3")}
    spans = {}
    for case, numbers in chapters.items():
        for number in numbers:
            part = json.loads(belegg("part", text, case, "--chapter", number, "--json")[1])
            assert words[part["start"] :].startswith(number)
            spans.setdefault(case, []).append((part["start"], part["end"]))
    hits = [(hit["start"], hit["end"]) for hit in json.loads(belegg("search", '"innovasjon"', "--json")[1])]
    for start, end in hits:
        assert belegg("code", text, start, end, "Innovasjon", "--new" if (start, end) == hits[0] else "--json")[0] == 0

    cells = {cell["col"]: cell["value"] for cell in json.loads(belegg("matrix", "--rows", "codes", "--cols", "cases", "--json")[1])}
    assert cells == {case: sum(first <= start < last for start, _ in hits for first, last in own) for case, own in spans.items()}
    assert len(set(cells.values())) == 3

    assert belegg("part", text, "os", "--chapter", "5.3", "--remove")[0] == 0
    assert belegg("part", text, "os", "--chapter", "5.3", "--remove")[0] == 1
    code, out, _ = belegg("part", text, "os", "--chapter", "17.2", "--json")
    assert code == 1 and json.loads(out)["refused"] == "no_chapter"


def test_study_of_the_thesis_is_loaded_as_it_was_saved(belegg, thesis, tmp_path):
    belegg("code", thesis, 1000, 1100, "Kjennskap", "--new")
    belegg("save", tmp_path / "first")
    assert belegg("load", tmp_path / "first", "--id", "again")[0] == 0
    belegg("save", tmp_path / "second", "--study", "again")

    first, second = (
        {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "first", tmp_path / "second")
    )
    assert {name for name in first if first[name] != second.get(name)} == {"study.toml"}  # the id
    assert set(first) == set(second)
