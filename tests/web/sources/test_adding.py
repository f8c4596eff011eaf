import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belegg.apps.sources import staging
from belegg.apps.sources.models import Source, Turn

INTERVIEW = "I: Hva er samskaping?\nR: Vi gjør det sammen.\nI: Hvem er vi?\nR: Naboene og kommunen.\n"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ida_at(client, people, study):
    client.force_login(people["ida"])
    return client


def file(name="Intervju_1.txt", content=INTERVIEW):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def address(study, *parts):
    return "/".join(["/studies", study.key, "sources", "add", *parts, ""])


def upload(client, study, *files, **extra):
    return client.post(address(study), {"files": list(files)}, **extra)


def test_form_without_scripts_takes_good_files_and_names_bad_ones(ida_at, study):
    page = ida_at.post(address(study), {"files": [file(), file("bilde.png", b"\x89PNG"), file("tom.txt", b"")]}, follow=True)

    assert page.status_code == 200
    said = [str(message) for message in page.context["messages"]]
    assert len(said) == 2 and said[0].startswith("bilde.png: ") and said[1].startswith("tom.txt: ")
    assert [line["title"] for line in page.context["files"]] == ["Intervju 1"]
    assert not Source.objects.exists()


def test_script_gets_what_was_found(ida_at, study):
    answer = upload(ida_at, study, file(), **JSON)

    assert answer.status_code == 201
    assert answer.json()["summary"] == "17 words, 4 turns: I (interviewer, 2), R (informant, 2)"


def test_script_gets_one_sentence_for_a_bad_file(ida_at, study):
    answer = upload(ida_at, study, file("tom.txt", b""), **JSON)

    assert (answer.status_code, answer.json()["refused"]) == (422, "file_empty")


def test_too_large_file_is_refused(ida_at, study, settings):
    settings.UPLOAD_MAX_BYTES = 20

    assert upload(ida_at, study, file(), **JSON).json()["refused"] == "file_too_large"


def test_preview_is_corrected_and_imported(ida_at, study, ida):
    upload(ida_at, study, file())
    sha = staging.waiting_files(ida)[0].sha
    page = ida_at.get(address(study, sha))
    assert [turn["words"] for turn in page.context["turns"]] == [
        "Hva er samskaping?",
        "Vi gjør det sammen.",
        "Hvem er vi?",
        "Naboene og kommunen.",
    ]

    form = {
        "title": "Samtale 1", "kind": "interview", "date": "2025-03-04", "language": "nb", "shape": "auto", "more": "",
        "label-0": "I", "role-0": "interviewer", "person-0": "", "label-1": "R", "role-1": "informant", "person-1": "Informant 1",
    }  # fmt: skip
    assert ida_at.post(address(study, sha), form).status_code == 302
    assert not Source.objects.exists()
    assert ida_at.get(address(study, sha)).context["form"]["title"].value() == "Samtale 1"

    assert ida_at.post(address(study, sha), {**form, "import": "1"}).url == f"/studies/{study.key}/texts/int-1/"
    source = Source.objects.get()
    assert (source.title, str(source.date)) == ("Samtale 1", "2025-03-04")
    assert set(Turn.objects.filter(speaker="R").values_list("person__pseudonym", flat=True)) == {"Informant 1"}


def test_no_speakers_is_looked_at_before_import(ida_at, study, ida):
    upload(ida_at, study, file())
    sha = staging.waiting_files(ida)[0].sha
    form = {
        "title": "A", "kind": "document", "language": "", "shape": "none", "more": "", "label-0": "I", "role-0": "interviewer", "person-0": "",
        "label-1": "R", "role-1": "informant", "person-1": "",
    }  # fmt: skip

    ida_at.post(address(study, sha), form)

    page = ida_at.get(address(study, sha))
    assert page.context["form"].speakers() == []
    assert page.context["turns"][0]["words"] == "I: Hva er samskaping?"


def test_bad_form_is_shown_again_with_what_was_typed(ida_at, study, ida):
    upload(ida_at, study, file())
    sha = staging.waiting_files(ida)[0].sha

    page = ida_at.post(address(study, sha), {"title": "", "kind": "film", "shape": "auto"})

    assert page.status_code == 422
    assert set(page.context["form"].errors) >= {"title", "kind"}


def test_all_are_imported_as_shown(ida_at, study, ida):
    upload(ida_at, study, file(), file("Plan.txt", "Mål\n\nVi skal bli flere."))

    ida_at.post(address(study, "import"))

    assert list(Source.objects.order_by("key").values_list("key", "title")) == [("doc-1", "Plan"), ("int-1", "Intervju 1")]
    assert staging.waiting_files(ida) == []


def test_file_that_is_in_the_study_waits_and_says_so(ida_at, study, ida):
    upload(ida_at, study, file())
    ida_at.post(address(study, "import"))
    upload(ida_at, study, file("Samme.txt"))

    page = ida_at.get(address(study))
    assert page.context["files"][0]["imported_as"] == "int-1"
    ida_at.post(address(study, "import"))
    assert Source.objects.count() == 1

    sha = staging.waiting_files(ida)[0].sha
    ida_at.post(address(study, sha, "import"), {"again": "1"})
    assert Source.objects.count() == 2


def test_import_by_script_tells_what_was_made(ida_at, study, ida):
    upload(ida_at, study, file())

    answer = ida_at.post(address(study, staging.waiting_files(ida)[0].sha, "import"), **JSON).json()

    assert answer["sources"] == [{"key": "int-1", "title": "Intervju 1", "url": f"/studies/{study.key}/texts/int-1/"}]
    assert answer["undo"] == "brought in Intervju 1"


def test_left_out_file_is_forgotten(ida_at, study, ida):
    upload(ida_at, study, file())

    ida_at.post(address(study, staging.waiting_files(ida)[0].sha, "leave-out"))

    assert staging.waiting_files(ida) == []


def test_survey_columns_are_mapped(ida_at, study, ida):
    table = "id,Hva er samskaping for deg?,Alder\nA1,Å gjøre ting sammen med naboer,44\nA2,Det er et ord fra kommunen,51\n"
    upload(ida_at, study, file("svar.csv", table))
    sha = staging.waiting_files(ida)[0].sha
    page = ida_at.get(address(study, sha))
    assert page.context["titles"] == ["Svar: A1", "Svar: A2"]

    form = {
        "title": "Svar", "kind": "survey", "language": "nb", "table": "survey", "questions": ["Hva er samskaping for deg?"], "respondent": "id",
        "per": "respondent", "each": "on", "import": "1",
    }  # fmt: skip
    ida_at.post(address(study, sha), form)

    assert list(Source.objects.order_by("key").values_list("key", "title")) == [("sur-1", "Svar: A1"), ("sur-2", "Svar: A2")]
    assert set(Turn.objects.filter(role="informant").values_list("person__pseudonym", flat=True)) == {"A1", "A2"}


def test_survey_can_become_coded_passages(ida_at, study, ida):
    upload(ida_at, study, file("svar.csv", "nr,sagt\n1,En lang setning om noe\n2,En annen setning om noe\n"))
    sha = staging.waiting_files(ida)[0].sha

    ida_at.post(address(study, sha), {
        "title": "Svar", "kind": "survey", "language": "nb", "table": "coded", "questions": ["sagt"], "respondent": "", "per": "respondent",
    })  # fmt: skip

    page = ida_at.get(address(study, sha))
    assert "code" in page.context["form"].fields
    assert len(page.context["form"].prepared.news) == 1


def test_words_of_a_file_are_never_markup(ida_at, study, ida):
    upload(ida_at, study, file("<b>x</b>.txt", "I: <script>alert(1)</script>?\nR: <img src=x onerror=alert(1)>\nI: Ja?\nR: Nei.\n"))
    sha = staging.waiting_files(ida)[0].sha

    pages = ida_at.get(address(study)).content.decode() + ida_at.get(address(study, sha)).content.decode()

    assert "&lt;script&gt;alert(1)" in pages
    assert "<script>alert" not in pages and "<img src=x" not in pages and "<b>x</b>" not in pages


def test_coder_cannot_add_and_stranger_finds_nothing(client, people, study):
    client.force_login(people["jonas"])
    assert client.get(address(study)).status_code == 403
    assert upload(client, study, file()).status_code == 403

    client.force_login(people["stian"])
    assert client.get(address(study)).status_code == 404


def test_gone_file_is_not_found(ida_at, study):
    assert ida_at.get(address(study, "a" * 64)).status_code == 404
    assert ida_at.get(address(study, "..%2F..")).status_code == 404
