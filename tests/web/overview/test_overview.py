import pytest

from belegg.apps.exchange.demo import load_demo
from belegg.apps.study.cases import add_case
from belegg.apps.study.models import Case, Question, Study


@pytest.fixture
def as_ida(client, people):
    client.force_login(people["ida"])
    return client


def test_first_page_of_an_empty_store_offers_the_demo_and_a_new_study(as_ida):
    page = as_ida.get("/").content.decode()
    assert "Load the demo study" in page
    assert "/studies/new/" in page


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get("/").headers["Location"] == "/login/?next=/"


def test_new_study_in_three_steps(as_ida):
    first = as_ida.post(
        "/studies/new/", {"title": "Ung i bygda", "question": "Hva gjør at unge blir?", "sub_questions": "Hvem?\nHvor?", "language": "nb"}
    )
    study = Study.objects.get()
    assert first.headers["Location"] == f"/studies/{study.key}/begin/cases/"

    second = as_ida.post(first.headers["Location"], {"cases": "Lia\n  Skolen\nVik", "kind": "bygd"})
    assert second.headers["Location"] == f"/studies/{study.key}/sources/add/?step=3"

    assert [(q.text, q.parent and q.parent.text) for q in Question.objects.order_by("pk")] == [
        ("Hva gjør at unge blir?", None),
        ("Hvem?", "Hva gjør at unge blir?"),
        ("Hvor?", "Hva gjør at unge blir?"),
    ]
    assert [(c.name, c.parent and c.parent.name, c.kind) for c in Case.objects.order_by("pk")] == [
        ("Lia", None, "bygd"),
        ("Skolen", "Lia", ""),
        ("Vik", None, "bygd"),
    ]


def test_new_study_without_title_is_told_so(as_ida):
    answer = as_ida.post("/studies/new/", {"title": " ", "language": "nb"})
    assert answer.status_code == 422
    assert not Study.objects.exists()


def test_study_called_new_does_not_hide_the_form(as_ida):
    as_ida.post("/studies/new/", {"title": "New", "language": "en"})
    assert Study.objects.get().key != "new"


def test_overview_shows_the_thin_case_and_the_next_act(as_ida, people):
    load_demo(by=people["ida"])
    page = as_ida.get("/studies/demo/").content.decode()
    assert page.count("rests on 1 informant<") == 1
    assert "Compare the cases" in page


def test_overview_is_not_there_for_who_is_no_member(client, study, people):
    client.force_login(people["stian"])
    assert client.get(f"/studies/{study.key}/").status_code == 404


def test_overview_says_what_changed_since_the_last_visit(client, study, ida, people):
    client.force_login(people["jonas"])
    client.get(f"/studies/{study.key}/")
    add_case(study, "Fjordvik", by=ida)

    page = client.get(f"/studies/{study.key}/").content.decode()

    assert "Since your last visit" in page
    assert page.count("Fjordvik") >= 2


def test_overview_takes_as_many_queries_for_three_cases_as_for_one(client, study, ida, people, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(people["jonas"])
    url = f"/studies/{study.key}/"
    counts = []
    for names in (["Fjordvik"], ["Lyngmo", "Havstrand"]):
        for name in names:
            add_case(study, name, by=ida)
        client.get(url)  # the visit is noted: nothing is new in the one measured
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_reader_may_not_change_the_study(client, study, people):
    client.force_login(people["rita"])
    assert client.get(f"/studies/{study.key}/settings/").status_code == 403


@pytest.mark.parametrize("room", ["types", "explain", "findings", "report"])
def test_later_rooms_say_what_they_are_for(as_ida, study, room):
    page = as_ida.get(f"/studies/{study.key}/{room}/")
    assert page.status_code == 200
    assert "Not built yet" in page.content.decode()
