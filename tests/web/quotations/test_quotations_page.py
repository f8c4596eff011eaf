import csv
import html
import io
import re

import pytest

from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.models import Coding
from belegg.apps.sources.models import Turn
from tests.worlds import add_codes, bring_in


@pytest.fixture
def as_ida(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def demo(people):
    from belegg.apps.exchange.demo import load_demo

    return load_demo(by=people["ida"])


def shown(page) -> list[tuple[str, str]]:
    """Return (text, "START-END") of the quotations on a page."""
    return re.findall(r'class="quotation-place" href="/studies/[^/]+/texts/([^/]+)/\?at=(\d+-\d+)"', page.content.decode())


def test_each_quotation_opens_exactly_where_it_stands(as_ida, demo):
    page = as_ida.get("/studies/demo/quotations/?code=roller&coder=jonas")
    codings = Coding.objects.filter(study=demo, code__key="roller", coder__key="jonas").values_list("text__key", "start", "end")
    assert codings
    assert sorted(shown(page)) == sorted((text, f"{start}-{end}") for text, start, end in codings)


def test_pages_hold_fifty_and_together_all(as_ida, demo):
    pages = [shown(as_ida.get(f"/studies/demo/quotations/?page={number}")) for number in range(1, 18)]
    assert [len(page) for page in pages] == [50] * 16 + [47]
    everywhere = Coding.objects.filter(study=demo).values_list("text__key", "start", "end")
    assert sorted(place for page in pages for place in page) == sorted((text, f"{start}-{end}") for text, start, end in everywhere)


def test_query_is_answered_and_read_back(as_ida, demo):
    page = as_ida.get("/studies/demo/quotations/", {"query": "makt og hvem som bestemmer and not tillit"})
    assert page.status_code == 200
    assert 'code:"makt og hvem som bestemmer" AND NOT code:"tillit"' in html.unescape(page.content.decode())


def test_unreadable_query_says_where_it_is_wrong(as_ida, demo):
    page = as_ida.get("/studies/demo/quotations/", {"query": "makt AND ("})
    said = html.unescape(page.content.decode())
    assert page.status_code == 422
    assert "The query ends at character 11 before it is complete." in said
    assert 'aria-invalid="true"' in said
    assert shown(page) == []


def test_misspelt_code_is_answered_with_the_nearest(as_ida, demo):
    page = as_ida.get("/studies/demo/quotations/", {"query": "tilit"})
    assert "Did you mean Tillit?" in html.unescape(page.content.decode())


def test_choice_that_is_not_in_a_list_is_told(as_ida, demo):
    assert as_ida.get("/studies/demo/quotations/?case=oslo").status_code == 422


def test_attribute_is_given_together_or_apart(as_ida, demo):
    together = shown(as_ida.get("/studies/demo/quotations/", {"attribute": "rule=sentrum"}))
    apart = shown(as_ida.get("/studies/demo/quotations/?attribute=rule&value=sentrum"))
    assert together == apart != []


def test_words_of_a_source_never_become_tags(as_ida, study, ida):
    text = bring_in(study, "I: Hva?\n\nR: <script>alert(1)</script> & så videre.", title="<b>Fet</b>", by=ida)
    (code,) = add_codes(study, ida, "<i>skrå</i>")
    turn = Turn.objects.get(text=text, n=2)
    mark_passage(text, code, turn.start, turn.end, by=ida)

    page = as_ida.get(f"/studies/{study.key}/quotations/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; så videre." in page
    for tag in ("<script>alert", "<b>Fet", "<i>skrå"):
        assert tag not in page


def test_number_of_queries_does_not_grow_with_the_list(as_ida, study, ida):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    (code,) = add_codes(study, ida, "tillit")
    counts = []
    for number in (1, 2, 3):
        text = bring_in(study, key=f"int-{number}", title=f"Interview {number}", by=ida)
        for turn in Turn.objects.filter(text=text):
            mark_passage(text, code, turn.start, turn.end, by=ida)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(shown(as_ida.get(f"/studies/{study.key}/quotations/"))) == 5 * number
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_export_holds_what_is_shown_with_its_citation(as_ida, demo):
    answer = as_ida.get("/studies/demo/quotations/export.csv", {"query": "makt AND tillit"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    page = as_ida.get("/studies/demo/quotations/", {"query": "makt AND tillit"})
    assert [(row["text"], f"{row['start']}-{row['end']}") for row in rows][:50] == shown(page)
    cited = {coding.key: coding for coding in Coding.objects.filter(study=demo).select_related("text__source")}
    assert all(row["citation"].startswith(cited[row["id"]].text.source.title) and f" {row['turn']}" in row["citation"] for row in rows)


def test_export_is_a_sheet_and_a_document_too(as_ida, demo):
    sheet = as_ida.get("/studies/demo/quotations/export.xlsx", {"code": "roller"})
    assert sheet.content[:2] == b"PK"
    assert 'filename="quotations-demo.xlsx"' in sheet["Content-Disposition"]
    document = as_ida.get("/studies/demo/quotations/export.docx", {"code": "roller"})
    assert document.content[:2] == b"PK"
    assert as_ida.get("/studies/demo/quotations/export.exe").status_code == 404


def test_export_of_an_unreadable_query_is_the_page_that_says_so(as_ida, demo):
    answer = as_ida.get("/studies/demo/quotations/export.csv", {"query": "makt AND ("})
    assert answer.status_code == 422
    assert "character 11" in answer.content.decode()


def test_empty_study_says_what_the_page_is_for(as_ida, study):
    assert "Nothing is coded yet." in as_ida.get(f"/studies/{study.key}/quotations/").content.decode()


def test_strangers_do_not_find_the_page_and_readers_do(client, people, study):
    client.force_login(people["stian"])
    assert client.get(f"/studies/{study.key}/quotations/").status_code == 404
    assert client.get(f"/studies/{study.key}/quotations/export.csv").status_code == 404
    client.force_login(people["rita"])
    assert client.get(f"/studies/{study.key}/quotations/").status_code == 200


def test_empty_answer_says_which_filter_to_take_away(as_ida, demo):
    asked = {"code": "makt", "case": "havstrand", "attribute": "centrality=874"}
    said = html.unescape(as_ida.get("/studies/demo/quotations/", asked).content.decode())
    found = re.findall(
        r'<a href="\?([^"]*)"><span class="list-main">Without ([^<]*)</span><span class="list-side num">(\d+) quotation', said
    )

    assert "No quotation fits all of this at once." in said
    assert {label for _, label, _ in found} == {"Code: Makt og hvem som bestemmer", "Case: Havstrand", "Attribute: Sentralitet: 874"}
    assert [int(count) for _, _, count in found] == sorted((int(count) for _, _, count in found), reverse=True)
    assert int(found[0][2]) > 0
    for query, _, count in found:
        page = as_ida.get(f"/studies/demo/quotations/?{query}")
        assert f'<strong class="num">{count}</strong>' in page.content.decode()


def test_each_filter_by_itself_agrees_with_the_codings(as_ida, demo):
    def count(**asked):
        return int(re.search(r'<strong class="num">(\d+)</strong>', as_ida.get("/studies/demo/quotations/", asked).content.decode())[1])

    codings = Coding.objects.filter(study=demo)
    assert count(coder="jonas") == codings.filter(coder__key="jonas").count()
    assert count(kind="observation") == codings.filter(text__source__kind="observation").count()
    assert count(code="makt", only="1") == codings.filter(code__key="makt").count()
    one, other = count(query="tillit"), count(query="makt")
    both = count(query="tillit OR makt")
    assert both == one + other
    together = count(query="tillit AND makt")
    assert together == both - count(query="tillit AND NOT makt") - count(query="makt AND NOT tillit") > 0
    near = [count(query=f"NEAR(tillit, makt, {n})") for n in (0, 1, 2, 5)]
    assert near == sorted(near) and near[0] >= together
