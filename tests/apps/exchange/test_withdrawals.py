"""A withdrawal reaches everything that is a person's and nothing that is another's; it can't be undone, and the journal's chain holds."""

import json
from dataclasses import replace

import pytest

from belegg.apps.analysis.models import Summary
from belegg.apps.coding.models import Coding
from belegg.apps.exchange import erasures
from belegg.apps.exchange.certificates import as_json
from belegg.apps.exchange.check import faults
from belegg.apps.exchange.holdings import touched
from belegg.apps.exchange.models import Certificate, KeptFile
from belegg.apps.exchange.withdrawals import again, withdraw
from belegg.apps.fieldwork.guides import add_guide
from belegg.apps.privacy import keys
from belegg.apps.privacy.consents import allows, record_consents
from belegg.apps.privacy.models import Consent, Identity, Person, Trait
from belegg.apps.sources import media, staging
from belegg.apps.sources.actions import delete_source, mark_answer
from belegg.apps.sources.actions.answers import questions
from belegg.apps.sources.deciding import Decided
from belegg.apps.sources.models import Answer, Body, Source, Text, Turn
from belegg.apps.sources.names import pseudonymise
from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, JournalPayload, Memo, Step
from belegg.method.errors import Refused
from belegg.method.guide import Item
from tests.apps.exchange.withdrawal_worlds import WORDS, mark, world


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HOME = tmp_path
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def w(study, ida):
    return world(study, ida)


@pytest.fixture
def withdrawn(w, django_capture_on_commit_callbacks):
    def do(policy="delete", **decisions):
        with django_capture_on_commit_callbacks(execute=True):
            return withdraw(w.tau, policy, by=w.ida, why="By telephone", decisions=decisions)

    return do


def of(holdings, kind):
    return next((one for one in holdings if one.kind == kind), None)


def test_what_is_touched_is_told_before(w):
    found = touched(w.tau)
    counts = {one.kind: one.count for one in found}
    assert counts["identity"] == counts["key"] == counts["traits"] == counts["texts_alone"] == counts["texts_joint"] == 1
    assert counts["turns"] == 4 and counts["codings"] == 2 and counts["participations"] == 1 and counts["waiting"] == 1
    assert {item.thing for item in of(found, "quotes").items} == {
        f"memo:{w.memo.key}", f"summary:{w.summary.pk}", f"keptfile:{KeptFile.objects.get().pk}",
    }  # fmt: skip
    assert {item.thing for item in of(found, "names").items} == {f"text:{w.text.key}", f"memo:{w.about.key}"}
    assert Certificate.objects.count() == 0 and Source.objects.count() == 2


def test_the_words_are_nowhere_in_the_rows(w, withdrawn):
    original = media.path_of(w.alone.original)
    certificate = withdrawn(**{f"memo:{w.about.key}:text:names": "remove"})
    said = "\n".join(Body.objects.values_list("text", flat=True)) + "\n".join(Memo.objects.values_list("text", flat=True))
    said += "\n".join(Summary.objects.values_list("text", flat=True)) + "".join(bytes(one.data).decode() for one in KeptFile.objects.all())
    assert [word for word in WORDS if word.casefold() in said.casefold()] == []
    assert not original.exists() and not media.path_of(w.joint.original).exists()
    assert staging.waiting_files(w.ida) == []
    assert not Identity.objects.exists() and not Trait.objects.exists()
    assert keys.is_destroyed(w.tau)
    person = Person.objects.get(pk=w.tau.pk)
    assert (person.pseudonym, person.role, Person.objects.get(pk=w.lam.pk).pseudonym) == (certificate.label, "", "Informant Lam")
    assert faults() == [] and journal.faults(w.study) == []


def test_what_the_other_said_stays_with_its_codings(w, withdrawn):
    withdrawn()
    w.text.refresh_from_db()
    body = w.text.body.text
    assert "Jeg mener kommunedirektøren bestemte, og Torunnfrid var enig." in body and "I: Hvem bestemte?" in body
    assert Turn.objects.filter(text=w.text, person=w.lam).count() == 2 and not Turn.objects.filter(person=w.tau).exists()
    turns = Turn.objects.filter(text=w.text).order_by("n")
    assert [body[turn.start : turn.end] for turn in turns if turn.person_id == w.lam.pk][1] == "Paraplyen var rød."
    assert not Coding.objects.filter(pk=w.theirs.pk).exists()
    other, both = Coding.objects.get(pk=w.others.pk), Coding.objects.get(pk=w.both.pk)
    assert body[other.start : other.end] == "Paraplyen var rød" and other.speaker == w.lam
    assert body[both.start : both.end].endswith("L: Jeg mener kommunedirektøren") and both.speaker == w.lam
    earlier = Text.objects.get(source=w.joint, current=False)
    assert "rådmannen" in earlier.body.text


def test_names_in_what_others_say_go_only_where_it_is_decided(w, withdrawn):
    withdrawn(**{f"text:{w.text.key}:words:names": "remove"})
    for text in Text.objects.filter(source=w.joint):
        assert "Torunnfrid" not in text.body.text
    assert faults() == []


def test_the_journal_keeps_that_it_was_done_but_not_what(w, withdrawn):
    before = JournalEntry.objects.count()
    certificate = withdrawn(**{f"memo:{w.about.key}:text:names": "remove"})
    assert JournalEntry.objects.count() == before + 1
    kept = "".join(str(journal.facts(one)) + json.dumps(journal.images(one), ensure_ascii=False) for one in JournalEntry.objects.all())
    assert [word for word in WORDS if word.casefold() in kept.casefold()] == []
    assert JournalPayload.objects.count() < before
    last = JournalEntry.objects.order_by("-number").first()
    assert last.verb == "person.withdraw" and journal.images(last) == {}
    assert journal.facts(last)["params"]["sha256"] == certificate.sha256


def test_it_can_not_be_undone_and_what_led_to_it_neither(w, withdrawn):
    withdrawn()
    for _ in range(Step.objects.filter(member=w.ida, state="done").count()):
        try:
            journal.undo(w.ida)
        except Refused as refused:
            assert refused.code in ("changed_since", "erased", "nothing_to_undo")
    assert faults() == [] and journal.faults(w.study) == []


def test_the_certificate_says_what_and_its_hash_is_over_its_bytes(w, withdrawn):
    import hashlib

    certificate = withdrawn()
    said = as_json(certificate.what)
    assert hashlib.sha256(said).hexdigest() == certificate.sha256
    assert [word for word in WORDS if word in said.decode()] == []
    assert certificate.what["counts"]["turns"] == 4 and certificate.what["sources_deleted"][0]["source"] == w.alone.key
    assert [one.certificate for one in erasures.noted()] == [certificate.key]
    assert certificate.what["counts"]["quotations"] == 3


def test_only_who_sees_identities_may_and_not_twice_or_without_a_reason(w, withdrawn, jonas):
    for by, policy, why, code in [
        (jonas, "delete", "x", "not_allowed"),
        (w.ida, "delete", " ", "no_reason"),
        (w.ida, "burn", "x", "no_policy"),
    ]:
        with pytest.raises(Refused) as refusal:
            withdraw(w.tau, policy, by=by, why=why)
        assert refusal.value.code == code
    withdrawn()
    with pytest.raises(Refused) as refusal:
        withdraw(w.tau, "delete", by=w.ida, why="again")
    assert refusal.value.code == "withdrawn_already"


def test_anonymise_keeps_the_words_and_takes_the_way_back(w, withdrawn):
    with pytest.raises(Refused) as refusal:
        withdraw(w.tau, "anonymise", by=w.ida, why="x")
    assert refusal.value.code == "not_anonymous"
    for source, words in ((w.alone, "Rognebærsyltetøyet"), (w.joint, "Tverrgata")):
        text = Text.objects.select_related("body", "source", "study").get(source=source, current=True)
        at = text.body.text.index(words)
        pseudonymise(text, [Decided(at, at + len(words), "replace", "[noe]", "place")], by=w.ida)
    withdrawn("anonymise")
    bodies = "\n".join(Body.objects.values_list("text", flat=True))
    assert "kornblomstblå kjeledress" in bodies and "Tverrgata" not in bodies and "Rognebær" not in bodies
    assert keys.is_destroyed(w.tau) and Turn.objects.filter(person=w.tau).count() == 4
    assert Person.objects.get(pk=w.tau.pk).pseudonym != w.tau.pseudonym
    assert not Text.objects.filter(source=w.joint, sealed=None).exists()
    assert faults() == [] and journal.faults(w.study) == []


def test_a_shared_recording_is_made_silent_or_deleted_as_decided(study, ida, django_capture_on_commit_callbacks):
    from belegg.apps.fieldwork.interviews import add_interview
    from belegg.apps.recordings.models import FileKey
    from tests.apps.recordings.worlds import record
    from tests.worlds import bring_in

    text = bring_in(study, by=ida)
    r, k = Person.objects.get(key="r"), Person.objects.get(key="k")
    interview = add_interview(study, people=[r, k], by=ida)
    Source.objects.filter(pk=text.source_id).update(interview=interview)
    Turn.objects.filter(person=r).update(time_start=2000)
    recording = record(study, ida, interview=interview)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(r, "delete", by=ida, why="x")
    recording.refresh_from_db()
    assert recording.silenced and recording.is_here
    assert set(FileKey.objects.filter(file=recording.file).values_list("person", flat=True)) == {"k"}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(k, "delete", by=ida, why="x")
    recording.refresh_from_db()
    assert recording.deleted and not recording.file
    assert faults() == []


def test_what_was_made_anonymous_is_deleted_where_a_backup_is_older_than_that(w, django_capture_on_commit_callbacks):
    erasure = erasures.Erasure(w.study.key, w.study.created.isoformat(), w.tau.key, "anonymise", "Gone 7", "2026-01-01", "cert-1", {})
    erasures.note(erasure)
    with django_capture_on_commit_callbacks(execute=True):
        assert again(erasure) and not again(erasure)
    certificate = Certificate.objects.get()
    assert (certificate.policy, certificate.label, len(erasures.noted())) == ("delete", "Gone 7", 1)
    assert not again(replace(erasure, begun="2001-01-01")) and not again(replace(erasure, person="p-99"))


def test_a_version_that_does_not_tell_who_speaks_loses_its_words(w, withdrawn):
    earlier = Text.objects.get(source=w.joint, current=False)
    Turn.objects.filter(text=earlier, person=w.tau).update(person=None)
    withdrawn()
    earlier.refresh_from_db()
    assert (earlier.length, earlier.body.text, bool(earlier.sealed)) == (0, "", True)
    assert faults() == []


def test_what_was_deleted_before_and_could_be_brought_back_goes_too(w, withdrawn):
    original = media.path_of(w.alone.original)
    delete_source(w.alone, with_codings=True, by=w.ida)
    assert original.exists() and Body.objects.filter(text__contains="Rognebær").exists()
    withdrawn()
    assert not original.exists() and not Body.objects.filter(text__contains="Rognebær").exists()
    assert faults() == []


def test_a_coding_that_was_taken_back_is_not_put_on_other_words_afterwards(w, withdrawn):
    journal.undo(w.ida)  # whatever it was
    passage = mark(w.text, w.code, w.text.body.text, "rød", w.ida, w.round)
    journal.undo(w.ida)
    assert not Coding.objects.filter(pk=passage.pk).exists()
    withdrawn()
    with pytest.raises(Refused):
        journal.redo(w.ida)
    assert faults() == []


def test_two_codings_that_come_to_lie_on_the_same_words_become_one(w, withdrawn):
    body = w.text.body.text
    end = body.index("kommunedirektøren") + 17
    mark(w.text, w.code, body, body[body.index("bestemte alt") : end], w.ida, w.round)
    before = Coding.objects.count()
    withdrawn()
    assert Coding.objects.count() == before - 3  # two on their words, and one of the two that are the same now
    assert faults() == []


def test_a_file_several_sources_came_from_goes_with_the_words_of_one(w, withdrawn):
    Source.objects.filter(pk=w.joint.pk).update(original=w.alone.original)
    shared = media.path_of(w.alone.original)
    withdrawn()
    assert not shared.exists() and Source.objects.get(pk=w.joint.pk).original == ""
    assert faults() == []


def test_consents_are_withdrawn_and_what_may_name_people_goes(w, withdrawn):
    record_consents(w.tau, {"quoting": "given", "reuse": "refused"}, how="hos Torunnfrid", proof="perm Fjellkvisthaug", by=w.ida)
    assert [item.thing for item in of(touched(w.tau), "Consents").items] == ["consent:quoting", "consent:reuse"]

    withdrawn()

    rows = Consent.objects.filter(person=w.tau).order_by("scope")
    assert [(row.scope, row.state, row.how, row.proof) for row in rows] == [("quoting", "withdrawn", "", ""), ("reuse", "refused", "", "")]
    assert rows[0].withdrawn is not None and not allows(w.tau, "quoting")


def test_answers_on_their_words_go_and_those_on_others_words_stay(w, withdrawn):
    version = add_guide(w.study, "Ledere", [Item("q1", "", "Hvem bestemte?")], by=w.ida)
    body = w.text.body.text
    (asked,) = [one for one in questions(w.study) if one.guide == version.guide]
    for words in ("lysestakemakeren oppe", "Paraplyen var rød"):
        mark_answer(w.text, body.index(words), body.index(words) + len(words), asked, by=w.ida)

    withdrawn()

    answer = Answer.objects.select_related("text__body").get()
    assert answer.text.body.text[answer.start : answer.end] == "Paraplyen var rød"
    assert faults() == []
