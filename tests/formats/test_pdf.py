import pytest

from belegg.formats import read
from belegg.method.errors import Refused
from belegg.method.transcript import Mark
from tests.formats.files import pdf


def test_pages_are_marked_and_their_numbers_taken_out():
    found = read("plan.pdf", pdf([(60, 80, "Første side"), (290, 800, "7")], [(60, 80, "Andre side"), (290, 800, "8")]))

    assert found.body == "Første side\nAndre side"
    assert found.marks == (Mark("page", 0, "7"), Mark("page", 12, "8"))
    assert [notice.code for notice in found.notices] == ["pdf_page_numbers"]


def test_number_that_does_not_count_up_stays():
    found = read("plan.pdf", pdf([(60, 80, "Side om året"), (60, 800, "2018")], [(60, 80, "En til")], [(60, 80, "Siste")]))

    assert found.body == "Side om året\n2018\nEn til\nSiste"
    assert [mark.label for mark in found.marks] == ["1", "2", "3"]


def test_columns_written_across_are_read_one_after_the_other():
    rows = [(80 + 14 * row, f"Venstre linje {row} med flere ord og litt", f"Til høyre er linje {row} med flere ord") for row in range(8)]
    page = [
        (60, 50, "Tittel som går over begge spaltene og er ganske lang her"),
        *(text for y, a, b in rows for text in ((60, y, a), (320, y, b))),
    ]

    lines = read("plan.pdf", pdf(page)).body.split("\n")

    assert lines == [page[0][2], *(a for _, a, _ in rows), *(b for _, _, b in rows)]


def test_labels_in_a_narrow_column_stay_beside_their_words():
    page = [
        text
        for row in range(8)
        for text in ((60, 80 + 14 * row, "IR"[row % 2] + ":"), (160, 80 + 14 * row, f"Ord i linje {row}, ganske mange"))
    ]

    lines = read("a.pdf", pdf(page)).body.split("\n")

    assert lines[0] == "I: Ord i linje 0, ganske mange"


def test_divided_words_stay_divided_and_are_told():
    found = read("plan.pdf", pdf([(60, 80, "Dette er sam-"), (60, 94, "arbeid i praksis")]))

    assert found.body == "Dette er sam-\narbeid i praksis"
    assert [str(notice) for notice in found.notices] == ["1 lines end in a hyphen; the words are left divided as printed."]


def test_pages_without_text_are_told():
    assert [str(notice) for notice in read("a.pdf", pdf([(60, 80, "Ord")], [])).notices] == ["Pages without text (perhaps pictures): 2."]


@pytest.mark.parametrize(
    ("data", "code"),
    [(pdf([]), "pdf_without_text"), (pdf([(60, 80, "Ord")], password="x"), "file_locked"), (b"%PDF-1.7 tull", "file_not_readable")],
)
def test_pdf_is_refused(data, code):
    with pytest.raises(Refused) as refusal:
        read("a.pdf", data)

    assert refusal.value.code == code
