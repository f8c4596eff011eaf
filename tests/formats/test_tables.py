import io

import pytest
from docx import Document
from openpyxl import load_workbook

from belegg.formats import WRITERS, read
from belegg.formats.tables import write_csv, write_docx_table, write_xlsx
from belegg.method.errors import Refused

COLUMNS = ["code", "quotation", "n"]
ROWS = [["tillit", '=HYPERLINK("x")', 1], ["makt", "- ja,\nsa hun «nei»", -2], ["@a", None, 0.5]]


def test_csv_is_raw_with_commas_and_lf():
    assert write_csv(COLUMNS, ROWS).decode() == ('code,quotation,n\ntillit,"=HYPERLINK(""x"")",1\nmakt,"- ja,\nsa hun «nei»",-2\n@a,,0.5\n')


def test_no_formula_runs_in_a_workbook():
    sheet = load_workbook(io.BytesIO(write_xlsx(COLUMNS, ROWS, "Sitater: [1]"))).active

    assert list(sheet.values) == [
        tuple(COLUMNS),
        ("tillit", '\'=HYPERLINK("x")', 1),
        ("makt", "'- ja,\nsa hun «nei»", -2),
        ("'@a", None, 0.5),
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_text_longer_than_a_cell_is_refused_by_xlsx():
    with pytest.raises(Refused) as refusal:
        write_xlsx(["a"], [["x" * 40_000]])

    assert str(refusal.value) == "A spreadsheet's cell holds 32767 characters, and one of these texts has 40000. Export as CSV."


def test_document_has_a_real_table_with_a_header():
    document = Document(io.BytesIO(write_docx_table("Sitater", COLUMNS, ROWS)))

    assert document.paragraphs[0].text == "Sitater"
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        COLUMNS,
        ["tillit", '=HYPERLINK("x")', "1"],
        ["makt", "- ja,\nsa hun «nei»", "-2"],
        ["@a", "", "0.5"],
    ]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_same_table_gives_the_same_bytes(writer):
    assert writer.write("Sitater", COLUMNS, ROWS) == writer.write("Sitater", COLUMNS, ROWS)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_what_is_written_is_read_again(writer):
    assert read(f"a{writer.suffix}", writer.write("Sitater", COLUMNS, ROWS))
