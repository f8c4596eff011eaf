"""An import killed in the middle: each file is in the study whole or not at all, and the same command goes on where it was."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

FILES = 60


@pytest.fixture
def belegg(tmp_path):
    """Return a function that starts `belegg` on a store of its own."""
    env = {**os.environ, "BELEGG_HOME": str(tmp_path / "home"), "BELEGG_KEYS": str(tmp_path / "keys"), "DATABASE_URL": ""}

    def start(*words):
        return subprocess.Popen([sys.executable, "-m", "belegg.cli.main", *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    return start


def test_killed_import_leaves_no_half_source(belegg, tmp_path):
    assert belegg("new", "Mitt studium").wait() == 0
    files = []
    for n in range(FILES):
        files.append(tmp_path / f"intervju-{n}.txt")
        files[-1].write_text("I: Hva?\nR: Naboene og kommunen.\n" * 200 + f"R: Nummer {n}.\n", encoding="utf-8")
    store = f"file:{tmp_path}/home/belegg.sqlite3?mode=ro"

    adding = belegg("add", *map(str, files))
    while count(store, "sources_source") < 5:
        assert adding.poll() is None
        time.sleep(0.02)
    adding.send_signal(signal.SIGKILL)
    adding.wait()

    there = count(store, "sources_source")
    assert 5 <= there < FILES
    assert count(store, "sources_turn") == there * 401
    assert count(store, "sources_words") == there * 401
    assert json.loads(belegg("check", "--json").communicate()[0]) == []

    rows = json.loads(belegg("add", "--json", *map(str, files)).communicate()[0])
    assert [row.get("refused") for row in rows].count("already_imported") == there
    assert count(store, "sources_source") == FILES


def count(store: str, table: str) -> int:
    with sqlite3.connect(store, uri=True) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
