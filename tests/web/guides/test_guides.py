"""Guides in the pages: a list is shown as understood before it is entered, corrections hold, versions are set side by side."""

import pytest

from belegg.apps.fieldwork import guides as acts
from belegg.apps.fieldwork.models import Guide, GuideVersion
from belegg.method.guide import read_guide

LIST = "Innledning\n1. Fortelle om prosjektet\nSamarbeid\n2. Hvem samarbeider dere med?\na. Hvordan begynte det?\n3. Hva har dere lært?\n"


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def guide(study, ida):
    return acts.add_guide(study, "Ledere", read_guide(LIST), by=ida, language="nb").guide


def room(study, rest=""):
    return f"/studies/{study.key}/guides/{rest}"


def test_list_is_shown_before_it_is_entered(page, study):
    given = {"title": "Ledere", "language": "nb", "list": LIST}
    shown = page.post(room(study, "new/"), {**given, "look": "1"})

    assert shown.status_code == 200 and not Guide.objects.exists()
    assert "As it was understood" in shown.content.decode() and shown.content.decode().count('name="kind-') == 6
    entered = page.post(room(study, "new/"), {**given, "seen_list": LIST, "enter": "1", "kind-2": "question"})

    assert entered.status_code == 302
    assert [item.kind for item in acts.items_of(GuideVersion.objects.get())] == [
        "section",
        "question",
        "section",
        "question",
        "probe",
        "question",
    ]


def test_list_changed_since_it_was_shown_is_shown_once_more(page, study):
    shown = page.post(room(study, "new/"), {"title": "Ledere", "list": LIST + "4. Til slutt?", "seen_list": LIST, "enter": "1"})

    assert shown.status_code == 200 and "Til slutt?" in shown.content.decode() and not Guide.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "Ledere", "list": " \n "}, "A guide needs at least one question."),
        ({"title": "", "list": LIST}, "This field is required."),
        ({"title": "x" * 301, "list": LIST}, "at most 300"),
    ],
)
def test_bad_input_stays_in_the_form(page, study, given, words):
    answer = page.post(room(study, "new/"), {**given, "seen_list": given["list"], "enter": "1"})

    assert answer.status_code == 422 and words in answer.content.decode() and not Guide.objects.exists()


def test_new_version_keeps_ids_unless_a_person_says_otherwise(page, study, guide):
    changed = LIST.replace("Hva har dere lært?", "Hva har dere lært av det?") + "4. Kjenner du ordet?\n"
    given = {"why": "Ordet var ukjent.", "list": changed}
    shown = page.post(room(study, f"{guide.key}/write/"), {**given, "look": "1"}).content.decode()
    assert "<ins>" in shown and "+ new" in shown

    entered = page.post(room(study, f"{guide.key}/write/"), {**given, "seen_list": changed, "enter": "1", "same-6": ""})

    assert entered.status_code == 302
    first, second = (acts.items_of(version) for version in acts.versions_of(guide))
    assert [item.qid for item in second][:5] == [item.qid for item in first][:5]
    assert {item.qid for item in second[5:]}.isdisjoint({item.qid for item in first})


def test_one_question_cannot_be_said_to_be_two(page, study, guide):
    written = LIST + "4. Noe mer?\n"
    given = {"why": "Mer", "list": written, "seen_list": written, "enter": "1"}
    answer = page.post(room(study, f"{guide.key}/write/"), {**given, "same-7": "q6", "same-6": "q6"})

    assert answer.status_code == 422 and "stands there twice" in answer.content.decode()
    assert GuideVersion.objects.count() == 1


def test_version_without_reason_or_change_is_refused_beside_the_form(page, study, guide):
    for given, words in (
        ({"why": "", "list": LIST + "4. Mer?\n"}, "needs a reason"),
        ({"why": "Så", "list": LIST}, "are those of version 1"),
    ):
        answer = page.post(room(study, f"{guide.key}/write/"), {**given, "seen_list": given["list"], "enter": "1"})
        assert answer.status_code == 422 and words in answer.content.decode()


def test_versions_are_set_side_by_side(page, study, guide, ida):
    items = acts.items_of(acts.versions_of(guide)[0])
    acts.new_guide_version(guide, items[:-1], why="Kortere", by=ida)

    shown = page.get(room(study, f"{guide.key}/changes/")).content.decode()
    assert "Hva har dere lært?" in shown and "1 was taken out" in shown and "5 questions are the same" in shown
    assert "Fortelle om prosjektet" not in page.get(room(study, f"{guide.key}/changes/?only=changed")).content.decode()
    assert page.get(room(study, f"{guide.key}/changes/?from=2&to=99&only=x")).status_code == 200


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx", "txt"])
def test_guide_is_saved_as_a_file(page, study, guide, suffix):
    answer = page.get(room(study, f"{guide.key}/export.{suffix}"))

    assert answer.status_code == 200 and answer.content
    if suffix == "txt":
        assert [item.text for item in read_guide(answer.content.decode())] == [item.text for item in read_guide(LIST)]
    if suffix == "csv":
        assert answer.content.decode().splitlines()[0] == "version,id,parent,depth,kind,text"


def test_guide_called_new_has_a_page(page, study, ida):
    guide = acts.add_guide(study, "New", read_guide(LIST), by=ida).guide

    assert page.get(room(study, f"{guide.key}/")).status_code == 200
    assert "Hva har dere lært?" in page.get(room(study, f"{guide.key}/")).content.decode()


def test_reader_sees_and_does_not_write(client, people, study, guide):
    client.force_login(people["rita"])

    assert client.get(room(study)).status_code == 200
    assert "New version" not in client.get(room(study, f"{guide.key}/")).content.decode()
    assert client.post(room(study, f"{guide.key}/write/"), {"list": "A"}).status_code == 403
