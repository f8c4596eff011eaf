"""Texts and the recordings they were heard in."""

import pytest

from belegg.apps.privacy.models import Person
from belegg.apps.recordings import holdings
from belegg.apps.recordings.models import Recording
from belegg.apps.sources.actions import delete_source
from belegg.apps.sources.actions.delete import what_goes
from belegg.apps.sources.heard import when_heard
from belegg.apps.sources.models import Turn
from belegg.apps.study import journal
from tests.apps.recordings.conftest import own_folders, text  # noqa: F401
from tests.apps.recordings.worlds import record, wav


@pytest.fixture
def recording(study, ida, text):  # noqa: F811
    return record(study, ida, wav(200), people=list(Person.objects.filter(study=study)))


def test_text_tells_when_a_person_speaks(study, recording):
    r, k = (Person.objects.get(study=study, key=key) for key in "rk")

    # Turns begin every 30 seconds: I, R, K, I, R.
    assert when_heard(recording, r) == [(60_000, 90_000), (150_000, 200_000)]
    assert when_heard(recording, k) == [(90_000, 120_000)]
    assert [(item.what, item.spans) for item in holdings.find(k)] == [(holdings.SILENCED, ((90_000, 120_000),))]


def test_one_turn_without_a_time_and_nobody_can_say(study, recording):
    k = Person.objects.get(study=study, key="k")
    Turn.objects.filter(person=k).update(time_start=None)

    assert when_heard(recording, k) == []
    assert [item.what for item in holdings.find(k)] == [holdings.DELETED_WITH_OTHERS]


def test_recording_outlasts_its_source_and_undo_ties_them_again(study, ida, text, recording):  # noqa: F811
    assert what_goes(text.source)["recordings (they stay)"] == 1
    delete_source(text.source, by=ida)
    assert Recording.objects.get().about == "" and Recording.objects.get().is_here

    journal.undo(ida)
    assert Recording.objects.get().about == "source:int-1"
