"""The plan and the answers for a notification in the pages."""

import io
import json

import pytest
from docx import Document

from belegg.apps.exchange.demo import load_demo
from belegg.apps.privacy.plan_facts import plan_of, samples_of, set_sample


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


def at(study, rest):
    return f"/studies/{study.key}/{rest}"


def test_what_is_missing_leads_to_where_it_is_told(page, study):
    shown = page.get(at(study, "plan/")).content.decode()
    assert f'end date: <a href="{at(study, "plan/facts/")}">Facts of the plan</a>' in shown
    refused = page.get(at(study, "plan/dmp/nb.json"))
    assert refused.status_code == 422 and "end date (Facts of the plan)" in refused.content.decode()
    asked = page.get(at(study, "plan/notification/?language=en")).content.decode()
    assert f'href="{at(study, "plan/facts/")}#id_end"' in asked and f'href="{at(study, "plan/samples/new/")}"' in asked
    assert f'href="{at(study, "letter/facts/")}#id_institution"' in asked


def test_facts_are_told_in_forms_and_nothing_typed_is_lost(page, study):
    wrong = page.post(at(study, "plan/facts/"), {"start": "2026-05-01", "end": "2026-01-01", "third_persons": "Colleagues"})
    assert wrong.status_code == 422 and "ends before it begins" in wrong.content.decode() and "Colleagues" in wrong.content.decode()
    told = {"start": "2026-01-01", "end": "2026-05-01", "special": ["union", "health"], "contributors": "Jonas; Researcher; b-17"}
    assert page.post(at(study, "plan/facts/"), told).status_code == 302
    assert plan_of(study)["end"] == "2026-05-01" and plan_of(study)["special"] == ["union", "health"]

    assert page.post(at(study, "plan/samples/new/"), {"who": ""}).status_code == 422
    assert page.post(at(study, "plan/samples/new/"), {"who": "Leaders", "basis": "consent"}).status_code == 302
    (key,) = samples_of(study)
    assert page.post(at(study, f"samples/{key}/"), {"who": "<b>Leaders</b>"}).status_code == 302
    assert "&lt;b&gt;Leaders" in page.get(at(study, "plan/")).content.decode()
    assert page.post(at(study, f"samples/{key}/delete/")).status_code == 302 and samples_of(study) == {}
    assert page.get(at(study, f"samples/{key}/")).status_code == 404
    assert page.post(at(study, "plan/datasets/recordings/"), {"access": "closed"}).status_code == 302
    assert page.get(at(study, "plan/datasets/dreams/")).status_code == 404


def test_a_reader_reads_and_is_offered_nothing_to_write(client, people, study, ida):
    key = set_sample(study, "", {"who": "Leaders"}, by=ida)
    client.force_login(people["rita"])
    shown = client.get(at(study, "plan/")).content.decode()
    assert "Leaders" in shown and at(study, f"samples/{key}/") not in shown and at(study, "plan/facts/") not in shown
    assert client.post(at(study, "plan/facts/"), {"end": "2026-01-01"}).status_code == 403


def test_the_demo_is_handed_over_whole(page, people):
    study = load_demo(by=people["ida"])
    assert "Every answer is there" in page.get(at(study, "plan/notification/")).content.decode()
    made = json.loads(page.get(at(study, "plan/dmp/nb.json")).content)
    assert made["dmp"]["project"][0]["end"] == "2025-09-30"
    for name in ("notification", "dmp"):
        document = Document(io.BytesIO(page.get(at(study, f"plan/{name}/nb.docx")).content))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert "Ida Eksempel" in text and "[mangler" not in text
        html = page.get(at(study, f"plan/{name}/nn.html")).content.decode()
        assert html.startswith('<!doctype html><html lang="nn">') and "Ida Eksempel" in html and "<script" not in html
    assert page.get(at(study, "plan/dmp/sv.docx")).status_code == 404
    assert page.get(at(study, "plan/notification/nb.exe")).status_code == 404
