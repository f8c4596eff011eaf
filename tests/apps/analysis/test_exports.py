"""Tables that leave the program."""

import csv
import io
import zipfile

import pytest
from openpyxl import load_workbook

from belegg.apps.analysis.exports import TABLES, Wanted, export_table
from belegg.apps.analysis.layout import Layout
from belegg.apps.coding import actions as coding
from belegg.apps.coding.models import Code, Coding
from belegg.method.anchors import passage_hash
from belegg.method.errors import Refused
from tests.worlds import add_codes, bring_in


def rows_of(study, name, wanted=None):
    data, _ = export_table(study, name, ".csv", wanted)
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_codings_of_the_demo_leave_with_their_words(demo):
    rows = rows_of(demo, "codings")

    assert len(rows) == 847
    for row in rows[::40]:
        coding_ = Coding.objects.select_related("text__body").get(study=demo, key=row["id"])
        passage = coding_.text.body.text[int(row["start"]) : int(row["end"])]
        assert row["sha256"] == passage_hash(passage) == coding_.sha256
        assert row["words"] == passage or row["turn"] != row["turn_last"]


def test_words_hold_no_labels_of_speakers(study, ida):
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "Tillit")
    first, last = text.turns.get(n=2), text.turns.get(n=3)
    coding.mark_passage(text, code, first.start, last.end, by=ida)

    (row,) = rows_of(study, "codings")

    assert row["words"] == (
        "Vi la mye i det 🙂 og kanskje for mye. Tillit må bygges over tid.\nJeg er ikke enig 👩‍👩‍👧. Det var kommunen som bestemte."
    )
    assert (row["people"], row["turn"], row["turn_last"]) == ("r;k", "2", "3")


def test_words_that_look_like_formulas_do_not_run(study, ida):
    text = bring_in(study, '=HYPERLINK("http://x","y")\n\nVanlig.', by=ida)
    (code,) = add_codes(study, ida, "Tillit")
    coding.mark_passage(text, code, 0, 26, by=ida)

    data, writer = export_table(study, "codings", "xlsx")

    cell = load_workbook(io.BytesIO(data)).active.cell(2, 15)
    assert (writer.name, cell.data_type, cell.value) == ("xlsx", "s", '\'=HYPERLINK("http://x","y")')
    assert rows_of(study, "codings")[0]["words"].startswith("=HYPERLINK")


def test_matrix_leaves_in_long_form(demo):
    rows = rows_of(demo, "matrix", Wanted(Layout(columns="sources", measure="informants")))

    assert list(rows[0]) == ["row", "col", "state", "value", "n_informants", "n_sources"]
    assert len(rows) == Code.objects.filter(study=demo).count() * 16
    assert {row["state"] for row in rows} >= {"none", "not_asked", "skipped", "evidence"}
    assert all(row["value"] == row["n_informants"] for row in rows)


def test_matrix_leaves_as_shown_for_a_spreadsheet(demo):
    data, _ = export_table(demo, "matrix", ".xlsx", Wanted(Layout(folded=frozenset({"fjordvik", "lyngmo"}))))
    sheet = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))

    assert sheet[0] == (None, "Fjordvik", "Lyngmo", "Havstrand", "Total", "Informants", "Sources")
    assert sheet[-3][4] == 847 == sum(sheet[-3][1:4])


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx"])
def test_every_table_of_an_empty_study_can_be_written(study, name, suffix):
    data, _ = export_table(study, name, suffix)

    assert suffix == "csv" or zipfile.is_zipfile(io.BytesIO(data))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx"])
def test_every_table_of_the_demo_can_be_written(demo, suffix):
    for name in TABLES:
        assert export_table(demo, name, suffix)[0]


def test_codes_on_the_same_words_leave_with_their_counts(demo):
    from belegg.apps.analysis.cooccurring import neighbours

    rows = [row for row in rows_of(demo, "cooccurrence") if row["code"] == "makt"]
    known = {near.code.key: (near.codings, near.pairs, near.sources) for near in neighbours(demo, "makt", limit=100)}
    assert {row["other"]: (int(row["codings"]), int(row["pairs"]), int(row["sources"])) for row in rows} == known != {}
    assert {row["of_codings"] for row in rows} == {str(Coding.objects.filter(study=demo, code__key="makt").count())}


def test_framework_leaves_with_its_summaries(demo):
    rows = rows_of(demo, "framework")

    (row,) = [row for row in rows if (row["row"], row["col"]) == ("makt", "havstrand")]
    assert row["text"].startswith("Ingen trenger å rope.") and row["codings"] == "c-0062;c-0794;c-0797"


@pytest.mark.parametrize(("name", "suffix", "code"), [("weather", "csv", "unknown_table"), ("matrix", "pdf", "unknown_suffix")])
def test_unknown_tables_and_files_are_refused(study, name, suffix, code):
    with pytest.raises(Refused) as refusal:
        export_table(study, name, suffix)

    assert refusal.value.code == code
