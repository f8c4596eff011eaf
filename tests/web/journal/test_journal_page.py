import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belegg.apps.study import actions, journal
from belegg.apps.study.cases import add_case, change_case, move_case
from belegg.apps.study.models import JournalEntry


@pytest.fixture
def as_ida(client, people, study):
    client.force_login(people["ida"])
    return client


def test_journal_lists_who_did_what(as_ida, study, ida):
    add_case(study, "Fjordvik", by=ida)
    page = as_ida.get(f"/studies/{study.key}/journal/").content.decode()
    assert "Fjordvik" in page
    assert "<strong>Ida</strong>" in page


def test_entry_shows_before_and_after(as_ida, study, ida):
    case = add_case(study, "Fjordvik", by=ida)
    change_case(case, by=ida, name="Fjordvika", why="skrevet feil")
    entry = JournalEntry.objects.filter(study=study).latest("number")

    page = as_ida.get(f"/studies/{study.key}/journal/{entry.number}/").content.decode()

    assert "<td>Fjordvik</td><td>Fjordvika</td>" in page
    assert "skrevet feil" in page


def test_journal_is_filtered_by_person_and_noun(as_ida, study, ida):
    add_case(study, "Fjordvik", by=ida)
    actions.change_study(study, by=ida, title="Nytt navn")

    page = as_ida.get(f"/studies/{study.key}/journal/?noun=case&by=ida").content.decode()

    assert "Fjordvik" in page
    assert page.count("<li><a") == 1


def test_impossible_date_is_told_and_shows_no_trace(as_ida, study):
    assert as_ida.get(f"/studies/{study.key}/journal/?since=2025-99-99").status_code == 422


def test_undone_act_is_marked(as_ida, study, ida):
    add_case(study, "Fjordvik", by=ida)
    journal.undo(ida)
    assert "undone" in as_ida.get(f"/studies/{study.key}/journal/").content.decode()


def test_export_holds_every_entry_once(as_ida, study, ida):
    add_case(study, "Fjordvik", by=ida)
    rows = list(csv.DictReader(io.StringIO(as_ida.get(f"/studies/{study.key}/journal/export.csv").content.decode())))
    assert [int(row["number"]) for row in rows] == list(range(JournalEntry.objects.filter(study=study).count(), 0, -1))


def test_check_says_the_journal_is_whole(as_ida, study):
    assert "The journal is whole" in as_ida.get(f"/studies/{study.key}/journal/chain/").content.decode()


def test_stranger_sees_no_journal(client, study, people):
    client.force_login(people["stian"])
    assert client.get(f"/studies/{study.key}/journal/").status_code == 404


def test_journal_takes_as_many_queries_for_many_entries_as_for_few(as_ida, study, ida):
    def queries(path):
        with CaptureQueriesContext(connection) as seen:
            as_ida.get(f"/studies/{study.key}/{path}")
        return len(seen)

    add_case(study, "Fjordvik", by=ida)
    few = [queries("journal/"), queries("journal/export.csv")]
    for name in ("Lyngmo", "Havstrand", "Os"):
        add_case(study, name, by=ida)
    assert [queries("journal/"), queries("journal/export.csv")] == few


def test_entry_leads_to_the_thing_it_is_about(as_ida, study, ida):
    add_case(study, "Fjordvik", by=ida)
    number = JournalEntry.objects.filter(study=study).latest("number").number
    page = as_ida.get(f"/studies/{study.key}/journal/{number}/").content.decode()
    assert f'<a href="/studies/{study.key}/cases/fjordvik/">Fjordvik</a>' in page


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_journal_leaves_for_an_office_program(as_ida, study, suffix):
    answer = as_ida.get(f"/studies/{study.key}/journal/export.{suffix}")
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
    assert answer["Content-Disposition"].endswith(f'.{suffix}"')
    assert as_ida.get(f"/studies/{study.key}/journal/export.pdf").status_code == 404


def test_entry_calls_what_a_row_points_at_by_its_name(as_ida, study, ida):
    above, case = add_case(study, "Fjordvik", by=ida), add_case(study, "Helse", by=ida)
    move_case(case, parent=above, by=ida)
    entry = JournalEntry.objects.filter(study=study).latest("number")
    page = as_ida.get(f"/studies/{study.key}/journal/{entry.number}/").content.decode()
    assert '<th scope="row">below</th><td>–</td><td>Fjordvik</td>' in page


def test_entry_says_choices_and_yes_in_the_reader_s_language(as_ida, study, ida):
    from belegg.apps.study.memos import add_memo
    from belegg.apps.study.questions import add_question

    add_memo(study, "Words", kind="reflexive", by=ida)
    add_question(study, "Why?", by=ida)
    numbers = JournalEntry.objects.filter(study=study).order_by("-number").values_list("number", flat=True)[:2]
    question, memo = (
        as_ida.get(f"/studies/{study.key}/journal/{number}/", HTTP_ACCEPT_LANGUAGE="nb").content.decode() for number in numbers
    )
    assert "<td>refleksivt</td>" in memo
    assert "<td>ja</td>" in question
