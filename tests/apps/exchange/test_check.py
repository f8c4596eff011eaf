"""`check` names what is wrong in the store, and nothing where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from belegg.apps.analysis.models import Summary
from belegg.apps.coding.models import Coding
from belegg.apps.exchange.actions import faults, load_study
from belegg.apps.sources import media
from belegg.apps.sources.models import Body, Source, Text
from belegg.apps.study.models import JournalPayload, Memo
from tests.folders import put, small_folder


@pytest.fixture
def small(people, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study


def things() -> list[tuple[str, str]]:
    return [(found["kind"], found["thing"]) for found in faults()]


def test_a_sound_store_has_no_faults(small):
    assert faults() == []


def test_passage_that_left_its_words_is_a_fault(small):
    Coding.objects.filter(key="c-2").update(start=4)

    assert things() == [("passage", "coding:c-2")]


def test_changed_characters_are_a_fault(small):
    Body.objects.filter(pk=Text.objects.get(key="int-10").body_id).update(text="Noe helt annet enn det som sto her")

    assert ("text", "text:int-10") in things()


def test_changed_journal_is_a_fault(small):
    JournalPayload.objects.filter(entry__verb="study.load").update(facts=b"{}")

    assert things() == [("journal", "journal")]


def test_missing_and_changed_originals_are_faults(small):
    path: Path = media.path_of(Source.objects.get(key="int-2").original)
    path.write_bytes(b"other")
    assert things() == [("original", "source:int-2")]

    path.unlink()
    assert faults()[0]["why"] == "Its imported file is missing."


def test_memo_and_summary_on_nothing_are_faults(small):
    Memo.objects.filter(key="m-1").update(target="case:nowhere")
    Summary.objects.filter(column="case:nord").update(column="case:nowhere", codings=["c-1", "c-99"])

    assert [(kind, thing.split(":")[0]) for kind, thing in things()] == [("orphan", "memo"), ("orphan", "summary")]
