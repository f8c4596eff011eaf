from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.stores import Store


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory) -> Path:
    """Return the folder of a store whose tables are made: making them takes longer than most tests."""
    store = Store(tmp_path_factory.mktemp("empty") / "home")
    assert store.faults() == []
    return store.home


@pytest.fixture
def store(tmp_path, empty_store) -> Store:
    return Store(Path(shutil.copytree(empty_store, tmp_path / "home")))


@pytest.fixture
def belegg(db, capsys, settings, tmp_path):
    """Run a command inside this process, on the database of the test; returns (exit code, stdout, stderr)."""
    from belegg.cli.main import main

    settings.MEDIA_ROOT = tmp_path / "media"

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as usage:
            code = usage.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
