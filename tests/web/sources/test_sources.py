import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belegg.apps.sources.models import Source, Turn
from belegg.apps.study import journal
from tests.apps.sources.test_add import bring_in
from tests.apps.sources.test_change import add_case


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ida_at(client, people, study):
    client.force_login(people["ida"])
    return client


def address(study, *parts):
    return "/".join(["/studies", study.key, *parts, ""])


def titles(page):
    return [line["source"].title for line in page.context["lines"]]


def test_empty_study_says_what_the_room_is_for(ida_at, study):
    assert address(study, "sources", "add") in ida_at.get(address(study, "sources")).content.decode()


def test_list_is_in_the_order_of_the_numbers_and_narrowed(ida_at, study, ida):
    case = add_case(study, ida, "fjordvik")
    for n in range(1, 12):
        bring_in(study, ida, body=f"R: {n}", title=f"Intervju {n}", cases=[case] if n == 3 else [])
    bring_in(study, ida, body="Plan", title="Plan", kind="document")

    assert titles(ida_at.get(address(study, "sources"))) == [*[f"Intervju {n}" for n in range(1, 12)], "Plan"]
    assert titles(ida_at.get(address(study, "sources") + "?kind=document")) == ["Plan"]
    assert titles(ida_at.get(address(study, "sources") + "?case=fjordvik")) == ["Intervju 3"]
    assert titles(ida_at.get(address(study, "sources") + "?q=intervju+11")) == ["Intervju 11"]
    assert titles(ida_at.get(address(study, "sources") + "?order=new"))[0] == "Plan"


def test_list_takes_the_same_queries_for_one_and_for_three(ida_at, study, ida):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ida_at.get(address(study, "sources"))
        return len(captured)

    bring_in(study, ida, people={"R": "Informant 1"}, cases=[add_case(study, ida, "a")])
    one = queries()
    for n in (2, 3):
        bring_in(
            study,
            ida,
            body=f"I: Hva?\nR: {n}",
            title=f"Intervju {n}",
            people={"R": f"Informant {n}"},
            cases=[add_case(study, ida, f"a{n}")],
        )

    assert queries() == one


def test_source_page_shows_people_and_hands_the_file_back(ida_at, study, ida):
    bring_in(study, ida, people={"R": "Informant 1"}, original=b"<script>I: hei</script>", title="Kari sa")
    page = ida_at.get(address(study, "sources", "int-1")).content.decode()
    assert "Informant 1" in page

    response = ida_at.get(address(study, "sources", "int-1", "original"))

    assert b"".join(response.streaming_content) == b"<script>I: hei</script>"
    assert response["Content-Disposition"] == 'attachment; filename="int-1.txt"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_source_is_changed_with_its_cases(ida_at, study, ida):
    add_case(study, ida, "fjordvik")
    bring_in(study, ida)

    ida_at.post(
        address(study, "sources", "int-1", "change"), {"title": "Nytt navn", "kind": "observation", "language": "nn", "cases": ["fjordvik"]}
    )

    source = Source.objects.get()
    assert (source.title, source.kind, source.language, source.in_cases.get().case.key) == ("Nytt navn", "observation", "nn", "fjordvik")


def test_change_of_what_another_has_changed_is_refused(ida_at, study, ida):
    source = bring_in(study, ida)
    seen = ida_at.get(address(study, "sources", "int-1", "change")).context["seen"]
    from belegg.apps.sources.actions import change_source

    change_source(source, title="Annet", by=ida)
    page = ida_at.post(address(study, "sources", "int-1", "change"), {"title": "Mitt", "kind": "interview", "seen": seen})

    assert page.status_code == 409
    assert Source.objects.get().title == "Annet"


def test_speaker_becomes_a_new_person_in_one_act(ida_at, study, ida):
    bring_in(study, ida)

    ida_at.post(address(study, "texts", "int-1", "speaker"), {"label": "R", "role": "informant", "person": "Informant 5"})
    assert set(Turn.objects.filter(speaker="R").values_list("person__pseudonym", flat=True)) == {"Informant 5"}

    journal.undo(ida)
    assert set(Turn.objects.filter(speaker="R").values_list("person", flat=True)) == {None}


def test_turns_are_looked_at_and_then_kept(ida_at, study, ida):
    bring_in(study, ida)
    page = ida_at.get(address(study, "texts", "int-1", "turns") + "?shape=none")
    assert (page.context["count"], page.context["speakers"]) == (4, ())
    assert Turn.objects.filter(speaker="R").exists()

    ida_at.post(address(study, "texts", "int-1", "turns"), {"shape": "none", "more": ""})
    assert not Turn.objects.filter(speaker="R").exists()


def test_part_belongs_to_a_case_and_is_taken_back(ida_at, study, ida):
    add_case(study, ida, "fjordvik")
    source = bring_in(study, ida)
    url = address(study, "texts", "int-1", "parts")

    ida_at.post(url, {"case": "fjordvik", "first": 2, "last": 3})
    part = source.texts.get().parts.get()
    assert (part.start, part.end) == (22, 59)
    assert "Turns 2 to 3" in ida_at.get(address(study, "sources", "int-1")).content.decode()

    ida_at.post(url, {"remove": part.pk})
    assert not source.texts.get().parts.exists()


def test_source_is_deleted_after_a_look_at_what_goes(ida_at, study, ida):
    bring_in(study, ida)
    assert dict(ida_at.get(address(study, "sources", "int-1", "delete")).context["goes"])["turns"] == 4

    ida_at.post(address(study, "sources", "int-1", "delete"), {"why": "Trukket"})

    assert not Source.objects.exists()


def test_reader_sees_but_is_offered_no_change(client, people, study, ida):
    bring_in(study, ida)
    client.force_login(people["rita"])

    page = client.get(address(study, "sources", "int-1"))

    assert page.status_code == 200
    assert "/change/" not in page.content.decode() and "/delete/" not in page.content.decode()
    for part in ("change", "delete"):
        assert client.get(address(study, "sources", "int-1", part)).status_code == 403
    assert client.post(address(study, "texts", "int-1", "speaker"), {"label": "R", "role": "other"}).status_code == 403
