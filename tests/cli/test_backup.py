"""A backup holds the whole store, opens into an empty one, and never takes the place of anything by accident."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zipfile
from urllib.parse import urlsplit

import pytest

from tests.folders import found, put, small_folder


@pytest.fixture
def filled(store, tmp_path):
    """Return a store with the small study and a private account, and its backup."""
    store.done("load", put(tmp_path / "in", small_folder()))
    store.done("user", "add", "ida", "--password-stdin", stdin="samskaping-2025\n")
    store.done("backup", tmp_path / "copy.zip")
    return store


def test_backup_opens_in_an_empty_store(filled, tmp_path):
    other = filled.another("other")

    answer = json.loads(other.done("restore", tmp_path / "copy.zip", "--json"))

    assert (answer["studies"], answer["files"], answer["aside"]) == (1, 1, None)
    assert other.faults() == []
    assert indexed(other) == indexed(filled) > 0
    other.done("save", tmp_path / "out")
    assert found(tmp_path / "out") == small_folder()
    assert [user["username"] for user in json.loads(other.done("user", "list", "--json"))] == ["ida", "researcher"]
    assert other.done("undo").startswith("Undone: study.load")


def indexed(store) -> int:
    with sqlite3.connect(store.home / "belegg.sqlite3") as database:
        return database.execute("SELECT count(*) FROM sources_words").fetchone()[0]


def test_store_that_is_not_empty_is_kept_aside(filled, tmp_path):
    filled.done("new", "Ny studie")

    assert "There is something in this store already." in filled.run("restore", tmp_path / "copy.zip").stderr
    aside = json.loads(filled.done("restore", tmp_path / "copy.zip", "--replace", "--json"))["aside"]

    assert filled.run("save", tmp_path / "x", "--study", "ny-studie").returncode == 1
    kept = filled.another("kept")
    kept.environ["BELEGG_HOME"] = aside
    kept.done("save", tmp_path / "y", "--study", "ny-studie")
    assert kept.faults() == filled.faults() == []


def test_damaged_backup_changes_nothing(filled, tmp_path):
    whole = (tmp_path / "copy.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "copy.zip") as old, zipfile.ZipFile(tmp_path / "changed.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"tillit", b"tiltro") if "coding.Code.jsonl" in name else old.read(name))
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    other = filled.another("other")

    for name, code in [("cut.zip", "not_a_backup"), ("changed.zip", "backup_damaged")]:
        ended = other.run("restore", tmp_path / name, "--json")
        assert (ended.returncode, json.loads(ended.stdout)["refused"]) == (1, code)

    assert other.faults() == []
    assert json.loads(other.run("save", tmp_path / "x", "--json").stdout)["refused"] == "no_study"
    assert sorted(path.name for path in other.home.iterdir() if path.is_dir()) == []


def test_backup_while_others_write_is_one_moment(filled, tmp_path):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            filled.done("new", f"Studie {number}", "--case", "A", "--case", "B")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(2):
            filled.done("backup", tmp_path / f"live-{n}.zip")
    finally:
        stop.set()
        writer.join()
    other = filled.another("other")
    other.done("restore", tmp_path / "live-1.zip")

    assert other.faults() == []


def test_damaged_database_is_a_finding_and_can_be_replaced(filled, tmp_path):
    (filled.home / "belegg.sqlite3").write_bytes(b"not a database" * 999)
    for end in ("-wal", "-shm"):
        (filled.home / f"belegg.sqlite3{end}").unlink(missing_ok=True)

    assert [fault["kind"] for fault in filled.faults()] == ["database"]
    assert "Traceback" not in filled.run("new", "A").stderr
    filled.done("restore", tmp_path / "copy.zip", "--replace")
    assert filled.faults() == []


def test_row_without_its_parent_is_a_finding(filled):
    with sqlite3.connect(filled.home / "belegg.sqlite3") as database:
        database.execute("UPDATE coding_coding SET code_id = 99999 WHERE key = 'c-1'")

    assert [fault["kind"] for fault in filled.faults()] == ["orphan"]


@pytest.fixture
def empty_postgresql():
    """Return the address of a database of its own beside the one the tests run on."""
    import psycopg

    address = urlsplit(os.environ["DATABASE_URL"])
    name = f"belegg_restore_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield address._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.needs("postgresql")
def test_backup_goes_from_either_database_into_either(filled, tmp_path, empty_postgresql):
    large = filled.another("large")
    large.environ["DATABASE_URL"] = empty_postgresql
    large.done("restore", tmp_path / "copy.zip")
    assert large.faults() == []
    large.done("new", "Ny studie")  # ids go on after the restored ones
    assert large.run("restore", tmp_path / "copy.zip").returncode == 1
    large.done("backup", tmp_path / "large.zip")
    large.done("restore", tmp_path / "copy.zip", "--replace")

    small = filled.another("small")
    small.done("restore", tmp_path / "large.zip")
    small.done("save", tmp_path / "out", "--study", "liten")

    assert found(tmp_path / "out") == small_folder()
    assert small.faults() == large.faults() == []
