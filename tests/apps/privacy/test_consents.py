"""What people agreed to, and that nothing leaves without it: the same refusal from page, command and export."""

import argparse
import datetime
from importlib import import_module

import pytest
from django.urls import reverse

from belegg.apps.analysis.exports import TABLES, Wanted, export_table
from belegg.apps.coding.codings import mark_passage
from belegg.apps.privacy import letters
from belegg.apps.privacy.actions import merge_people
from belegg.apps.privacy.consents import allows, check_consent, record_consents
from belegg.apps.privacy.models import Consent, Letter, Person
from belegg.apps.study.models import Study
from belegg.method.errors import Refused
from belegg.method.letters import FACTS
from tests.worlds import INTERVIEW, add_codes, add_round, bring_in

DAY = datetime.date(2025, 3, 1)


@pytest.fixture
def r(study, ida):
    """One coding of R's words and one of K's; returns R."""
    add_round(study, ida)
    text, (code,) = bring_in(study, by=ida), add_codes(study, ida, "Tillit")
    for words in ("Tillit må bygges", "kommunen som bestemte"):
        start = INTERVIEW.index(words)
        mark_passage(text, code, start, start + len(words), by=ida)
    return Person.objects.get(study=study, key="r")


def test_who_answered_nothing_is_not_held_back(r, study):
    assert allows(r, "quoting")
    check_consent(study, [r.pk], "quoting")


def test_a_study_can_require_consent(r, study):
    Study.objects.filter(pk=study.pk).update(design={"consent_required": True})
    study.refresh_from_db()
    with pytest.raises(Refused) as refused:
        check_consent(study, [r.pk], "quoting")
    assert refused.value.code == "consent_missing" and r.pseudonym in refused.value.sentence()


def test_who_answered_holds_for_what_they_said_yes_to(r, ida):
    record_consents(r, {"recording": "given"}, date=DAY, by=ida)
    assert allows(r, "recording") and not allows(r, "quoting")

    record_consents(r, {"quoting": "given"}, date=DAY, by=ida)
    assert allows(r, "quoting")

    record_consents(r, {"quoting": "withdrawn"}, date=DAY, by=ida)
    assert not allows(r, "quoting")
    assert Consent.objects.get(person=r, scope="quoting").withdrawn == DAY


def test_what_was_never_given_is_not_withdrawn(r, ida):
    with pytest.raises(Refused) as refused:
        record_consents(r, {"quoting": "withdrawn"}, date=DAY, by=ida)
    assert refused.value.code == "never_given"


@pytest.mark.parametrize("table", ["quotations", "codings"])
def test_no_table_of_words_leaves_with_words_of_who_refused(r, study, ida, table):
    record_consents(r, {"quoting": "refused"}, by=ida)
    with pytest.raises(Refused) as refused:
        export_table(study, table, "csv")
    assert refused.value.code == "consent_missing"

    content, _ = export_table(study, table, "csv", Wanted(without_refused=True))
    assert b"kommunen som bestemte" in content and b"Tillit m" not in content


def test_every_table_is_known_to_hold_words_or_not():
    # A new table must be put here: with words of informants (and then asked for consent), or without.
    assert set(TABLES) == {"quotations", "codings"} | {"matrix", "framework", "cooccurrence", "codebook", "cases"}


def test_page_and_export_refuse_alike(r, study, ida, client, people):
    record_consents(r, {"quoting": "refused"}, by=ida)
    client.force_login(people["ida"])
    with pytest.raises(Refused) as refused:
        export_table(study, "quotations", "csv")

    assert client.get(f"/studies/{study.key}/quotations/").content.decode().count("may not be quoted") == 1
    for name in ("quotations_export", "search_export"):
        address = reverse(name, args=[study.key, "csv"])
        answer = client.get(address, {"q": "tillit"})
        assert answer.status_code == 422, name
        assert refused.value.why % refused.value.params in answer.content.decode(), name
        answer = client.get(address, {"q": "tillit", "without_refused": "1"})
        assert answer.status_code == 200 and "Tillit m" not in answer.content.decode(), name


@pytest.mark.parametrize("command", [["quotations"], ["export", "OUT", "--format", "quotations"]])
def test_command_refuses_as_the_export_does(r, study, ida, tmp_path, capsys, monkeypatch, command):
    record_consents(r, {"quoting": "refused"}, by=ida)
    with pytest.raises(Refused) as refused:
        export_table(study, "quotations", "csv")
    words = [str(tmp_path / "out.csv") if word == "OUT" else word for word in command]
    module = import_module(f"belegg.cli.commands.{words[0]}")
    parser = argparse.ArgumentParser()
    module.arguments(parser)
    monkeypatch.setattr("belegg.cli.store.acting_member", lambda options: ida)

    with pytest.raises(Refused) as said:
        module.run(parser.parse_args(words[1:]))
    assert said.value.sentence() == refused.value.sentence()

    module.run(parser.parse_args([*words[1:], "--without-refused"]))


def test_of_two_people_who_are_one_the_stricter_answer_stands(r, study, ida):
    other = Person.objects.get(study=study, key="k")
    record_consents(r, {"quoting": "given", "recording": "given"}, date=DAY, by=ida)
    record_consents(other, {"quoting": "refused"}, date=DAY, by=ida)

    merge_people(other, r, by=ida)

    assert not allows(r, "quoting") and allows(r, "recording")


def test_no_recording_of_who_said_no(study, ida, r):
    from belegg.apps.fieldwork.interviews import add_interview
    from belegg.apps.recordings.actions import heard_by

    interview = add_interview(study, people=[r], by=ida)
    record_consents(r, {"recording": "refused"}, by=ida)
    assert heard_by(interview, ()) == {r.pk}
    with pytest.raises(Refused) as refused:
        check_consent(study, heard_by(interview, ()), "recording")
    assert refused.value.code == "consent_missing"


def test_a_letter_is_kept_when_nothing_is_missing(study, ida):
    with pytest.raises(Refused) as refused:
        letters.keep_letter(study, "nb", by=ida)
    assert refused.value.code == "letter_incomplete" and "institution" in refused.value.sentence()

    letters.set_letter_facts(study, dict.fromkeys(FACTS, "Fortalt."), ["recording"], by=ida)
    kept = letters.keep_letter(study, "nb", by=ida)
    assert "at det gjøres lydopptak" in kept.text and len(kept.checklist) == 21


def test_an_own_pack_goes_before_the_one_that_came(study, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "packs" / "letters").mkdir(parents=True)
    own = tmp_path / "packs" / "letters" / "nb.toml"
    own.write_text(
        'language = "nb"\ntitle = "Vårt eget"\nmissing = "mangler"\nsection = []\nscopes = {interview = "x",'
        ' recording = "x", quoting = "x", naming_organisation = "x", naming_role = "x", checking_quotations = "x"}'
    )
    assert letters.letter_of(study, "nb").title == "Vårt eget"
    own.write_text("not toml")
    with pytest.raises(Refused) as refused:
        letters.letter_of(study, "nb")
    assert refused.value.code == "bad_pack_file"


def test_an_answered_letter_stays(study, ida, r):
    sent = letters.add_letter(study, "Vil du delta?", [], title="Brev", by=ida)
    record_consents(r, {"quoting": "given"}, letter=sent, by=ida)
    with pytest.raises(Refused) as refused:
        letters.delete_letter(sent, by=ida)
    assert refused.value.code == "letter_answered"
    assert Letter.objects.get() == sent
