"""`belegg quotations` and `belegg search`."""

import csv
import hashlib
import json
import re

import pytest

from belegg.apps.exchange.demo import demo_folder, load_demo
from belegg.apps.study.local import local_user


@pytest.fixture
def demo(db):
    return load_demo(by=local_user())


def asked(belegg, *words):
    code, out, err = belegg(words[0], "--json", *words[1:])
    return code, json.loads(out), err


def test_quotations_are_the_codings_of_the_folder(demo, belegg):
    code, rows, _ = asked(belegg, "quotations")
    with (demo_folder() / "codings.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["id"]: row for row in csv.DictReader(file)}

    assert code == 0
    assert len(rows) == len(wanted)
    for row in rows:
        there = wanted[row["id"]]
        for name in ("text", "code", "coder", "round", "sha256"):
            assert row[name] == there[name]
        assert (row["start"], row["end"]) == (int(there["start"]), int(there["end"]))


def test_words_stand_where_start_and_end_say(demo, belegg):
    _, rows, _ = asked(belegg, "quotations", "--text", "int-3")
    body = (demo_folder() / "texts" / "int-3.txt").read_text(encoding="utf-8")
    assert rows
    for row in rows:
        passage = body[row["start"] : row["end"]]
        assert hashlib.sha256(passage.encode()).hexdigest() == row["sha256"]
        if row["turn"] == row["turn_last"]:
            assert row["words"] == passage


def test_speaker_is_one_person_or_null_with_candidates(demo, belegg):
    _, rows, _ = asked(belegg, "quotations")
    assert {type(row["speaker"]) for row in rows} == {str, type(None)}
    assert all(not row["candidates"] for row in rows if row["speaker"])
    assert any(len(row["candidates"]) > 1 for row in rows)


def test_quotations_are_filtered(demo, belegg):
    _, everything, _ = asked(belegg, "quotations")
    _, rows, _ = asked(belegg, "quotations", "--code", "makt", "--only", "--person", "p3", "--coder", "ida", "--round", "r1")
    assert [row["id"] for row in rows] == [
        row["id"] for row in everything
        if row["code"] == "makt" and (row["speaker"] == "p3" or "p3" in row["candidates"]) and row["coder"] == "ida" and row["round"] == "r1"
    ]  # fmt: skip
    assert rows


def test_quotations_agree_with_the_matrix(demo, belegg):
    _, cells, _ = asked(belegg, "matrix", "--measure", "codings")
    (cell,) = [cell for cell in cells if (cell["row"], cell["col"]) == ("tillit", "lyngmo")]
    _, rows, _ = asked(belegg, "quotations", "--code", "tillit", "--only", "--case", "lyngmo", "--informants")
    assert len(rows) == cell["value"] > 0


def test_wrong_query_is_refused_in_one_sentence(demo, belegg):
    code, answer, err = asked(belegg, "quotations", "--query", "makt AND (")
    assert code == 1
    assert answer["refused"] == "query-unexpected"
    assert err.count("\n") == 1


def test_search_finds_every_place(demo, belegg):
    code, rows, _ = asked(belegg, "search", '"det er"')
    found = {(row["text"], row["start"]) for row in rows}
    assert code == 0
    for row in rows:
        body = (demo_folder() / "texts" / f"{row['text']}.txt").read_text(encoding="utf-8")
        assert body[row["start"] : row["end"]] == row["hit"]
        assert row["hit"].casefold().split() == ["det", "er"]
    current = [path for path in (demo_folder() / "texts").glob("*.txt") if path.stem != "int-4-raw"]  # an earlier version of int-4
    bodies = [path.read_text(encoding="utf-8") for path in current]
    by_hand = sum(len(re.findall(r"\bdet\W+er\b", body, re.IGNORECASE)) for body in bodies)
    assert len(found) == len(rows) == by_hand > 0


def test_search_is_narrowed_by_role_case_and_limit(demo, belegg):
    _, everyone, _ = asked(belegg, "search", "samskaping")
    _, asking, _ = asked(belegg, "search", "samskaping", "--role", "interviewer")
    _, few, _ = asked(belegg, "search", "samskaping", "--limit", 3)
    _, fjordvik, _ = asked(belegg, "search", "samskaping", "--case", "fjordvik")
    assert asking == [row for row in everyone if row["role"] == "interviewer"] != []
    assert few == everyone[:3]
    assert 0 < len(fjordvik) < len(everyone)


def test_wrong_search_is_refused(demo, belegg):
    assert asked(belegg, "search", "-samskaping -makt")[1]["refused"] == "search-only-not"
    assert asked(belegg, "search", "samskaping", "--role", "narrator")[1]["refused"] == "role_unknown"
    assert asked(belegg, "search", "samskaping", "--case", "oslo")[1]["refused"] == "not_found"


def test_people_read_lines(demo, belegg):
    _, out, _ = belegg("quotations", "--code", "roller", "--only")
    assert "[roller]" in out
    _, out, _ = belegg("search", "samskaping", "--limit", "1")
    assert "[samskaping]" in out
