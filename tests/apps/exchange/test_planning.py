"""The plan filled from the study: nothing asked twice, nothing invented, and the demo study's whole."""

import datetime
import json
from pathlib import Path

import jsonschema
import pytest

import belegg
from belegg.apps.exchange import planning
from belegg.apps.exchange.demo import load_demo
from belegg.apps.privacy import letters, plan_facts
from belegg.apps.privacy.promises import add_promise
from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, Study
from belegg.method.errors import Refused
from belegg.method.letters import CHECKLIST, FACTS
from tests.apps.recordings.worlds import record
from tests.worlds import bring_in

SCHEMA = json.loads((Path(belegg.__file__).parent / "packs" / "dmp" / "madmp-1.1.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def answers(study, language="en"):
    return {line.name: line.fact for one in planning.sheet_of(study, language).sections for line in one.lines}


def test_an_empty_study_misses_almost_everything_and_says_where(study):
    places = {one.place for one in planning.sheet_of(study, "nb").missing}
    assert places == {"plan", "letter", "samples", "sent", "guides", "questions"}
    with pytest.raises(Refused) as refused:
        planning.plan_json(study, "nb")
    assert refused.value.code == "plan_incomplete"
    for words in ("end date (Facts of the plan)", "purpose (What the letter is made of)", "datasets (Datasets of the plan)"):
        assert words in refused.value.sentence()


def test_what_the_letter_says_is_not_asked_again(study, ida):
    letters.set_letter_facts(study, {**dict.fromkeys(FACTS, "So."), "end": "30. juni 2026"}, [], by=ida)
    told = answers(study)
    assert told["institution"].value == "So." and told["institution"].place == "letter"
    assert told["end"].value == "30 June 2026"
    plan_facts.set_plan_facts(study, {"end": "2026-07-01"}, by=ida)
    assert answers(study)["end"].value == "1 July 2026"


def test_the_letter_that_was_sent_is_held_against_its_list(study, ida):
    letters.add_letter(study, "Vil du?", [item for item in CHECKLIST if item != "dpo"], title="Brev", by=ida)
    told = answers(study)
    assert told["letter"].value.startswith("Brev, kept ")
    assert (
        told["letter_says"].value
        == f"It says {len(CHECKLIST) - 1} of the {len(CHECKLIST)} things a letter must say. It does not say: The data protection officer."
    )


def test_datasets_are_what_is_there_and_what_is_planned(study, ida):
    def kinds():
        return [one["dataset_id"]["identifier"] for one in planning.plan_document(study, "nb").document["dmp"].get("dataset", [])]

    assert kinds() == []
    bring_in(study, by=ida)
    plan_facts.set_dataset(study, "recordings", {"access": "closed"}, by=ida)
    assert kinds() == [f"{study.key}/recordings", f"{study.key}/transcripts_raw"]


def test_how_long_a_dataset_is_kept_comes_from_the_promises(study, ida, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    bring_in(study, by=ida)
    record(study, ida)
    add_promise(study, "Opptak slettes", about="recording", action="delete", due=datetime.date(2027, 1, 2), by=ida)
    one, _transcripts = planning.plan_document(study, "nb").document["dmp"]["dataset"]
    assert one["preservation_statement"] == "Opptak slettes" and one["distribution"][0]["available_until"] == "2027-01-02"


def test_the_demo_study_is_whole_in_all_languages(people):
    study = load_demo(by=people["ida"])
    for language in planning.LANGUAGES:
        sheet = planning.sheet_of(study, language)
        assert sheet.missing == [] and len(sheet.sections) == 16  # 13 parts, three of them for each of two samples
        document = planning.plan_json(study, language)
        assert list(VALID.iter_errors(document)) == []
    kinds = {one["dataset_id"]["identifier"].split("/")[1]: one for one in document["dmp"]["dataset"]}
    assert set(kinds) == {"recordings", "transcripts_raw", "transcripts_pseudonymised", "consents", "codings", "observations", "documents"}
    assert kinds["documents"]["personal_data"] == "no" and kinds["recordings"]["sensitive_data"] == "yes"
    (reason,) = JournalEntry.objects.filter(study=study, verb="export.reason")
    assert journal.facts(reason)["params"]["target"] == "email" and "Oppdiktet" in journal.facts(reason)["why"]


def test_a_study_folder_with_nonsense_for_a_plan_opens_all_the_same(study):
    Study.objects.filter(pk=study.pk).update(
        design={
            "plan": "x",
            "samples": {"a": 3, "b": {"who": ["x"], "methods": "walking"}},
            "datasets": {"recordings": {"access": "all"}},
            "data_classes": [1],
        }
    )
    assert planning.sheet_of(study, "nn").missing
    assert planning.plan_document(study, "nn").missing
    assert plan_facts.datasets_of(study)["recordings"]["access"] == ""


def test_what_is_told_is_kept_and_what_cannot_be_is_refused(study, ida, rita):
    key = plan_facts.set_sample(study, "", {"who": "Leaders", "methods": ["observation", "interview", "x"]}, by=ida)
    assert plan_facts.samples_of(study)[key]["methods"] == ["interview", "observation"]
    for act, code in (
        (lambda: plan_facts.set_sample(study, "", {"age": "40"}, by=ida), "empty_sample"),
        (lambda: plan_facts.set_sample(study, "sample-9", {"who": "X"}, by=ida), "no_such_sample"),
        (lambda: plan_facts.delete_sample(study, "sample-9", by=ida), "no_such_sample"),
        (lambda: plan_facts.set_dataset(study, "dreams", {}, by=ida), "no_such_dataset"),
        (lambda: plan_facts.set_dataset(study, "codings", {"licence": "CC BY"}, by=ida), "bad_address"),
        (lambda: plan_facts.set_plan_facts(study, {}, by=rita), "not_allowed"),
        (lambda: planning.language_of(study, "sv"), "no_such_language"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
