"""The stores measured on, each made once per run in a process of its own: empty, a, b, and n (national, see national.py)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process that works on a store; keys lie beside it, nothing of the caller's own store is used."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BELEGG_", "DATABASE_URL"))}
    own = {"BELEGG_HOME": str(home / "home"), "BELEGG_KEYS": str(home / "keys"), "DJANGO_SETTINGS_MODULE": "belegg.settings"}
    return {**kept, **own, "PYTHONPATH": str(ROOT)}


def child(home: Path, *arguments: str, limit: int = 1800) -> dict:
    """Run `python -m benchmarks.child ARGUMENTS` on a store and return the JSON it writes to the file it is given."""
    answer = home / "answer.json"
    answer.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-m", "benchmarks.child", str(answer), *arguments], env=environment(home), cwd=ROOT, check=True, timeout=limit
    )
    return json.loads(answer.read_text(encoding="utf-8"))


class Stores:
    """Makes stores below a temporary folder when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: dict[str, dict] = {}  # what making a store told (times, sizes)

    def of(self, name: str) -> Path:
        home = self.folder / name
        if not (home / "made").exists():  # one whose making was interrupted is made anew
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            self.told[name] = child(home, "make", name)
            (home / "made").touch()
        return home

    def copy(self, name: str) -> Path:
        """Return a copy to work on, so that a measurement that codes finds the same passages uncoded the next time."""
        home = self.of(name)
        to = self.folder / f"{name}-copy-{time.monotonic_ns()}"
        shutil.copytree(home, to)
        return to

    def drop(self, home: Path) -> None:
        shutil.rmtree(home)


# ---- inside the child


def make(name: str) -> dict:
    """Make the store of this process's environment."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from belegg import places
    from belegg.apps.study.local import local_user

    user, told = local_user(), {}
    folder = places.home().parent / "folder"
    if name in ("a", "b"):
        from belegg.apps.exchange.actions import load_study
        from benchmarks import material

        {"a": material.study_a, "b": material.study_b}[name](folder)
        load_study(folder, by=user)
    elif name == "n":
        from benchmarks.national import make_national

        begin = time.perf_counter()
        make_national(user)
        told["seconds"] = time.perf_counter() - begin
    told["megabytes"] = size_of_store()
    return told


def size_of_store() -> float:
    """Return the megabytes of the database and the media, after the write-ahead log has been folded in."""
    from django.db import connection

    from belegg import places

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(path.stat().st_size for path in places.home().rglob("*") if path.is_file()) / 1e6
