"""What goes in and out."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from benchmarks import material
from benchmarks.measuring import Result, measure, median, once, seconds
from benchmarks.server import belegg
from benchmarks.stores import size_of_store

LIMIT = 600


@measure("empty")
def import_files() -> dict[str, Result]:
    """`belegg add` with 200 text files of 30,000 characters: start of the program, recognition of speakers, turns and search index included."""
    with tempfile.TemporaryDirectory() as folder:
        files = material.files_a(Path(folder) / "files")
        runs = []
        for n in range(3):
            run("new", f"Import {n}", "--id", f"import-{n}")
            runs.append(seconds(lambda n=n: run("add", "--study", f"import-{n}", *map(str, files))))
        return {"import": median(runs)}


@measure("a")
def export_codings() -> dict[str, Result]:
    """All codings of A as csv, each with its passage: the function behind `belegg export` and the page, and the command with the start of the program."""
    from belegg.apps.analysis.exports import export_table
    from belegg.apps.study.models import Study

    study = Study.objects.get(key="bench-a")
    inside = median(seconds(lambda: export_table(study, "codings", ".csv")) for _ in range(5))
    with tempfile.TemporaryDirectory() as folder:
        command = [seconds(lambda n=n: run("export", str(Path(folder) / f"{n}.csv"), "--format", "codings")) for n in range(3)]
    return {"export": inside, "export_command": median(command)}


@measure("a")
def load_and_save() -> dict[str, Result]:
    """The study folder of A, through the actions: everything checked, hashed and indexed; one act."""
    from belegg.apps.exchange.actions import load_study, save_study
    from belegg.apps.study.local import local_user
    from belegg.apps.study.models import Member, Study

    user, size = local_user(), size_of_store()
    member = Member.objects.select_related("study").get(study=Study.objects.get(key="bench-a"), user=user)
    with tempfile.TemporaryDirectory() as folder:
        save = [seconds(lambda n=n: save_study(Path(folder) / f"saved-{n}", by=member)) for n in range(3)]
        load = [seconds(lambda n=n: load_study(Path(folder) / "saved-0", by=user, key=f"again-{n}")) for n in range(3)]
    return {"load": median(load), "save": median(save), "size_a": once(size)}


def run(*arguments: str) -> str:
    return subprocess.run(belegg(*arguments), check=True, capture_output=True, text=True, timeout=LIMIT).stdout
