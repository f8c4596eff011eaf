"""The recruitment log in the pages."""

import pytest

from belegg.apps.fieldwork.models import Contact
from belegg.apps.privacy.actions import add_person


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


def test_a_refusal_is_entered_and_counted(page, study, ida):
    add_person(study, "Informant 1", by=ida)
    assert "Nobody has been asked yet" in page.get(f"/studies/{study.key}/recruitment/").content.decode()
    given = {
        "label": "Leder for skolen",
        "unit": "Skole",
        "on": "2025-03-01",
        "via": "own_choice",
        "answer": "no",
        "reason": "Hadde ikke tid",
    }
    assert page.post(f"/studies/{study.key}/contacts/new/", given).status_code == 302
    shown = page.get(f"/studies/{study.key}/recruitment/").content.decode()

    assert "Leder for skolen" in shown and "100 %" in shown and "Hadde ikke tid" in shown
    assert "not assessable: nobody was named by another" in shown
    assert "<svg" in shown

    key = Contact.objects.get().key
    assert page.post(f"/studies/{study.key}/contacts/{key}/forget/").status_code == 302
    shown = page.get(f"/studies/{study.key}/recruitment/").content.decode()
    assert "Leder for skolen" not in shown and "Hadde ikke tid" in shown


def test_what_is_missing_is_said_at_the_form(page, study):
    answer = page.post(f"/studies/{study.key}/contacts/new/", {"via": "own_choice", "answer": "waiting"})
    assert answer.status_code == 422 and "It is not said who was asked." in answer.content.decode()


def test_units_nobody_was_asked_in(page, study, ida):
    from belegg.apps.study.cases import add_case

    case = add_case(study, "Bergen", by=ida)
    page.post(f"/studies/{study.key}/contacts/new/", {"label": "A", "unit": "plan", "case": case.key, "via": "own_choice", "answer": "yes"})
    page.post(f"/studies/{study.key}/recruitment/frame/", {case.key: "Plan\nKultur"})
    shown = page.get(f"/studies/{study.key}/recruitment/").content.decode()
    assert "Bergen: Kultur" in shown


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx"])
def test_the_log_is_exported(page, study, suffix):
    page.post(f"/studies/{study.key}/contacts/new/", {"label": "A", "via": "own_choice", "answer": "yes"})
    assert page.get(f"/studies/{study.key}/recruitment/export.{suffix}").status_code == 200
