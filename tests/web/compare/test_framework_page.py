"""The framework matrix: summaries shown, written, linked and undone."""

import pytest

from belegg.apps.analysis.actions import write_summary
from belegg.apps.analysis.models import Summary
from belegg.apps.coding.models import Code
from belegg.apps.study.actions import add_member
from belegg.apps.study.models import Member

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def write(client, demo, people):
    client.force_login(people["ida"])

    def send(as_json=True, **form):
        return client.post(f"/studies/{demo.key}/framework/write/", form, **(JSON if as_json else {}))

    return send


def test_framework_shows_the_summaries(page):
    html = page("framework/").content.decode()

    assert "Ingen trenger å rope." in html
    assert html.count('class="summary-cell"') == 6 * Code.objects.count()


def test_summary_is_written_and_can_be_undone(write, demo, client):
    answer = write(code="storrelse", column="case:havstrand", text="Smått er nært.", seen="").json()

    summary = Summary.objects.get(study=demo, code__key="storrelse", column="case:havstrand")
    assert (answer["text"], answer["stamp"] != "", answer["by"]) == ("Smått er nært.", True, summary.by.name)
    assert "Havstrand" in answer["undo"]
    client.post(f"/studies/{demo.key}/undo/")
    assert not Summary.objects.filter(pk=summary.pk).exists()


def test_second_writer_is_told_and_sees_the_first_ones_words(write, demo, client, people):
    owner = Member.objects.select_related("study").get(study=demo, role="owner")
    jonas = add_member(demo, people["jonas"], "coder", by=owner)
    write_summary(Code.objects.get(study=demo, key="storrelse"), "case:havstrand", "Jonas' ord.", by=jonas)

    refused = write(code="storrelse", column="case:havstrand", text="Mine ord.", seen="")

    assert refused.status_code == 409 and jonas.name in refused.json()["why"]
    now = client.get(f"/studies/{demo.key}/framework/cell/", {"cell": "storrelse~havstrand", "summary": "1"}, **JSON).json()
    assert (now["text"], now["by"]) == ("Jonas' ord.", jonas.name)
    assert write(code="storrelse", column="case:havstrand", text="Mine ord.", seen=now["stamp"]).status_code == 200


def test_quotations_are_linked_without_scripts(write, demo, page):
    html = page("framework/", cell="makt~havstrand").content.decode()
    before = Summary.objects.get(study=demo, code__key="makt", column="case:havstrand")
    assert html.count("checked") == len(before.codings) == 3

    answer = write(
        as_json=False, code="makt", column="case:havstrand", text=before.text, with_codings="1", codings=["c-0062"],
        seen=html.split('name="seen" value="')[1].split('"')[0], next=f"/studies/{demo.key}/framework/?cell=makt~havstrand",
    )  # fmt: skip

    assert answer.status_code == 302 and answer["Location"].endswith("cell=makt~havstrand")
    assert Summary.objects.get(pk=before.pk).codings == ["c-0062"]


def test_writing_words_keeps_what_they_rest_on(write, demo):
    before = Summary.objects.get(study=demo, code__key="makt", column="case:havstrand")
    from belegg.apps.analysis.rules import summary_stamp

    write(code="makt", column="case:havstrand", text="Nytt.", seen=summary_stamp(before))

    assert Summary.objects.get(pk=before.pk).codings == before.codings


def test_reader_sees_and_may_not_write(client, demo, people):
    owner = Member.objects.get(study=demo, role="owner")
    add_member(demo, people["rita"], "reader", by=owner)
    client.force_login(people["rita"])

    html = client.get(f"/studies/{demo.key}/framework/", {"cell": "makt~havstrand"}).content.decode()
    assert "Ingen trenger å rope." in html and "data-write" not in html and "<textarea" not in html
    answer = client.post(f"/studies/{demo.key}/framework/write/", {"code": "makt", "column": "case:havstrand", "text": "X"}, **JSON)
    assert answer.status_code == 403


def test_summaries_do_not_stand_under_attributes(page):
    assert page("framework/", cols="attribute:rule").status_code == 422
    assert page("framework/", cols="informants").status_code == page("framework/", cols="sources").status_code == 200
    assert page("framework/", rows="cases").status_code == 200


def test_summary_with_markup_is_text(write, page):
    write(code="storrelse", column="case:havstrand", text="<script>alert(1)</script>", seen="")

    assert "<script>alert" not in page("framework/", cell="storrelse~havstrand").content.decode()


def test_framework_is_exported(page):
    assert "Ingen trenger å rope." in page("framework/export.csv").content.decode()
    assert page("framework/export.docx").content[:2] == b"PK"
