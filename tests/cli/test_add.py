import json

import pytest

from belegg.apps.sources.models import Source, Turn
from belegg.apps.study.local import local_user
from belegg.cli.main import main

INTERVIEW = "I: Hva er samskaping?\nR: Vi gjør det sammen.\nI: Hvem er vi?\nR: Naboene og kommunen.\n"


@pytest.fixture
def mine(db):
    from belegg.apps.study.actions import begin_study

    return begin_study("Mitt studium", by=local_user(), key="mitt")


@pytest.fixture
def folder(tmp_path):
    def file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return file


def add(capsys, *words):
    code = main(["add", "--json", *words])
    out = capsys.readouterr()
    return code, json.loads(out.out), out.err


def test_interview_is_brought_in_with_roles_and_people(mine, folder, capsys):
    code, rows, _ = add(
        capsys, folder("intervju_1 2025-03-04.txt", INTERVIEW), "--roles", "I=interviewer,R=informant", "--person", "R=Informant 1"
    )

    assert code == 0
    assert [(row["source"], row["title"], row["kind"], row["turns"], row["speakers"]) for row in rows] == [
        ("int-1", "Intervju 1", "interview", 4, {"I": "interviewer", "R": "informant"})
    ]
    assert str(Source.objects.get().date) == "2025-03-04"
    assert set(Turn.objects.filter(speaker="R").values_list("person__pseudonym", flat=True)) == {"Informant 1"}


def test_bad_files_do_not_stop_the_others(mine, folder, capsys):
    files = [folder("tom.txt", b""), folder("god.txt", INTERVIEW), folder("bilde.png", b"\x89PNG"), folder("falsk.docx", b"PK\x03\x04ikke")]

    code, rows, err = add(capsys, *files, files[0] + "-mangler.txt")

    assert code == 1
    assert [row.get("source") or row["refused"] for row in rows] == [
        "file_empty",
        "int-1",
        "file_format_unknown",
        "file_not_readable",
        "file_not_opened",
    ]
    assert len(err.splitlines()) == 4


def test_same_file_again_is_refused_unless_asked_for(mine, folder, capsys):
    file = folder("a.txt", INTERVIEW)
    add(capsys, file)

    code, rows, err = add(capsys, file)
    assert (code, rows[0]["refused"]) == (1, "already_imported")
    assert "(int-1)" in err

    assert add(capsys, file, "--again")[0] == 0
    assert Source.objects.count() == 2


def test_dry_run_writes_nothing(mine, folder, capsys):
    code, rows, _ = add(capsys, folder("a.txt", INTERVIEW), "--dry-run")

    assert (code, rows[0]["turns"]) == (0, 4)
    assert not Source.objects.exists()


def test_no_speakers_makes_every_line_a_turn(mine, folder, capsys):
    _, rows, _ = add(capsys, folder("a.txt", INTERVIEW), "--shape", "none", "--kind", "document")

    assert (rows[0]["speakers"], rows[0]["turns"], rows[0]["source"]) == ({}, 4, "doc-1")


def test_survey_makes_a_source_for_each_respondent(mine, folder, capsys):
    table = "id,Hva er samskaping for deg?,Alder\nA1,Å gjøre ting sammen med naboer,44\nA2,Det er et ord fra kommunen,51\n"

    _, rows, _ = add(capsys, folder("svar.csv", table))

    assert [(row["source"], row["title"]) for row in rows] == [("sur-1", "Svar: A1"), ("sur-2", "Svar: A2")]


@pytest.mark.parametrize("words, refused", [
    (["--case", "nirgendwo"], "no_such_case"), (["--date", "i går"], "date_not_readable"), (["--roles", "R=sjef"], "role-unknown"),
])  # fmt: skip
def test_impossible_choices_are_refused_in_one_sentence(mine, folder, capsys, words, refused):
    code, rows, err = add(capsys, folder("a.txt", INTERVIEW), *words)

    assert (code, rows[0]["refused"].replace("_", "-"), len(err.splitlines())) == (1, refused.replace("_", "-"), 1)


def test_lines_for_a_person(mine, folder, capsys):
    assert main(["add", folder("a.txt", INTERVIEW)]) == 0

    assert capsys.readouterr().out == "int-1\tA\t4 turns (I interviewer, R informant)\ta.txt\n"
