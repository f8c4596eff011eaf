"""Quotations go to the one who said them; what is refused leaves by no way, what is sent follows its words."""

import datetime

import pytest
from django.utils import timezone

from belegg.apps.analysis import checking
from belegg.apps.analysis.exports import Wanted, export_table
from belegg.apps.analysis.hits import hit_rows
from belegg.apps.analysis.models import CheckedQuotation, QuotationCheck
from belegg.apps.analysis.searching import search
from belegg.apps.coding.codings import mark_passage
from belegg.apps.exchange.withdrawals import withdraw
from belegg.apps.privacy.actions import merge_people
from belegg.apps.privacy.consents import record_consents
from belegg.apps.privacy.models import Person
from belegg.apps.sources.actions import new_version
from belegg.apps.sources.dependants import SPAN_KINDS
from belegg.apps.sources.models import Text
from belegg.method.errors import Refused
from tests.worlds import INTERVIEW, add_codes, add_round, bring_in

DAY = datetime.date(2026, 3, 1)
SAID = "Tillit må bygges over tid."
TIDY = "Tillit bygges over tid."


@pytest.fixture
def text(study, ida):
    return bring_in(study, by=ida)


@pytest.fixture
def r(text, study):
    return Person.objects.get(study=study, key="r")


@pytest.fixture
def code(study, ida):
    return add_codes(study, ida, "Tillit")[0]


@pytest.fixture
def row(text, r, study, ida, code):
    """The quotation of R about trust, sent to R."""
    round = add_round(study, ida)
    start = INTERVIEW.index(SAID)
    coding = mark_passage(text, code, start, start + len(SAID), by=ida, round=round)
    other = INTERVIEW.index("Det var kommunen")
    mark_passage(text, code, other, other + 20, by=ida, round=round)
    coding.refresh_from_db()
    check = checking.send_check(r, [coding], sent=DAY, how="by e-mail", by=ida)
    return CheckedQuotation.objects.get(check_row=check)


def refusal(act, *given, **named):
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return refused.value.code


def test_what_was_sent_is_not_offered_again(row, study, r):
    assert checking.words_of(row) == SAID
    assert checking.to_check(study, r) == []


def test_each_passage_is_sent_once_however_often_it_is_coded(text, r, study, ida, code):
    again = add_codes(study, ida, "Tid")[0]
    round = add_round(study, ida)
    start = INTERVIEW.index(SAID)
    rows = [mark_passage(text, one, start, start + len(SAID), by=ida, round=round) for one in (code, again)]
    for one in rows:
        one.refresh_from_db()
    assert len(checking.to_check(study, r)) == 1
    assert checking.send_check(r, rows, sent=DAY, by=ida).quotations.count() == 1


def test_only_their_own_words_and_only_to_those_who_want_them(text, r, study, ida, code):
    add_round(study, ida)
    start = INTERVIEW.index("Det var kommunen")
    others = mark_passage(text, code, start, start + 20, by=ida)
    others.refresh_from_db()
    assert refusal(checking.send_check, r, [others], sent=DAY, by=ida) == "not_their_words"
    assert refusal(checking.send_check, r, [], sent=DAY, by=ida) == "nothing_to_check"
    record_consents(r, {"checking_quotations": "refused"}, by=ida)
    assert refusal(checking.send_check, r, [others], sent=DAY, by=ida) == "check_unwanted"


def test_a_change_must_change_something(row, ida):
    for wording in ("", SAID, f" {SAID} "):
        assert refusal(checking.answer_quotation, row, "changed", wording=wording, by=ida) == "no_wording"
    checking.answer_quotation(row, "changed", wording=TIDY, by=ida)
    assert CheckedQuotation.objects.get().wording == TIDY


@pytest.mark.parametrize("table", ["quotations", "codings"])
def test_refused_words_leave_in_no_table(row, study, ida, table):
    export_table(study, table, "csv")
    checking.answer_quotation(row, "refused", by=ida)

    assert refusal(export_table, study, table, "csv") == "quotation_refused"
    content, _ = export_table(study, table, "csv", Wanted(without_refused=True))
    assert SAID not in content.decode() and "Det var kommunen" in content.decode()


def test_refused_words_stay_refused_under_another_code_and_in_a_search(row, text, study, ida, code):
    checking.answer_quotation(row, "refused", by=ida)
    mark_passage(text, add_codes(study, ida, "Tid")[0], row.end - 4, row.end + 1, by=ida)

    content, _ = export_table(study, "codings", "csv", Wanted(without_refused=True))
    assert "tid." not in content.decode()
    found = search(study, "tillit")
    assert found.turns
    assert refusal(lambda: list(hit_rows(found))) == "quotation_refused"
    assert list(hit_rows(found, leave_out=True)) == []


def test_the_table_of_quotations_tells_the_answer(row, study, ida):
    assert ",sent," in export_table(study, "quotations", "csv")[0].decode()
    checking.answer_quotation(row, "changed", wording=TIDY, by=ida)
    assert f",changed,{TIDY}" in export_table(study, "quotations", "csv")[0].decode()


def test_what_was_sent_follows_its_words_to_a_new_version(row, text, ida):
    checking.answer_quotation(row, "refused", by=ida)
    new_version(text, [(0, 0, "Dag 1. ")], by=ida, why="")
    row.refresh_from_db()
    assert row.text == Text.objects.get(source=text.source, current=True) and checking.words_of(row) == SAID


def test_a_refusal_is_not_let_go_where_its_words_are_gone(row, text, ida, study):
    checking.answer_quotation(row, "refused", by=ida)
    new_version(text, [(row.start - 3, row.end - 10, "")], by=ida, why="")
    assert [one.pk for one in SPAN_KINDS["checked"].waiting(study)] == [row.pk]
    assert refusal(checking.drop_quotation, row, by=ida) == "refusal_stays"


def test_a_link_opens_until_it_runs_out_or_is_ended(row, ida):
    check = row.check_row
    secret = checking.make_link(check, days=1, by=ida)
    assert checking.behind(secret) == check
    assert secret not in repr(QuotationCheck.objects.values().get())  # only its hash is kept

    newer = checking.make_link(check, by=ida)
    assert checking.behind(secret) is None and checking.behind(newer) == check
    QuotationCheck.objects.update(expires=timezone.now())
    assert checking.behind(newer) is None
    checking.end_link(QuotationCheck.objects.get(), by=ida)
    assert checking.behind(newer) is None and checking.behind("") is None
    assert refusal(checking.make_link, check, days=91, by=ida) == "bad_days"


def test_who_turns_out_to_be_another_was_sent_it_as_that_one(row, r, study, ida):
    other = Person.objects.get(study=study, key="k")
    merge_people(r, other, by=ida)
    row.refresh_from_db()
    assert row.person == other and row.check_row.person == other


def test_who_withdraws_has_nothing_left_to_check_and_the_journal_no_wording(row, r, study, ida):
    checking.answer_quotation(row, "changed", wording="Tillit, sier jeg, tar tid", by=ida)
    withdraw(r, "delete", by=ida, why="By letter")
    assert not CheckedQuotation.objects.exists()
    kept = QuotationCheck.objects.get()
    assert (kept.how, kept.sent) == ("", DAY)


def test_an_answered_sending_stays(row, ida):
    checking.answer_quotation(row, "approved", by=ida)
    assert refusal(checking.delete_check, row.check_row, by=ida) == "check_answered"
