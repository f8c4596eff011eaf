"""The promise ledger as acts and reads."""

import datetime

import pytest

from belegg.apps.privacy import promises
from belegg.apps.privacy.actions import add_person, merge_people
from belegg.apps.privacy.models import Promise, Proof
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.method.errors import Refused

TODAY = datetime.date(2025, 6, 1)


def refused(act, *args, **how):
    with pytest.raises(Refused) as caught:
        act(*args, **how)
    return caught.value.code


@pytest.fixture
def recordings(study, ida):
    return promises.add_promise(
        study, "Recordings are deleted 14 days after transcription.", by=ida, about="recording", action="delete", after="transcription", days=14,
        owner=ida,
    )  # fmt: skip


def states(study):
    return {line.promise.key: (line.state, line.due.on, line.due.waits_for) for line in promises.ledger(study, TODAY)}


def test_promise_waits_until_it_can_be_dated(study, ida, recordings):
    assert states(study) == {"pr-1": ("waiting", None, "transcription")}
    promises.set_date(study, "transcription", datetime.date(2025, 5, 10), by=ida)
    assert states(study) == {"pr-1": ("overdue", datetime.date(2025, 5, 24), "")}
    promises.keep_promise(recordings, "Files overwritten", by=ida)
    assert states(study)["pr-1"][0] == "kept"


def test_what_floors_above_know_counts_unless_a_person_says_otherwise(study, ida, recordings, monkeypatch):
    monkeypatch.setattr(promises, "EVENT_DATES", [lambda study: {"transcription": datetime.date(2025, 5, 30)}])
    assert states(study)["pr-1"][1] == datetime.date(2025, 6, 13)
    promises.set_date(study, "transcription", datetime.date(2025, 5, 10), by=ida)
    assert states(study)["pr-1"][1] == datetime.date(2025, 5, 24)


def test_most_pressing_stands_first(study, ida, recordings):
    for text, due in (("later", datetime.date(2026, 1, 1)), ("late", datetime.date(2025, 5, 1)), ("soon", datetime.date(2025, 6, 20))):
        promises.add_promise(study, text, by=ida, due=due)

    assert [line.promise.text[:5] for line in promises.ledger(study, TODAY)] == ["late", "soon", "later", "Recor"]


def test_contradictions_are_shown_with_both_promises(study, ida, recordings):
    other = promises.add_promise(
        study, "When handed in", by=ida, origin="notification", about="recording", action="delete", after="submission"
    )

    ((a, b, why),) = promises.contradictions(study)
    assert (a, b) == (recordings, other) and "different events" in why
    promises.drop_promise(other, "The letter was sent later and binds", by=ida)
    assert promises.contradictions(study) == []


def test_kept_means_proof(study, ida, recordings):
    assert refused(promises.keep_promise, recordings, "  ", by=ida) == "no_proof"
    assert refused(promises.keep_promise, recordings, "Deleted", sha256="abc", by=ida) == "bad_hash"
    proof = promises.keep_promise(recordings, "Deleted", sha256="A" * 64, note="Both devices", by=ida)

    assert (proof.by, proof.sha256) == (ida, "a" * 64)
    assert refused(promises.keep_promise, recordings, "Deleted", by=ida) == "settled_already"
    assert refused(promises.delete_promise, recordings, by=ida) == "settled_already"
    journal.undo(ida)
    assert not Proof.objects.exists() and Promise.objects.get().settled == ""


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " "}, "no_promise"),
        ({"about": "song"}, "bad_promise"),
        ({"days": -1}, "bad_promise"),
        ({"after": "someday"}, "bad_promise"),
        ({"due": TODAY, "after": "submission"}, "two_dates"),
        ({"subject": "case:nowhere"}, "no_such_thing"),
    ],
)
def test_bad_promises_are_refused(study, ida, said, code):
    assert refused(promises.add_promise, study, **{"text": "Something", **said}, by=ida) == code
    assert not Promise.objects.exists()


def test_date_beside_an_event_is_refused_when_changed_too(study, ida, recordings):
    assert refused(promises.change_promise, recordings, due=TODAY, by=ida) == "two_dates"
    assert promises.change_promise(recordings, due=TODAY, after="", by=ida).due == TODAY


def test_let_go_only_with_a_reason(study, ida, recordings):
    assert refused(promises.drop_promise, recordings, " ", by=ida) == "no_reason"
    assert promises.drop_promise(recordings, "She agreed", by=ida).why == "She agreed"


def test_promise_follows_its_person(study, ida):
    gone, kept = add_person(study, "Informant 1", by=ida), add_person(study, "Informant 2", by=ida)
    promise = promises.add_promise(study, "Quotations are shown", by=ida, about="quotation", action="check", subject=f"person:{gone.key}")
    merge_people(gone, kept, by=ida)

    promise.refresh_from_db()
    assert promise.subject == f"person:{kept.key}"


def test_reader_promises_nothing(study, people, recordings):
    rita = Member.objects.get(study=study, user=people["rita"])
    for act, args in (
        (promises.add_promise, (study, "x")),
        (promises.keep_promise, (recordings, "x")),
        (promises.delete_promise, (recordings,)),
    ):
        assert refused(act, *args, by=rita) == "not_allowed"
