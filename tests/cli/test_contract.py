"""What every command holds to: help with an example, exit codes 0, 1, 2, refusals in one sentence, never a traceback."""

from __future__ import annotations

import json

import pytest

from belegg.cli.main import commands

NAMES = [name.rstrip("_") for name in commands()]


@pytest.mark.parametrize("name", NAMES)
def test_command_has_help_with_an_example(belegg, name):
    code, out, _ = belegg(name, "--help")

    assert code == 0
    assert f"Example: belegg {name}" in out


def test_unknown_command_is_a_usage_error(belegg):
    assert belegg("dance")[0] == 2
    assert belegg()[0] == 2


def test_backup_says_that_it_is_not_encrypted(belegg):
    assert "not encrypted" in belegg("backup", "--help")[1].replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["load", "nowhere"], "no_folder"),
        (["load", "."], "no_study_folder"),
        (["load", "garbage"], "folder_faults"),
        (["load", "file.bin"], "no_folder"),
        (["restore", "nowhere"], "no_file"),
        (["restore", "file.bin"], "not_a_backup"),
        (["restore", "."], "not_a_backup"),
        (["backup", "file.bin"], "not_a_backup"),
        (["backup", "nowhere/there/b.zip"], "not_writable"),
        (["save", "out"], "no_study"),
        (["save", "out", "--study", "none"], "no_study"),
        (["undo"], "no_study"),
        (["new", "  "], "no_title"),
        (["new", "A", "--id", "../x"], "bad_id"),
        (["new", "A", "--id", "new"], "bad_id"),
        (["demo", "--as", "nobody"], "no_user"),
        (["user", "add"], "no_name"),
        (["user", "passwd", "nobody", "--password-stdin"], "no_user"),
        (["serve", "--host", "0.0.0.0"], "local_only"),
        (["serve", "--port", "99999"], "bad_port"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(belegg, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "garbage").mkdir()
    (tmp_path / "garbage/study.toml").write_bytes(bytes(range(256)))

    exit_code, out, err = belegg(*words, "--json")

    assert exit_code == 1
    assert set(answer := json.loads(out)) == {"refused", "why", "do"}
    assert answer["refused"] == code
    assert err.strip() and "Traceback" not in err
    assert exit_code == belegg(*words)[0]


def test_load_answers_with_what_it_loaded(belegg, tmp_path):
    from tests.folders import put, small_folder

    root = put(tmp_path / "in", small_folder())
    answer = json.loads(belegg("load", root, "--json")[1])

    assert answer == {
        "study": "liten", "cases": 3, "people": 2, "sources": 2, "texts": 3, "codes": 3, "codings": 3, "memos": 3, "summaries": 2,
        "kept": ["fieldwork/notes/v1.toml", "packs/forms/pack.toml", "report.bin"], "other_form": [], "no_turns": [],
    }  # fmt: skip
    assert belegg("load", root)[0] == 1
    assert belegg("load", root, "--id", "to")[1].startswith("Loaded the study to: 2 sources, 3 codes, 3 codings.\nNot understood")
    assert json.loads(belegg("save", tmp_path / "out", "--study", "to", "--json")[1])["files"] == len(small_folder())


def test_demo_is_loaded_once(belegg):
    assert belegg("demo")[0] == 0
    code, _, err = belegg("demo")

    assert code == 1
    assert err == "The demo study is in this store already. Open it with: belegg serve.\n"


def test_new_begins_a_study_with_its_questions_and_cases(belegg):
    words = ["new", "Tre kommuner", "--question", "Hva er samskaping?", "--case", "Bergen", "--case", "Os", "--json"]

    assert json.loads(belegg(*words)[1]) == {"study": "tre-kommuner", "questions": ["q-1"], "cases": ["bergen", "os"]}


def test_undo_takes_back_and_redo_does_again(belegg):
    belegg("new", "A", "--case", "Bergen")

    assert belegg("undo")[1] == "Undone: case.add (case:bergen)\n"
    assert json.loads(belegg("redo", "--json")[1]) == {"redone": "case.add", "about": "case:bergen"}


def test_check_prints_a_list_and_tells_by_its_exit_code(belegg):
    assert belegg("check") == (0, "[]\n", "")

    from belegg.apps.coding.models import Coding

    belegg("demo")
    Coding.objects.filter(key=Coding.objects.first().key).update(sha256="0" * 64)
    code, out, _ = belegg("check")

    assert code == 1
    assert [fault["kind"] for fault in json.loads(out)] == ["passage"]


def test_accounts_are_made_listed_and_given_passwords(belegg, monkeypatch):
    import io

    from belegg.apps.study.models import User

    monkeypatch.setattr("sys.stdin", io.StringIO("kort\n"))
    assert belegg("user", "add", "ida", "--password-stdin")[0] == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("samskaping-2025\n"))
    assert belegg("user", "add", "ida", "--admin", "--name", "Ida Berg", "--password-stdin")[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("en helt annen setning\n"))
    assert belegg("user", "passwd", "ida", "--password-stdin")[0] == 0

    assert User.objects.get(username="ida").check_password("en helt annen setning")
    assert json.loads(belegg("user", "list", "--json")[1]) == [{"username": "ida", "name": "Ida Berg", "admin": True, "active": True}]


@pytest.mark.parametrize("words", [["new", "a\udcff"], ["memos", "--study", "\udcff"], ["memos", "--as", "\udcff"]])
def test_bytes_that_are_no_text_are_refused(belegg, words):
    code, out, err = belegg(*words, "--json")

    assert (code, json.loads(out)["refused"], "Traceback" in err) == (1, "not_text", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x@h/x"),
        ("DATABASE_URL", "postgresql://x@h:port/x"),
        ("BELEGG_MODE", "srever"),
        ("BELEGG_UPLOAD_MAX", "much"),
        ("BELEGG_RECORDING_MAX", "more"),
        ("BELEGG_TIMEZONE", "Nowhere"),
    ],
)
def test_setting_that_is_not_understood_is_named(store, name, value):
    store.environ[name] = value
    ended = store.run("check", "--json")

    assert (ended.returncode, json.loads(ended.stdout)["refused"]) == (1, "bad_environment"), ended.stderr
    assert ended.stderr.count("\n") == 1
