import json

import pytest

from belegg.apps.study.cases import add_case
from belegg.apps.study.memos import add_memo
from belegg.cli.main import main


@pytest.fixture
def memos(study, ida, jonas):
    add_case(study, "Fjordvik", by=ida)
    add_memo(study, "Hvem stoler\npå hvem?", title="Tillit", kind="theory", target="case:fjordvik", by=ida)
    add_memo(study, "Vi koder hver for oss.", title="Metode", kind="method", by=jonas)


def rows(capsys, *arguments):
    assert main(["memos", "--as", "rita", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_rows_say_who_wrote_what_about_what(memos, capsys):
    found = rows(capsys)
    assert [(row["id"], row["kind"], row["target"], row["by"], row["title"]) for row in found] == [
        ("m-2", "method", "study", "jonas", "Metode"),
        ("m-1", "theory", "case:fjordvik", "ida", "Tillit"),
    ]
    assert found[1]["text"] == "Hvem stoler\npå hvem?"
    assert found[1]["time"].endswith("Z")


@pytest.mark.parametrize(
    "arguments", [["--kind", "theory"], ["--target", "case"], ["--target", "case:fjordvik"], ["--search", "STOLER tillit"]]
)
def test_rows_are_chosen_by_kind_target_and_words(memos, capsys, arguments):
    assert [row["id"] for row in rows(capsys, *arguments)] == ["m-1"]


def test_unknown_kind_is_refused(memos, capsys):
    assert main(["memos", "--as", "rita", "--kind", "poem"]) == 1
    assert "There is no memo of the kind poem." in capsys.readouterr().err


def test_lines_for_a_person_keep_a_memo_on_one_line(memos, capsys):
    assert main(["memos", "--as", "rita"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
