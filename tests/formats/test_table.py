import datetime

import pytest

from belegg.formats import read
from belegg.formats.document import Passage
from belegg.formats.table import CodedMapping, SurveyMapping, documents, suggest_mapping
from belegg.method.errors import Refused
from tests.formats.files import xlsx

SURVEY = "id;alder;Hva er viktigst?;Hva mangler?\nr1;40;Samarbeid, sier jeg ofte;Tid\nr2;51;Penger og tid sammen;\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter):
    table = read("a.csv", f'a{delimiter}b\n1{delimiter}"x{delimiter}, y; z"\n'.encode())

    assert (table.columns, table.rows) == (("a", "b"), (("1", f"x{delimiter}, y; z"),))


def test_rows_are_as_long_as_the_header_says():
    table = read("a.csv", b"a,,a\n1\n1,2,3,4\n\n")

    assert table.columns == ("a", "column 2", "a (2)", "column 4")
    assert table.rows == (("1", "", "", ""), ("1", "2", "3", "4"))


def test_cells_of_a_workbook_are_text():
    table = read(
        "a.xlsx", xlsx([["id", "dato", "svar"], [1.0, datetime.date(2025, 3, 4), True], [None, None, None], [2, None, "ja"]], [["x"]])
    )

    assert table.rows == (("1", "2025-03-04", "1"), ("2", "", "ja"))
    assert [str(notice) for notice in table.notices] == ["Only the first sheet was read; left out: Ark2."]


def test_open_questions_are_suggested():
    assert suggest_mapping(read("a.csv", SURVEY.encode())) == SurveyMapping(("Hva er viktigst?",), "id")


def test_survey_makes_a_document_a_respondent():
    first, second = documents(read("a.csv", SURVEY.encode()), SurveyMapping(("Hva er viktigst?", "Hva mangler?"), "id"))

    assert first.body == "Hva er viktigst?\nr1: Samarbeid, sier jeg ofte\nHva mangler?\nr1: Tid"
    assert [(turn.speaker, turn.role) for turn in first.recognition().turns] == [("", "interviewer"), ("r1", "informant")] * 2
    assert (second.title, second.body) == ("r2", "Hva er viktigst?\nr2: Penger og tid sammen")


def test_survey_makes_a_document_a_question():
    made = documents(read("a.csv", SURVEY.encode()), SurveyMapping(("Hva er viktigst?", "Hva mangler?"), "id", per="question"))

    assert [(document.title, document.body) for document in made] == [
        ("Hva er viktigst?", "r1: Samarbeid, sier jeg ofte\nr2: Penger og tid sammen"),
        ("Hva mangler?", "r1: Tid"),
    ]


def test_coded_table_makes_a_document_a_source_with_its_passages():
    table = read("a.csv", b"quote,code,source\nVi deler,tillit,int-1\nVi deler,makt,int-1\nNei,makt,int-2\n")

    first, second = documents(table, suggest_mapping(table))

    assert suggest_mapping(table) == CodedMapping("quote", "code", "source")
    assert (first.title, first.body, first.passages) == ("int-1", "Vi deler", (Passage(0, 8, "tillit"), Passage(0, 8, "makt")))
    assert (second.body, second.passages) == ("Nei", (Passage(0, 3, "makt"),))


def test_missing_column_is_refused():
    with pytest.raises(Refused) as refusal:
        documents(read("a.csv", b"a,b\n1,2\n"), CodedMapping("quote"))

    assert str(refusal.value) == "The table has no column “quote”. Its columns are: a, b."


def test_table_without_rows_is_refused():
    with pytest.raises(Refused) as refusal:
        read("a.csv", b"a,b\n")

    assert refusal.value.code == "table_empty"
