"""Promises: when they are due, and which contradict each other. The thesis' own contradiction is here as facts (section 2.5.3, appendices 3 and 4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.promises import (
    ABOUT,
    ACTIONS,
    EVENTS,
    STATES,
    TWO_RULES,
    TWO_TIMES,
    Promised,
    contradictions,
    due,
    earliest,
    meet,
    state,
)

TODAY = date(2018, 4, 1)
EVENTS_SO_FAR = {"transcription": date(2018, 3, 20)}


def recording(**said):
    return Promised("p", "recording", "delete", **said)


@pytest.mark.parametrize(
    ("promise", "on", "waits", "stands"),
    [
        (recording(on=date(2018, 5, 20)), date(2018, 5, 20), "", "later"),
        (recording(on=date(2018, 5, 1)), date(2018, 5, 1), "", "soon"),
        (recording(on=TODAY), TODAY, "", "soon"),
        (recording(on=date(2018, 3, 31)), date(2018, 3, 31), "", "overdue"),
        (recording(after="transcription", days=14), date(2018, 4, 3), "", "soon"),
        (recording(after="transcription", days=0), date(2018, 3, 20), "", "overdue"),
        (recording(after="submission", days=14), None, "submission", "waiting"),
        (recording(), None, "", "waiting"),
        (recording(on=date(2018, 3, 31), settled="kept"), date(2018, 3, 31), "", "kept"),
        (recording(on=date(2018, 3, 31), settled="dropped"), date(2018, 3, 31), "", "dropped"),
    ],
)
def test_promise_is_due(promise, on, waits, stands):
    assert due(promise, EVENTS_SO_FAR) == (type(due(promise, {})))(on, waits)
    assert state(promise, EVENTS_SO_FAR, TODAY) == stands


def test_contradiction_of_the_thesis_is_found():
    """The letter lets the recordings go when they are transcribed; the notification when the thesis is handed in."""
    letter = Promised("letter", "recording", "delete", after="transcription")
    notification = Promised("notification", "recording", "delete", after="submission")

    (found,) = contradictions([letter, notification])
    assert (found.a, found.b, found.why) == ("letter", "notification", TWO_RULES)


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        ({"action": "delete", "on": date(2018, 5, 20)}, {"action": "delete", "on": date(2018, 6, 1)}, TWO_TIMES),
        ({"action": "delete", "on": date(2018, 5, 20)}, {"action": "delete", "on": date(2018, 5, 20)}, None),
        ({"action": "delete", "after": "transcription", "days": 14}, {"action": "delete", "after": "transcription", "days": 30}, TWO_TIMES),
        ({"action": "keep"}, {"action": "delete", "on": date(2018, 5, 20)}, "keep"),
        ({"action": "keep", "on": date(2018, 5, 20)}, {"action": "delete", "on": date(2018, 5, 20)}, None),
        ({"action": "keep", "on": date(2018, 6, 20)}, {"action": "delete", "on": date(2018, 5, 20)}, "keep"),
        ({"action": "delete", "subject": "person:p1"}, {"action": "keep", "subject": "person:p2"}, None),
        ({"action": "delete", "subject": "person:p1"}, {"action": "keep"}, "keep"),
        ({"action": "delete"}, {"action": "delete", "on": date(2018, 5, 20), "settled": "dropped"}, None),
        ({"action": "check", "on": date(2018, 5, 20)}, {"action": "check", "on": date(2018, 6, 20)}, None),
        ({"action": "delete", "on": date(2018, 5, 20)}, {"action": "anonymise", "on": date(2018, 5, 20)}, None),
    ],
)
def test_contradictions(a, b, clash):
    found = contradictions([Promised("a", "text", **a), Promised("b", "text", **b)])

    assert [clash in (one.why, "keep") for one in found] == ([True] if clash else [])


def test_other_things_do_not_contradict():
    assert contradictions([Promised("a", "text", "delete"), Promised("b", "recording", "keep")]) == []


days = st.dates(date(2017, 1, 1), date(2019, 1, 1))
promised = st.builds(
    Promised, st.just("p"), st.sampled_from(ABOUT), st.sampled_from(ACTIONS), st.sampled_from(["", "person:p1"]), st.none() | days,
    st.sampled_from(["", *EVENTS]), st.integers(0, 400), st.sampled_from(["", "kept", "dropped"]),
)  # fmt: skip


@given(promised, st.dictionaries(st.sampled_from(EVENTS), days))
def test_every_promise_has_one_state_and_no_date_is_made_up(promise, events):
    when = due(promise, events)

    assert state(promise, events, TODAY) in STATES
    assert when.on is None or when.on == promise.on or when.on == events[promise.after] + timedelta(days=promise.days)
    assert (earliest([promise], events) is None) == (bool(promise.settled) or when.on is None)


@given(promised, promised)
def test_contradictions_do_not_depend_on_the_order(a, b):
    assert [one.why for one in contradictions([a, b])] == [one.why for one in contradictions([b, a])]
    assert contradictions([a, a]) == [] and meet(a.subject, b.subject) == meet(b.subject, a.subject)
