"""`belegg matrix` and `belegg export`."""

import csv
import json

import pytest

from belegg.apps.exchange.demo import load_demo
from belegg.apps.study.local import local_user
from belegg.cli.main import main


@pytest.fixture
def demo(db):
    return load_demo(by=local_user())


def ask(capsys, *words):
    capsys.readouterr()
    code = main([words[0], "--json", *words[1:]])
    return code, json.loads(capsys.readouterr().out)


def test_matrix_answers_in_long_form(demo, capsys):
    code, rows = ask(capsys, "matrix", "--rows", "codes", "--cols", "cases", "--measure", "codings")

    assert code == 0
    assert list(rows[0]) == ["row", "col", "state", "value", "n_informants", "n_sources"]
    (cell,) = [row for row in rows if (row["row"], row["col"]) == ("makt", "havstrand")]
    assert cell["state"] == "evidence" and cell["value"] > 0


def test_matrix_turns_and_filters(demo, capsys):
    code, rows = ask(capsys, "matrix", "--rows", "sources", "--measure", "present", "--coder", "jonas", "--where", "rule=sentrum")

    assert code == 0
    assert {row["value"] for row in rows} == {0, 1}
    assert {row["row"] for row in rows} >= {"int-1", "obs-2"}


@pytest.mark.parametrize("words", [("--rows", "cases", "--cols", "sources"), ("--measure", "weight"), ("--round", "r9")])
def test_matrix_that_cannot_be_made_is_refused(demo, capsys, words):
    code, answer = ask(capsys, "matrix", *words)

    assert code == 1 and set(answer) == {"refused", "why", "do"}


def test_export_writes_every_coding(demo, capsys, tmp_path):
    code, answer = ask(capsys, "export", str(tmp_path / "codings.csv"), "--format", "codings")

    with open(tmp_path / "codings.csv", newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 847
    assert (code, answer["written_as"]) == (0, "csv")


def test_export_of_quotations_of_one_code(demo, capsys, tmp_path):
    ask(capsys, "export", str(tmp_path / "q.csv"), "--format", "quotations", "--code", "makt", "--case", "havstrand")

    with open(tmp_path / "q.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["code"] for row in rows} == {"makt"} and all("havstrand" in row["cases"] for row in rows)


@pytest.mark.parametrize(("name", "format"), [("x.pdf", "matrix"), ("x.csv", "weather"), ("nowhere/x.csv", "matrix")])
def test_export_that_cannot_be_written_is_refused(demo, capsys, tmp_path, name, format):
    code, answer = ask(capsys, "export", str(tmp_path / name), "--format", format)

    assert code == 1 and answer["do"]
