"""The facts of a plan, the answers for a notification, and the data management plan as the standard has it."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import belegg
from belegg.method import dmp, notification, plan
from belegg.method.dmp_words import as_letter, readable
from belegg.method.errors import Refused
from belegg.method.plan import Fact

PACKS = Path(belegg.__file__).parent / "packs"
SCHEMA = json.loads((PACKS / "dmp" / "madmp-1.1.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def faults(document):
    return [error.message for error in VALID.iter_errors(document)]


@pytest.mark.parametrize(
    ("said", "day"),
    [("30. juni 2026", "2026-06-30"), ("30 June 2026", "2026-06-30"), ("1. desember 2025.", "2025-12-01"), ("2026-02-28", "2026-02-28"),
     ("2026-02-30", ""), ("sommeren 2026", ""), ("", ""), ("30. juni 2026 eller 2027", "")],
)  # fmt: skip
def test_a_day_is_read_where_there_is_one(said, day):
    assert plan.read_date(said) == day


@pytest.mark.parametrize(
    ("fact", "code"),
    [({"end": "June"}, "bad_date"), ({"leader_email": "ida"}, "bad_email"), ({"project_kind": "hobby"}, "no_such_choice"),
     ({"special": ["none", "health"]}, "none_and_some"), ({"start": "2026-02-01", "end": "2026-01-01"}, "end_before_start"),
     ({"contributors": "Jonas"}, "bad_contributor"), ({"contributors": "Jonas; Researcher; id; not an address"}, "bad_contributor")],
)  # fmt: skip
def test_facts_that_are_no_facts_are_refused(fact, code):
    with pytest.raises(Refused) as refused:
        plan.tidy(plan.FACTS, fact)
    assert refused.value.code == code


def test_people_are_written_as_the_standard_writes_them():
    # The form of an ORCID: info.orcid.org, "Structure of the ORCID identifier"; the number is its example.
    assert plan.identifier("0000-0002-1825-0097") == {"identifier": "https://orcid.org/0000-0002-1825-0097", "type": "orcid"}
    assert plan.identifier("https://orcid.org/0000-0002-1825-0097")["type"] == "orcid"
    assert plan.identifier("b-17") == {"identifier": "b-17", "type": "other"}
    assert plan.contributors("Jonas; Researcher; b-17\n\nKari; DataCurator; 0000-0002-1825-0097; kari@a.example")[0] == {
        "name": "Jonas", "role": ["Researcher"], "contributor_id": {"identifier": "b-17", "type": "other"},
    }  # fmt: skip


def told(**more):
    facts = dict.fromkeys((*plan.FACTS, "title", "purpose", "storage", "access"), "")
    return facts | {
        "title": "Trust", "purpose": "To learn", "storage": "Encrypted", "leader_name": "Ida", "leader_email": "ida@a.example",
        "leader_id": "0000-0002-1825-0097", "start": "2026-01-01", "end": "2026-12-31", "ethical_issues": "no", "special": ["none"], **more,
    }  # fmt: skip


def a_dataset(**more):
    nothing = dict.fromkeys(plan.DATASET_FACTS, "")
    return dmp.Dataset(
        "recordings", "Recordings", "Three.", "sound", "yes", ("audio/wav",), (("https://ddi.example/", "DDI"),), told=nothing | more
    )


def a_plan(datasets=None, language="nb", **more):
    datasets = [a_dataset(access="closed")] if datasets is None else datasets
    return dmp.Plan("s", "Plan: Trust", language, "2026-01-01T10:00:00+01:00", "2026-01-02T10:00:00+01:00", told(**more), datasets)


def test_a_whole_plan_is_valid_against_the_standard():
    whole = a_dataset(
        access="open",
        host="Archive",
        host_url="https://a.example/",
        licence="https://l.example/",
        licence_from="2027-01-01",
        issued="2027-01-01",
    )
    built = dmp.build(
        a_plan(
            [whole, replace(whole, kind="codings", until="2030-01-01", retention="Deleted in 2030.")], student_name="Per", student_id="p-1"
        )
    )

    assert built.missing == () and faults(built.document) == []
    made = built.document["dmp"]
    assert made["language"] == "nob" and made["contact"]["contact_id"]["type"] == "orcid"
    assert made["dataset"][0]["personal_data"] == "yes" and made["dataset"][0]["sensitive_data"] == "no"
    assert made["dataset"][1]["distribution"][0]["available_until"] == "2030-01-01"
    assert [one["role"] for one in made["contributor"]] == [["ProjectLeader"], ["Researcher"]]
    assert dmp.complete(built, []) == built.document


def test_the_schema_finds_what_is_wrong():
    """The transcription is no empty shape: every required field, list and value is held against it."""
    good = dmp.build(a_plan()).document
    assert faults(good) == []
    for name in SCHEMA["properties"]["dmp"]["required"]:
        assert faults({"dmp": {key: value for key, value in good["dmp"].items() if key != name}}), name
    for name, wrong in (("language", "nb"), ("ethical_issues_exist", "perhaps"), ("dataset", {}), ("created", 3)):
        assert faults({"dmp": {**good["dmp"], name: wrong}}), name
    for name in ("dataset_id", "personal_data", "sensitive_data", "title"):
        bare = {key: value for key, value in good["dmp"]["dataset"][0].items() if key != name}
        assert faults({"dmp": {**good["dmp"], "dataset": [bare]}}), name


@pytest.mark.parametrize(
    ("plan_made", "place"),
    [(a_plan(leader_email=""), "plan"), (a_plan(leader_id=""), "plan"), (a_plan(leader_name=""), "plan"), (a_plan(end=""), "plan"),
     (a_plan(start=""), "plan"), (a_plan(special=[]), "plan"), (a_plan(ethical_issues=""), "plan"), (a_plan(title=""), "letter"),
     (a_plan(purpose=""), "letter"), (a_plan([]), "datasets"), (a_plan([a_dataset()]), "datasets"), (a_plan(language="xx"), "settings"),
     (a_plan([replace(a_dataset(access="open"), personal="")]), "datasets"), (a_plan([a_dataset(access="open", host="X")]), "datasets"),
     (a_plan([a_dataset(access="open", licence="https://l.example/")]), "datasets"), (a_plan(student_name="Per"), "plan")],
)  # fmt: skip
def test_nothing_is_invented_for_what_nobody_told(plan_made, place):
    built = dmp.build(plan_made)

    assert [one.place for one in built.missing] == [place]
    with pytest.raises(Refused) as refused:
        dmp.complete(built, ["that one"])
    assert refused.value.code == "plan_incomplete" and "that one" in refused.value.sentence()
    # What is not whole can still be read, and says what it lacks.
    assert as_letter(built, "en", lambda one: one.what, str).sections[0].heading == "The plan still lacks"


def test_the_plan_reads_in_words():
    sections = readable(dmp.build(a_plan()).document, str)
    assert [one.heading for one in sections] == ["The plan", "The project", "Contact", "Who contributes", "Recordings"]
    assert "Who may use it: closed" in sections[-1].paragraphs and "Personal data: yes" in sections[-1].paragraphs


def sheet_pack(language):
    return tomllib.loads((PACKS / "notification" / f"sikt.{language}.toml").read_text(encoding="utf-8"))


def facts(value="So."):
    return {name: Fact(value, "plan", name) for name in notification.OF_STUDY}


def test_the_three_languages_ask_the_same():
    asked = [
        [(part["id"], [one["fact"] for one in part["question"]]) for part in sheet_pack(language)["section"]]
        for language in ("nb", "nn", "en")
    ]
    assert asked[0] == asked[1] == asked[2]
    known = {*notification.OF_STUDY, *notification.OF_SAMPLE}
    assert {fact for _id, names in asked[0] for fact in names} <= known


def test_every_sample_is_asked_and_what_lacks_is_named():
    samples = [
        {name: Fact("x" if name != "age" else "", "samples", key) for name in notification.OF_SAMPLE} for key in ("sample-1", "sample-2")
    ]
    sheet = notification.fill(sheet_pack("en"), facts() | {"end": Fact("", "plan", "end")}, samples)

    assert [one.heading for one in sheet.sections if one.id == "samples"] == ["Sample: sample 1", "Sample: sample 2"]
    assert [(one.what, one.place, one.thing) for one in sheet.missing] == [
        ("How old are they?", "samples", "sample-1"), ("How old are they?", "samples", "sample-2"),
        ("When does the processing of personal data end?", "plan", "end"),
    ]  # fmt: skip
    letter = notification.as_letter(sheet, plan.PLACES)
    assert "When does the processing of personal data end?\n[missing: Facts of the plan]" in [
        line for one in letter.sections for line in one.paragraphs
    ]


def test_what_need_not_be_said_is_not_missing():
    empty = facts("") | {"project_kind_id": Fact("research", "plan"), "has_special": Fact("no", "plan")}
    asked = {line.name for one in notification.fill(sheet_pack("nb"), empty, []).sections for line in one.lines}
    assert asked & {"student", "special_basis", "consents", "promises", "reference"} == set()
    student = {
        line.name
        for one in notification.fill(sheet_pack("nb"), facts("") | {"project_kind_id": Fact("student", "plan")}, []).sections
        for line in one.lines
    }
    assert "student" in student


def test_a_pack_that_cannot_be_used_is_refused():
    for wrong in ({}, {**sheet_pack("nb"), "section": [{"id": "x", "heading": "X", "question": [{"fact": "shoe_size", "text": "?"}]}]}):
        with pytest.raises(Refused) as refused:
            notification.fill(wrong, facts(), [])
        assert refused.value.code == "bad_pack"
