"""The matrix page: numbers, marks, what stands open, and the address that says it all."""

import csv
import io
import re

import pytest

from belegg.apps.coding import actions as coding
from belegg.apps.coding.models import Code, Coding
from belegg.apps.study.actions import add_member, change_role
from belegg.apps.study.models import Case, Member
from tests.worlds import add_codes, bring_in


def cells(html):
    """Return {cell: (state, what it shows)}."""
    found = re.findall(r'<td class="cell" data-state="(\w+)"><a [^>]*data-cell="([^"]+)"[^>]*>(.*?)</a></td>', html)
    return {key: (state, re.sub(r"<[^>]+>", "", shown)) for state, key, shown in found}


def test_matrix_shows_numbers_and_marks(page, demo):
    html = page().content.decode()
    found = cells(html)

    assert found["makt~havstrand"] == ("evidence", "3")
    assert {state for state, _ in found.values()} == {"evidence", "none", "not_asked"}
    assert "847" in html and "14 informants, 16 sources" in html


def test_cells_by_source_tell_the_states_apart_in_words(page):
    found = cells(page(cols="sources").content.decode())

    assert found["storrelse~int-1"][0] in ("not_asked", "evidence")
    assert {(state, shown) for state, shown in found.values() if state != "evidence"} == {
        ("none", "looked for, none found"), ("not_asked", "not asked"), ("skipped", "skipped"),
    }  # fmt: skip


def test_two_cells_stand_open_side_by_side(page):
    html = page(cell=["makt~fjordvik", "makt~lyngmo", "tillit~lyngmo"]).content.decode()

    assert re.findall(r'data-panel="([^"]+)"', html) == ["makt~lyngmo", "tillit~lyngmo"]
    assert re.findall(r'data-cell="([^"]+)" aria-current="true"', html) == ["tillit~lyngmo", "makt~lyngmo"]


def test_cell_opens_its_quotations(page, demo):
    html = page("compare/cell/", cell="makt~havstrand").content.decode()

    codings = Coding.objects.filter(study=demo, key__in=["c-0062", "c-0794", "c-0797"])
    assert html.count('<li class="quotation') == codings.count() == 3
    for one in codings:
        assert f"?at={one.start}-{one.end}" in html


def test_cell_that_is_not_there_is_not_found(page):
    assert page("compare/cell/", cell="makt~atlantis").status_code == 404
    assert page("compare/cell/").status_code == 404
    assert page(cell="makt~atlantis").status_code == 200


@pytest.mark.parametrize("query", [{"cols": "weather"}, {"rows": "cases", "cols": "sources"}, {"measure": "x"}, {"sort": "attribute:x"}])
def test_matrix_that_cannot_be_made_is_refused_in_words(page, query):
    assert page(**query).status_code == 422


def test_turned_matrix_has_cases_as_rows(page):
    html = page(rows="cases").content.decode()

    assert re.findall(r'<th scope="row"[^>]*data-name="([^"]+)"', html)[:3] == ["Fjordvik", "Helse og omsorg", "Bolig og sosial"]
    assert cells(html)["makt~fjordvik"][0] == "evidence"


def test_rows_sorted_and_folded_by_the_address(page):
    html = page(sort="name", fold=["forstaelse", "fjordvik"]).content.decode()
    names = re.findall(r'<th scope="row"[^>]*data-name="([^"]+)"', html)

    assert "Moteord og skepsis" not in names
    assert "Helse og omsorg" not in html.split("<tbody>")[0].split("<thead>")[1]
    assert "with those below" in html


def test_all_measures_and_columns_open(page):
    for measure in ("codings", "informants", "words", "present"):
        assert page(measure=measure).status_code == 200
    for columns in ("sources", "informants", "attribute:rule", "attribute:inhabitants", "attribute:first_plan", "attribute:motto"):
        assert page(cols=columns, cell="makt~sentrum").status_code == 200


def test_many_columns_come_in_windows(page, monkeypatch):
    monkeypatch.setattr("belegg.web.compare.views.MOST_COLUMNS", 4)
    monkeypatch.setattr("belegg.web.compare.views.column_window.__defaults__", (4,))

    first, second = page().content.decode(), page(**{"from": "4"}).content.decode()

    assert "Columns 1–4 of 6" in first and "Columns 5–6 of 6" in second
    assert {key.split("~")[1] for key in cells(second)} == {"lyngmo-omsorg", "havstrand"}


def test_names_and_words_are_escaped(client, study, ida, people):
    text = bring_in(study, "R: Se her <script>alert(1)</script> og & der.", title="<b>Tittel</b>", by=ida, persons=("R",))
    (code,) = add_codes(study, ida, "<img src=x>")
    coding.mark_passage(text, code, 3, 40, by=ida)
    client.force_login(people["ida"])

    html = client.get(f"/studies/{study.key}/compare/", {"cols": "sources", "cell": f"{code.key}~int-1"}).content.decode()

    assert "<script>alert" not in html and "<img src=x" not in html and "<b>Tittel" not in html
    assert "&lt;script&gt;alert(1)" in html and "&lt;img src=x&gt;" in html


def test_number_of_queries_does_not_grow_with_codings(client, study, ida, people, django_assert_max_num_queries):
    client.force_login(people["ida"])
    text = bring_in(study, by=ida)
    codes = add_codes(study, ida, "A", "B", "C")
    counts = []
    for code in codes:
        for n in (2, 3, 5):
            turn = text.turns.get(n=n)
            coding.mark_passage(text, code, turn.start, turn.end, by=ida)
        with django_assert_max_num_queries(60) as captured:
            client.get(f"/studies/{study.key}/compare/", {"cols": "sources", "cell": f"{codes[0].key}~int-1"})
        counts.append(len(captured))

    assert counts[1] == counts[2]


def test_strangers_find_nothing_and_readers_may_look(client, demo, people):
    client.force_login(people["stian"])
    assert client.get(f"/studies/{demo.key}/compare/").status_code == 404

    owner = Member.objects.get(study=demo, role="owner")
    reader = add_member(demo, people["stian"], "reader", by=owner)
    assert client.get(f"/studies/{demo.key}/compare/").status_code == 200
    change_role(reader, "", by=owner)
    assert client.get(f"/studies/{demo.key}/compare/").status_code == 404


def test_export_is_the_table_as_asked_for(page, demo):
    answer = page("compare/export.csv", cols="sources", kind="document")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))

    assert list(rows[0]) == ["row", "col", "state", "value", "n_informants", "n_sources"]
    assert len(rows) == Code.objects.filter(study=demo).count() * 16
    assert {row["n_informants"] for row in rows} == {"0"}
    assert 'filename="matrix-demo.csv"' in answer["Content-Disposition"]
    assert page("compare/export.xlsx").content[:2] == page("compare/export.docx").content[:2] == b"PK"
    assert page("compare/export.pdf").status_code == 404


def test_empty_study_says_what_comes_first(client, study, ida, people):
    client.force_login(people["ida"])
    address = f"/studies/{study.key}/compare/"
    assert "There is no code yet" in client.get(address).content.decode()

    add_codes(study, ida, "A")
    assert "There is no case to compare yet" in client.get(address).content.decode()
    assert Case.objects.filter(study=study).count() == 0


def links(html, title):
    return re.findall(rf'href="\?([^"]*)" title="{title}"', html)


def heads(html, scope):
    part = html.split("<tbody>")[0] if scope == "col" else html.split("<tbody>")[1].split("<tfoot>")[0]
    return re.findall(rf'<th scope="{scope}"[^>]*data-name="([^"]+)"', part)


def test_rows_and_columns_are_sorted_by_links_of_their_heads(page):
    html = page(fold=["fjordvik", "lyngmo"]).content.decode()
    assert any(
        link.endswith("fold=fjordvik&amp;fold=lyngmo&amp;order=cell%3Amoteord") for link in links(html, "Sort the columns by this row")
    )
    assert any(link.endswith("sort=cell%3Ahavstrand") for link in links(html, "Sort the rows by this column"))
    assert links(html, "Sort the columns by their total")[0].endswith("order=total")
    assert links(html, "Sort the rows by name")[0].endswith("sort=name")


@pytest.mark.parametrize(("query", "line"), [({"sort": "cell:havstrand"}, "~havstrand"), ({"order": "cell:moteord"}, "moteord~")])
def test_sorted_by_what_stands_in_a_row_or_column(page, query, line):
    html = page(**query).content.decode()
    values = [int(value) if state == "evidence" else 0 for key, (state, value) in cells(html).items() if line in key]
    assert values == sorted(values, reverse=True) != sorted(values)


def test_sorted_again_is_the_other_way_round(page):
    html = page(order="cell:moteord", sort="name").content.decode()
    assert 'aria-sort="descending" data-name="Moteord og skepsis"' in html
    assert any(link.endswith("order=-cell%3Amoteord") for link in links(html, "Sort the columns by this row"))
    assert links(html, "Sort the rows by name")[0].endswith("sort=-name")
    (back,) = links(html, "Rows the other way round")
    assert back.endswith("sort=-name")
    assert heads(page(sort="-name").content.decode(), "row") == heads(html, "row")[::-1]
    assert heads(page(sort="-").content.decode(), "row") == heads(page().content.decode(), "row")[::-1]


def test_total_that_is_shown_is_the_one_sorted_by(page):
    html = page(measure="words", sort="total").content.decode()
    totals = [
        int(total) for total in re.findall(r'<td class="num total" title="[^"]*">(\d+)', html.split("<tbody>")[1].split("<tfoot>")[0])
    ]
    assert totals == sorted(totals, reverse=True)


def test_swap_takes_the_sorting_along(page):
    html = page(sort="cell:havstrand", order="attribute:centrality", fold="fjordvik").content.decode()
    (swap,) = re.findall(r'href="\?([^"]*)" data-key="x"', html)
    query = dict(part.split("=") for part in swap.replace("&amp;", "&").split("&"))
    assert (query["sort"], query["order"], query["fold"]) == ("attribute%3Acentrality", "cell%3Ahavstrand", "fjordvik")
