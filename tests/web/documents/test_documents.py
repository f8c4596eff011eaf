"""The register of documents: one by one, by a pasted table, from a source; what each search brought."""

import io

import openpyxl
import pytest

from belegg.apps.sources.actions import add_document, change_document, register_source
from belegg.apps.sources.actions.delete import delete_source
from belegg.apps.sources.actions.documents import hauls
from belegg.apps.sources.models import Document, Source
from belegg.apps.study.cases import add_case
from belegg.method.errors import Refused
from tests.worlds import bring_in

TABLE = """Tittel\tForfatter\tÅr\tTjeneste\tSøk\tstanding\tGrunn
Handlingsplan\tFjordvik\t2024\tOria\tsamskaping\tkept\t
Avisinnlegg\t\t\tOria\tsamskaping\trejected\tMening, ikke vedtak
Et til\t\t2020\tOria\tsamskaping\trejected\tMening, ikke vedtak
Budsjett\t\t2024\tNettsted\t\t\t
"""


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


def at(study, rest=""):
    return f"/studies/{study.key}/documents/{rest}"


def test_a_pasted_table_becomes_the_register_and_tells_what_each_search_brought(page, study):
    assert "No document is registered yet" in page.get(at(study)).content.decode()
    assert page.post(at(study, "paste/"), {"table": TABLE}).status_code == 302
    assert list(Document.objects.order_by("pk").values_list("title", "year", "standing"))[:2] == [
        ("Handlingsplan", 2024, "kept"),
        ("Avisinnlegg", None, "rejected"),
    ]
    first, second = hauls(Document.objects.order_by("pk"))
    assert first[:6] == ("Oria", "samskaping", 3, 1, 2, 0) and first.reasons == {"Mening, ikke vedtak": 2}
    assert second[:6] == ("Nettsted", "", 1, 0, 0, 1)
    shown = page.get(at(study, "?standing=rejected")).content.decode()
    assert "Avisinnlegg" in shown and "Handlingsplan</a>" not in shown and "Mening, ikke vedtak (2)" in shown
    assert "Handlingsplan" in page.get(at(study, "export.csv")).content.decode()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("Forfatter\nKari", "no column title"),
        ("title,year\nPlan,i fjor", "Row 2 cannot be read"),
        ("title,standing\nPlan,rejected", "rejected for a reason"),
        ("title,author\n, \n", "no rows under its header"),
    ],
)
def test_a_table_with_a_fault_enters_nothing(page, study, table, says):
    answer = page.post(at(study, "paste/"), {"table": table})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Document.objects.exists()


def test_an_excel_file_is_read_too(page, study):
    book = openpyxl.Workbook()
    book.active.append(["title", "year"])
    book.active.append(["Plan", 2016])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "register.xlsx"
    assert page.post(at(study, "paste/"), {"file": out}).status_code == 302
    assert Document.objects.get().year == 2016


def test_entered_changed_and_rejected_with_a_reason(page, study, ida):
    case = add_case(study, "Bergen", by=ida)
    assert page.post(at(study, "new/"), {"title": "Plan", "year": 2016, "case": case.key}).status_code == 302
    made = Document.objects.get()
    wrong = page.post(at(study, f"{made.key}/"), {"title": "Plan", "standing": "rejected"})
    assert wrong.status_code == 422 and "rejected for a reason" in wrong.content.decode()
    page.post(at(study, f"{made.key}/"), {"title": "Plan", "standing": "rejected", "reason": "Another town"})
    assert Document.objects.get().reason == "Another town"
    page.post(at(study, f"{made.key}/delete/"))
    assert not Document.objects.exists()


def test_bad_facts_are_refused(study, ida):
    interview = bring_in(study, by=ida).source
    for said, code in (({"title": ""}, "no_title"), ({"title": "x", "year": 16}, "bad_year"), ({"title": "x", "standing": "y"}, "bad_standing"),
                       ({"title": "x", "source": interview}, "not_a_document")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            add_document(study, by=ida, **said)
        assert refused.value.code == code


def test_a_source_is_entered_in_one_click_and_the_entry_outlives_its_text(page, study, ida):
    source = bring_in(study, "Handlingsplan for medvirkning.", by=ida, persons=()).source
    Source.objects.update(kind="document")
    assert "Enter it" in page.get(at(study)).content.decode() or not Document.objects.exists()
    page.post(f"/studies/{study.key}/sources/{source.key}/register/")
    made = Document.objects.get()
    assert (made.source, made.standing) == (source, "kept")
    assert register_source(Source.objects.select_related("study").get(), by=ida) == made
    delete_source(Source.objects.select_related("study").get(), by=ida, with_codings=True)
    assert Document.objects.get().source is None


def test_two_change_it_at_once(study, ida):
    from belegg.apps.study.seen import stamp

    made = add_document(study, title="Plan", by=ida)
    seen = stamp(made)
    change_document(made, title="Strategy", by=ida)
    with pytest.raises(Refused) as refused:
        change_document(Document.objects.select_related("study").get(), title="Report", seen=seen, by=ida)
    assert refused.value.code == "changed_since"
