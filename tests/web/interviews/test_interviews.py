"""Interviews in the pages, and what was asked in which."""

import datetime

import pytest

from belegg.apps.fieldwork import guides, interviews
from belegg.apps.fieldwork.models import Interview
from belegg.apps.privacy.actions import add_person
from belegg.apps.sources.models import Source
from belegg.method.guide import Item
from tests.worlds import bring_in

OLD = [Item("q1", "", "Hva er jobben?"), Item("q2", "", "Hva er innovasjon?")]
NEW = [Item("q1", "", "Hva er jobben din?"), Item("q3", "", "Kjenner du ordet?")]
DAY = datetime.date(2025, 3, 5)


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def two(study, ida):
    first = guides.add_guide(study, "Ledere", OLD, by=ida)
    second = guides.new_guide_version(first.guide, NEW, why="Ordet var ukjent", by=ida)
    people = [add_person(study, name, by=ida) for name in ("Informant 1", "Informant 2")]
    return [
        interviews.add_interview(study, people=[person], date=DAY, state="held", guide_version=version, by=ida)
        for person, version in zip(people, (first, second), strict=True)
    ]


def room(study, rest=""):
    return f"/studies/{study.key}/interviews/{rest}"


def test_joint_interview_is_entered_with_its_source(page, study, ida):
    bring_in(study, by=ida)
    given = {
        "state": "held",
        "date": "2025-03-05",
        "form": "video",
        "people": ["r", "k"],
        "members": ["ida"],
        "sources": ["int-1"],
        "minutes": "40",
    }
    assert page.post(room(study, "new/"), given).status_code == 302

    shown = page.get(room(study)).content.decode()
    assert "R, K" in shown and "joint interview" in shown and Source.objects.get().interview == Interview.objects.get()
    assert page.post(room(study, "i-1/"), {**given, "sources": [], "note": "Så"}).status_code == 302
    assert Source.objects.get().interview is None and Interview.objects.get().note == "Så"


def test_held_without_date_is_refused_in_the_form(page, study):
    answer = page.post(room(study, "new/"), {"state": "held", "form": "phone"})

    assert answer.status_code == 422 and "has a date" in answer.content.decode() and not Interview.objects.exists()


def test_not_asked_left_out_and_asked_are_told_apart(page, study, two):
    first, second = two
    assert page.post(room(study, f"{first.key}/skip/"), {"question": "q2", "skipped": "1"}).status_code == 302
    shown = page.get(room(study, "asked/"))

    states = {row["shown"].item.qid: [cell["state"] for cell in row["cells"]] for row in shown.context["rows"]}
    assert states == {"q1": ["not_answered", "not_answered"], "q3": ["not_asked", "not_answered"], "q2": ["skipped", "not_asked"]}
    page.post(room(study, f"{first.key}/skip/"), {"question": "q2", "skipped": "0"})
    assert interviews.skipped_of(first) == set()
    assert page.post(room(study, f"{second.key}/skip/"), {"question": "q2", "skipped": "1"}).status_code == 422


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx"])
def test_interviews_are_exported(page, study, two, suffix):
    answer = page.get(room(study, f"export.{suffix}"))

    assert answer.status_code == 200
    if suffix == "csv":
        assert answer.content.decode().splitlines()[1] == 'i-1,2025-03-05,held,Informant 1,,,in_person,,,"Ledere, version 1",,,'


def test_interview_is_deleted_unless_something_came_of_it(page, study, two, ida):
    interviews.add_interview(study, follow_up_of=two[0], by=ida)

    assert page.post(room(study, f"{two[0].key}/delete/")).status_code in (409, 422)
    assert page.post(room(study, f"{two[1].key}/delete/")).status_code == 302
    assert Interview.objects.count() == 2
