"""Letters made of a pack and facts, and what such a letter must say."""

import tomllib
from pathlib import Path

import pytest

import belegg
from belegg.method.errors import Refused
from belegg.method.letters import CHECKLIST, FACTS, as_text, compose, unsaid

PACKS = Path(belegg.__file__).parent / "packs" / "letters"
ALL = {name: f"Told {name}." for name in FACTS}
# The scopes stand in formats.folder too; each language must have words for all of them.
SCOPES = {
    "interview", "recording", "quoting", "naming_organisation", "naming_role", "checking_quotations", "follow_up", "archiving", "reuse",
    "transcription_service", "transcription_model",
}  # fmt: skip


def pack(language):
    return tomllib.loads((PACKS / f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_letter_with_all_facts_says_everything(language):
    letter = compose(pack(language), ALL, ["recording", "quoting"])

    assert letter.missing == () and unsaid(letter.covered) == []
    text = as_text(letter)
    assert all(f"Told {name}." in text for name in FACTS)
    assert text.count("[ ] ") == 2 and "{" not in text
    assert set(pack(language)["scopes"]) == SCOPES


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_nobody_told_stands_in_the_letter_and_on_the_list(language):
    letter = compose(pack(language), {**ALL, "dpo": " ", "institution": ""}, ["recording"])

    assert set(letter.missing) == {"dpo", "institution"}
    # contact and reference stand in the section of the officer: a section with a hole covers nothing.
    assert unsaid(letter.covered) == ["institution", "contact", "dpo", "reference"]
    assert ": institution]" in as_text(letter)


def test_a_letter_without_boxes_asks_for_nothing():
    assert unsaid(compose(pack("nb"), ALL, []).covered) == ["scopes"]


def test_facts_cannot_be_places_for_others():
    letter = compose(pack("en"), {**ALL, "purpose": "Use {dpo} and {nothing}."}, ["recording"])
    assert "Use {dpo} and {nothing}." in as_text(letter)


def test_a_pack_that_lacks_something_is_refused():
    broken = pack("nb")
    del broken["scopes"]["recording"]
    with pytest.raises(Refused) as refused:
        compose(broken, ALL, ["recording"])
    assert refused.value.code == "bad_pack"


def test_the_list_names_nothing_twice():
    assert len(set(CHECKLIST)) == len(CHECKLIST) == 21
