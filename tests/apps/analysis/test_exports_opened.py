"""Tables opened by an office program, and their cells set against the CSV."""

import csv
import io
import subprocess

import pytest

from belegg.apps.analysis.exports import Wanted, export_table
from belegg.apps.analysis.layout import Layout
from belegg.apps.analysis.quotations import Asked
from belegg.apps.coding import actions as coding
from tests.worlds import add_codes, bring_in

pytestmark = pytest.mark.needs("libreoffice")

FORMULAS = ['=HYPERLINK("http://x","y")', "+47 900 00 000", "-1+1", "@SUM(A1)"]
PLAIN = ["Blåbærsyltetøy på Ærøskøbing", "Vi la mye i det 🙂 👩‍👩‍👧", 'Hun sa "nei", og gikk']


def opened(folder, content: bytes, suffix: str, into: str) -> bytes:
    """Return the file as the office program writes it again in another format."""
    source = folder / f"table.{suffix}"
    source.write_bytes(content)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", into,
            "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / f"table.{into.partition(':')[0]}").read_bytes()


def sheet(folder, content: bytes) -> list[list[str]]:
    # 44 comma, 34 quotation mark, 76 UTF-8, 1 first line; texts as they stand
    return rows(opened(folder, content, "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1").decode())


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def spoken(study, ida):
    """Each sentence a turn and a quotation of its own."""
    (code,) = add_codes(study, ida, "=Kode Å")
    text = bring_in(study, "\n\n".join([*FORMULAS, *PLAIN]), by=ida)
    for words in [*FORMULAS, *PLAIN]:
        at = text.body.text.index(words)
        coding.mark_passage(text, code, at, at + len(words), by=ida)
    return study


def test_cells_of_a_spreadsheet_are_those_of_the_csv_and_no_formula_runs(spoken, tmp_path):
    raw = rows(export_table(spoken, "quotations", "csv")[0].decode())
    seen = sheet(tmp_path, export_table(spoken, "quotations", "xlsx")[0])

    at = raw[0].index("words")
    assert [row[at] for row in raw[1:]] == [*FORMULAS, *PLAIN]
    assert seen[0] == raw[0]
    # an apostrophe before what a spreadsheet would take for a formula, everything else as it is
    assert seen[1:] == [["'" + cell if cell.startswith(("=", "+", "-", "@")) else cell for cell in row] for row in raw[1:]]


def test_matrix_of_a_spreadsheet_holds_the_numbers_of_the_csv(demo, tmp_path):
    wanted = Wanted(Layout(folded=frozenset({"fjordvik", "lyngmo"})))
    long = rows(export_table(demo, "matrix", "csv", wanted)[0].decode())[1:]
    seen = sheet(tmp_path, export_table(demo, "matrix", "xlsx", wanted)[0])

    numbers = [cell for line in seen[1:-3] for cell in line[1:4]]
    assert len(numbers) == len(long)
    assert [cell for cell in numbers if cell.isdecimal()] == [value for _row, _col, state, value, *_basis in long if state == "evidence"]
    assert {cell for cell in numbers if not cell.isdecimal()} <= {"nobody looked", "none found", "not asked", "skipped"}


def test_document_holds_words_code_and_citation_of_every_quotation(spoken, tmp_path):
    lines = rows(export_table(spoken, "quotations", "csv")[0].decode())
    at = {name: lines[0].index(name) for name in ("words", "code_name", "citation")}
    seen = opened(tmp_path, export_table(spoken, "quotations", "docx")[0], "docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")

    cells = [line for line in seen.splitlines() if line.strip()]
    assert cells[:4] == ["Quotations", "Words", "Code", "Citation"]
    wanted = [line[at[name]] for line in lines[1:] for name in ("words", "code_name", "citation")]
    assert cells[4:] == wanted


def test_document_of_the_demo_holds_its_words(demo, tmp_path):
    asked = Wanted(asked=Asked(code="makt", below=False))
    lines = rows(export_table(demo, "quotations", "csv", asked)[0].decode())
    seen = opened(tmp_path, export_table(demo, "quotations", "docx", asked)[0], "docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")

    at = lines[0].index("words")
    assert len(lines) > 80
    for line in lines[1:]:
        assert all(turn in seen for turn in line[at].splitlines())
