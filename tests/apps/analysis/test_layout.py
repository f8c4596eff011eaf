"""The matrix laid out: sides, order, folding, and the codings behind each cell."""

import pytest

from belegg.apps.analysis.cells import codings_in_cell
from belegg.apps.analysis.columns import NO_VALUE
from belegg.apps.analysis.layout import Layout, grid_of, long_rows
from belegg.apps.analysis.selection import Selection
from belegg.apps.coding.models import Coding
from belegg.method.errors import Refused


def heads(grid):
    return [line.head.key for line in grid.lines], [head.key for head in grid.columns]


def test_swapped_matrix_is_the_same_turned(demo):
    plain, turned = grid_of(demo, Layout()), grid_of(demo, Layout(rows="cases", columns="codes"))

    assert heads(turned) == heads(plain)[::-1]
    assert sorted((col, row, *rest) for row, col, *rest in long_rows(turned)) == sorted(long_rows(plain))
    assert [line.total.codings for line in turned.lines] == [cell.codings for cell in plain.column_totals]


def test_rows_sorted_by_total_fall(demo):
    totals = [line.total.codings for line in grid_of(demo, Layout(sort="total")).lines]

    assert totals == sorted(totals, reverse=True)
    assert [line.total.codings for line in grid_of(demo, Layout(sort="-total")).lines] == sorted(totals)


def test_columns_sorted_by_an_attribute(demo):
    _, columns = heads(grid_of(demo, Layout(order="attribute:inhabitants", folded=frozenset({"fjordvik", "lyngmo"}))))
    _, other_way = heads(grid_of(demo, Layout(order="-attribute:inhabitants", folded=frozenset({"fjordvik", "lyngmo"}))))

    assert columns == ["havstrand", "lyngmo", "fjordvik"]
    assert other_way == columns[::-1]


def test_rows_sorted_by_a_column(demo):
    grid = grid_of(demo, Layout(sort="cell:havstrand"))
    at = [head.key for head in grid.columns].index("havstrand")
    values = [line.cells[at].value for line in grid.lines]

    assert values == sorted(values, reverse=True) != []


def test_folded_case_hides_its_departments(demo):
    _, columns = heads(grid_of(demo, Layout(folded=frozenset({"fjordvik"}))))

    assert columns == ["fjordvik", "lyngmo", "lyngmo-omsorg", "havstrand"]


@pytest.mark.parametrize("columns", ["cases", "sources", "informants", "attribute:rule"])
def test_every_cell_opens_as_many_codings_as_it_counts(demo, columns):
    layout = Layout(columns=columns, folded=frozenset({"forstaelse"}))

    for line in grid_of(demo, layout).lines[:6]:
        for cell in line.cells:
            if cell.other != NO_VALUE:
                assert len(codings_in_cell(demo, layout, cell.code, cell.other)) == cell.codings


def test_cell_lists_its_codings_in_source_order(demo):
    ids = codings_in_cell(demo, Layout(), "makt", "fjordvik")
    rows = [Coding.objects.select_related("text").get(pk=pk) for pk in ids]

    assert [row.text.key for row in rows[:1]] == ["int-1"]
    assert all(a.start <= b.start for a, b in zip(rows, rows[1:], strict=False) if a.text == b.text)
    assert [row.text.key for row in rows if row.text.key == "int-10"] == []


@pytest.mark.parametrize(
    ("layout", "code"),
    [
        (Layout(rows="cases", columns="sources"), "matrix_axes"),
        (Layout(rows="codes", columns="codes"), "matrix_axes"),
        (Layout(columns="weather"), "matrix_axes"),
        (Layout(measure="weight"), "measure_unknown"),
        (Layout(sort="attribute:weather"), "unknown_sort"),
        (Layout(columns="attribute:weather"), "not_found"),
        (Layout(selection=Selection(round="r9")), "not_found"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(demo, layout, code):
    with pytest.raises(Refused) as refusal:
        grid_of(demo, layout)

    assert refusal.value.code == code
