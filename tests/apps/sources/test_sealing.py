"""Sealing: an owner gives up the way back; the raw words, the imported file and what the journal kept of them are gone."""

import pytest

from belegg.apps.coding.codings import mark_passage
from belegg.apps.exchange.check import faults
from belegg.apps.sources import media
from belegg.apps.sources.actions import add_source, new_version, seal_text
from belegg.apps.sources.models import Body, Source, Text, Turn
from belegg.apps.study import journal
from belegg.apps.study.models import JournalPayload, Step
from belegg.formats import Document
from belegg.method.errors import Refused
from tests.worlds import add_codes, add_round

BODY = "I: Hvem hjalp?\n\nR: Det var Torunn Eksempel som hjalp.\n\nI: Når?\n\nR: I mai."


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def raw(study, ida):
    add_round(study, ida)
    return add_source(study, Document(BODY), kind="interview", title="Samtale", by=ida, original=BODY.encode(), suffix=".txt").texts.get()


@pytest.fixture
def named(raw, ida):
    start = BODY.index("Torunn")
    return new_version(raw, [(start, start + len("Torunn Eksempel"), "[nabo]")], by=ida, why="names", layer="pseudonymised")


def test_sealing_leaves_nothing_of_the_raw_words(raw, named, study, ida, django_capture_on_commit_callbacks):
    original = media.path_of(Source.objects.get().original)
    assert original.exists()
    with django_capture_on_commit_callbacks(execute=True):
        seal_text(named, by=ida, why="The study has ended")
    assert not original.exists() and Source.objects.get().original == ""
    assert [body.text for body in Body.objects.all() if "Torunn" in body.text] == []
    assert not Turn.objects.filter(text=raw).exists()
    raw.refresh_from_db()
    assert (raw.length, raw.body.text, bool(raw.sealed)) == (0, "", True)
    assert Text.objects.get(current=True).sealed
    assert not any(b'"sources.Turn"' in bytes(facts) for facts in JournalPayload.objects.values_list("tables", flat=True))
    assert journal.faults(study) == [] and faults() == []


def test_what_led_to_the_sealed_text_is_not_undone(named, ida):
    steps = Step.objects.filter(member=ida, state="done").count()
    seal_text(named, by=ida, why="The study has ended")
    assert Step.objects.filter(member=ida, state="done").count() == steps  # sealing itself is no step
    with pytest.raises(Refused) as refusal:
        journal.undo(ida)
    assert refusal.value.code in ("erased", "changed_since")
    assert Text.objects.get(current=True) == named


def test_sealed_text_can_be_corrected_and_stays_sealed(named, ida):
    seal_text(named, by=ida, why="The study has ended")
    start = named.body.text.index("mai")
    newer = new_version(named, [(start, start + 3, "juni")], by=ida, why="")
    assert newer.sealed == Text.objects.get(pk=named.pk).sealed


def test_sealing_is_refused(raw, named, study, ida, jonas):
    code = add_codes(study, ida, "Hjelp")[0]
    with pytest.raises(Refused) as refusal:
        seal_text(named, by=jonas, why="x")
    assert refusal.value.code == "not_allowed"
    for text, why, code_of in ((named, " ", "no_reason"), (raw, "x", "not_current")):
        with pytest.raises(Refused) as refusal:
            seal_text(text, by=ida, why=why)
        assert refusal.value.code == code_of
    start = named.body.text.index("[nabo]")
    mark_passage(named, code, start + 2, start + 8, by=ida)
    newer = new_version(named, [(start, start + 6, "[venn]")], by=ida, why="")
    with pytest.raises(Refused) as refusal:
        seal_text(newer, by=ida, why="x")
    assert refusal.value.code == "spans_undecided"


def test_raw_text_is_not_sealed(raw, ida):
    with pytest.raises(Refused) as refusal:
        seal_text(raw, by=ida, why="x")
    assert refusal.value.code == "not_pseudonymised"
