"""`belegg notification`, `dmp` and `classes`, and `--target` and `--reason` of every command that gives something out."""

import json

import pytest
from docx import Document

from belegg.apps.exchange.demo import load_demo
from belegg.apps.privacy.leaving import choose_data_classes
from belegg.apps.privacy.plan_facts import set_plan_facts
from belegg.apps.study import journal
from belegg.apps.study.local import local_user
from belegg.apps.study.models import JournalEntry, Member
from belegg.cli.main import main


@pytest.fixture
def demo(db):
    return load_demo(by=local_user())


@pytest.fixture
def owner(demo):
    return Member.objects.select_related("study").get(study=demo, user=local_user())


def ask(capsys, *words):
    capsys.readouterr()
    code = main([words[0], "--json", *map(str, words[1:])])
    return code, json.loads(capsys.readouterr().out)


def test_notification_answers_every_section(demo, capsys, tmp_path):
    code, answer = ask(capsys, "notification", "--language", "nn", "--out", tmp_path / "svar.docx")

    assert code == 0 and answer["missing"] == [] and answer["language"] == "nn"
    assert [one["id"] for one in answer["sections"]][:4] == ["data_types", "project", "responsible", "samples"]
    assert {line["told_in"] for one in answer["sections"] for line in one["answers"]} >= {
        "letter",
        "plan",
        "samples",
        "sent",
        "guides",
        "promises",
    }
    assert Document(tmp_path / "svar.docx").paragraphs[0].text == "Svar til meldeskjema for personopplysningar"
    assert ask(capsys, "notification", "--out", tmp_path / "svar.exe")[1]["refused"] == "unknown_suffix"


def test_dmp_is_json_only_when_it_is_whole(demo, owner, capsys, tmp_path):
    code, answer = ask(capsys, "dmp")
    assert code == 0 and set(answer) == {"dmp"} and len(answer["dmp"]["dataset"]) == 7

    set_plan_facts(demo, {}, by=owner)
    code, answer = ask(capsys, "dmp")
    assert code == 1 and answer["refused"] == "plan_incomplete" and "e-mail of the leader (Facts of the plan)" in answer["why"]
    # The end of the study is still known from the letter.
    assert "end date" not in answer["why"]
    assert ask(capsys, "dmp", "--out", tmp_path / "plan.html")[0] == 0


def test_classes_are_shown_and_chosen(demo, capsys):
    assert ask(capsys, "classes")[1]["contents"]["raw"] == "black"  # the demo says that it holds political opinions
    code, answer = ask(capsys, "classes", "--choose", "three-levels", "--target", "email")
    assert code == 0 and (answer["pack"], answer["target"]) == ("three-levels", "email")
    assert ask(capsys, "classes", "--choose", "none")[1]["pack"] == ""
    assert ask(capsys, "classes", "--choose", "mine")[1]["refused"] == "no_such_pack"


@pytest.mark.parametrize("line", [
    ("quotations", "--code", "makt"), ("search", "kommune"), ("matrix",), ("export", "FILE.csv", "--format", "codings"), ("save", "FOLDER"),
    ("backup", "FILE.zip"),
], ids=lambda line: line[0])  # fmt: skip
def test_commands_refuse_and_let_go_as_the_pages_do(demo, owner, capsys, tmp_path, line):
    choose_data_classes(demo, "norwegian-he", by=owner)
    line = [str(tmp_path / word) if word.startswith(("FILE", "FOLDER")) else word for word in line]
    before = JournalEntry.objects.filter(study=demo, verb="export.reason").count()

    assert ask(capsys, *line)[1]["refused"] == "no_target"
    code, answer = ask(capsys, *line, "--target", "public_cloud")
    assert code == 1 and answer["refused"] == "target_too_low" and "public cloud" in answer["why"]
    assert list(tmp_path.iterdir()) == []
    assert ask(capsys, *line, "--target", "public_cloud", "--reason", "Agreed with the owner")[0] == 0
    entries = JournalEntry.objects.filter(study=demo, verb="export.reason").order_by("number")
    assert entries.count() == before + 1 and journal.facts(entries.last())["why"] == "Agreed with the owner"


def test_letter_is_green_and_goes_anywhere(demo, owner, capsys, tmp_path):
    choose_data_classes(demo, "norwegian-he", by=owner)
    assert ask(capsys, "letter", tmp_path / "letter.html")[1]["refused"] == "no_target"
    assert ask(capsys, "letter", tmp_path / "letter.html", "--target", "open_archive")[0] == 0
