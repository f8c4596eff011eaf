import os

import pytest

from belegg.apps.sources import staging
from belegg.apps.sources.models import Source
from belegg.apps.sources.preparation import Choices
from belegg.method.errors import Refused
from tests.apps.sources.test_add import INTERVIEW


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_file_waits_outside_the_study_until_it_is_imported(study, ida):
    file = staging.stage(ida, "Intervju_2 2025-03-04.txt", INTERVIEW.encode())

    assert [(each.sha, each.name) for each in staging.waiting_files(ida)] == [(file.sha, "Intervju_2 2025-03-04.txt")]
    assert (file.suggested.title, file.suggested.date, file.suggested.kind, file.seen.turns) == ("Intervju 2", "2025-03-04", "interview", 4)
    assert not Source.objects.exists()

    (source,) = staging.import_waiting(ida, file)
    assert (source.title, source.suffix) == ("Intervju 2", ".txt")
    assert staging.waiting_files(ida) == []


def test_choices_are_kept_and_applied(study, ida):
    file = staging.stage(ida, "a.txt", INTERVIEW.encode())

    file, prepared = staging.choose(ida, file, Choices(title="Samtale", roles={"I": "other"}, people={"R": "=Informant 7"}))

    assert staging.waiting_file(ida, file.sha).chosen.title == "Samtale"
    assert [(speaker.label, speaker.role) for speaker in prepared.recognition.speakers] == [("I", "other"), ("R", "informant")]
    (source,) = staging.import_waiting(ida, file)
    assert set(source.texts.get().turns.filter(speaker="R").values_list("person__pseudonym", "role")) == {("Informant 7", "informant")}


def test_label_that_is_no_speaker_belongs_to_the_turn_before(study, ida):
    body = INTERVIEW + "Eksempel: en hage.\nEksempel: en båt.\nEksempel: et hus.\n"
    file = staging.stage(ida, "a.txt", body.encode())

    file, prepared = staging.choose(ida, file, Choices(roles={"Eksempel": "not"}))

    assert [speaker.label for speaker in prepared.recognition.speakers] == ["I", "R"]


def test_unreadable_file_is_not_kept(study, ida):
    with pytest.raises(Refused):
        staging.stage(ida, "bilde.png", b"\x89PNG")

    assert staging.waiting_files(ida) == []


def test_too_large_file_is_refused_before_it_is_read(study, ida, settings):
    settings.UPLOAD_MAX_BYTES = 10

    with pytest.raises(Refused) as refused:
        staging.stage(ida, "a.txt", b"x" * 11)

    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\temp\\..\\a.txt", "a\x00\n.txt", "/" * 300 + "a.txt"])
def test_name_of_the_client_is_no_path(study, ida, name, settings):
    staging.stage(ida, name, INTERVIEW.encode())

    files = [os.path.relpath(path, settings.MEDIA_ROOT) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert all(file.startswith("staged") for file in files)


@pytest.mark.parametrize("sha", ["..", "../..", "x" * 64, "A" * 64])
def test_hash_that_is_none_is_not_found(study, ida, sha):
    with pytest.raises(Refused) as refused:
        staging.waiting_file(ida, sha)

    assert refused.value.code == "not_found"


def test_waiting_file_that_is_in_the_study_says_so(study, ida):
    staging.import_waiting(ida, staging.stage(ida, "a.txt", INTERVIEW.encode()))

    file = staging.stage(ida, "b.txt", INTERVIEW.encode())

    assert staging.waiting_file(ida, file.sha).imported_as == staging.waiting_files(ida)[0].imported_as == "int-1"
    with pytest.raises(Refused):
        staging.import_waiting(ida, file)
    assert staging.waiting_files(ida)
    assert staging.import_waiting(ida, file, again=True)[0].key == "int-2"


def test_each_member_has_their_own_and_a_coder_none(study, ida, jonas):
    staging.stage(ida, "a.txt", INTERVIEW.encode())

    assert staging.waiting_files(jonas) == []
    with pytest.raises(Refused):
        staging.stage(jonas, "a.txt", INTERVIEW.encode())


def test_forgotten_files_are_cleared_away(study, ida):
    file = staging.stage(ida, "a.txt", INTERVIEW.encode())
    old = staging.folder_of(ida, file.sha)

    staging.clear_old(ida, now=lambda: old.stat().st_mtime + 31 * 86400)

    assert staging.waiting_files(ida) == []
