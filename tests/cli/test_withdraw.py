"""After a withdrawal the person's words are in none of the bytes on the disk, nor in anything the store gives out; an old backup restored erases them again."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.apps.exchange.withdrawal_worlds import WORDS

ROOT = Path(__file__).parent.parent.parent
NAMES = ["--decide", "memo:m-2:text:names=remove"]


@pytest.fixture
def filled(store, tmp_path):
    """Return a store with a person's traces everywhere, and a backup of it."""
    fill(store)
    store.done("backup", tmp_path / "before.zip")
    return store


def fill(store) -> None:
    code = "import django; django.setup(); from tests.apps.exchange.withdrawal_worlds import build; build()"
    environ = store.environ | {"DJANGO_SETTINGS_MODULE": "belegg.settings", "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    store.done("user", "list")
    ended = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr


def found_in(folder: Path) -> list[str]:
    """Return which of the words stand in which files below a folder, as bytes in the encodings they may stand in."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        parts = [path.read_bytes(), path.name.encode()]
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        for word in WORDS:
            forms = {form.encode(code) for form in (word, word.casefold()) for code in ("utf-8", "utf-16-le")}
            forms |= {json.dumps(word)[1:-1].encode(), word.encode().hex().encode()}
            if any(form in part for form in forms for part in parts):
                found.append(f"{word} in {path.name}")
    return found


def test_no_byte_of_the_words_is_left(filled, tmp_path):
    out = tmp_path / "out"
    assert found_in(filled.home) != []
    answer = json.loads(filled.done("withdraw", "Informant Tau", "--policy", "delete", "--why", "By letter", *NAMES, "--json"))
    assert answer["swept"] and answer["label"].endswith(" 1")
    assert found_in(filled.home) == []
    out.mkdir()
    filled.done("save", out / "folder")
    filled.done("backup", out / "after.zip")
    for name in ("quotations", "search"):
        said = filled.done(name, *(["paraplyen"] if name == "search" else []), "--json")
        (out / f"{name}.json").write_text(said, encoding="utf-8")
    assert found_in(out) == [] and "Paraplyen" in (out / "quotations.json").read_text(encoding="utf-8")
    assert filled.faults() == []
    assert json.loads(filled.done("search", "kandisfarget", "--json")) == []


def test_an_old_backup_does_not_bring_the_person_back(filled, tmp_path):
    filled.done("withdraw", "Informant Tau", "--policy", "delete", "--why", "By letter", *NAMES)
    other = filled.another("other")
    answer = json.loads(other.done("restore", tmp_path / "before.zip", "--json"))
    assert answer["erased_again"] == 1
    assert found_in(other.home) == []
    assert other.faults() == []
    assert json.loads(other.done("people", "--json"))[0]["role"] == ""
    assert json.loads(filled.another("third").done("restore", tmp_path / "before.zip", "--json"))["erased_again"] == 1


def test_a_dry_run_lists_what_is_touched_and_changes_nothing(filled):
    listed = json.loads(filled.done("withdraw", "Informant Tau", "--policy", "delete", "--dry-run", "--json"))
    counts = {one["kind"]: one["count"] for one in listed}
    assert counts["identity"] == 1 and counts["recordings"] == 1 and counts["journal"] > 5
    assert found_in(filled.home) != [] and "\tmemo:" in filled.done("withdraw", "Informant Tau", "--policy", "delete", "--dry-run")


def test_refusals_are_one_sentence(filled):
    for words, code in [(["Nobody"], "not_found"), (["Informant Tau"], "no_reason"), (["Informant Tau", "--decide", "x"], "bad_decision")]:
        ended = filled.run("withdraw", *words, "--policy", "delete", "--json")
        assert (ended.returncode, json.loads(ended.stdout)["refused"]) == (1, code)


def test_where_others_read_the_certificate_says_that_cleaning_is_still_to_be_done(filled):
    with sqlite3.connect(filled.home / "belegg.sqlite3", isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM study_study").fetchone()
        answer = json.loads(filled.done("withdraw", "Informant Tau", "--policy", "delete", "--why", "By letter", *NAMES, "--json"))
        assert not answer["swept"] and filled.faults() == []
        reader.execute("COMMIT")
    code = "import django; django.setup(); from belegg.apps.exchange.withdrawals import clean_pending; assert clean_pending()"
    environ = filled.environ | {"DJANGO_SETTINGS_MODULE": "belegg.settings", "PYTHONPATH": str(ROOT / "src")}
    assert subprocess.run([sys.executable, "-c", code], env=environ, timeout=60).returncode == 0
    assert found_in(filled.home) == []


@pytest.fixture
def on_postgresql(store):
    """Return a filled store on a PostgreSQL database of its own, and the folder of that database's files."""
    import psycopg

    name = f"belegg_withdraw_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        folder, oid = server.execute("SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = %s", [name]).fetchone()
        store.environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        fill(store)
        server.execute("CHECKPOINT")
        yield store, Path(folder) / "base" / str(oid)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.needs("postgresql")
def test_no_byte_of_the_words_is_left_in_the_files_of_postgresql(on_postgresql):
    store, folder = on_postgresql
    if not os.access(folder, os.R_OK | os.X_OK):
        pytest.skip("The files of the server can't be read from here.")
    assert found_in(folder) != []
    answer = json.loads(store.done("withdraw", "Informant Tau", "--policy", "delete", "--why", "By letter", *NAMES, "--json"))
    assert answer["swept"]
    assert found_in(folder) == found_in(store.home) == []
    assert store.faults() == []
