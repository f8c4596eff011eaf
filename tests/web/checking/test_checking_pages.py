"""Quotation checks in the pages, and what an informant sees behind a private link."""

import datetime
import io

import pypdfium2
import pytest
from django.test import Client
from docx import Document

from belegg.apps.analysis import checking
from belegg.apps.analysis.models import CheckedQuotation, QuotationCheck
from belegg.apps.coding.codings import mark_passage
from belegg.apps.study.models import JournalEntry
from tests.worlds import INTERVIEW, add_codes, add_round, bring_in

SAID = "Tillit må bygges over tid."


@pytest.fixture
def coding(study, ida):
    text = bring_in(study, by=ida)
    add_round(study, ida)
    start = INTERVIEW.index(SAID)
    made = mark_passage(text, add_codes(study, ida, "Tillit")[0], start, start + len(SAID), by=ida)
    made.refresh_from_db()
    return made


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def check(coding, ida):
    return checking.send_check(coding.speaker, [coding], sent=datetime.date(2026, 3, 1), due=datetime.date(2026, 3, 9), by=ida)


def at(study, rest=""):
    return f"/studies/{study.key}/checks/{rest}"


def test_from_choosing_to_the_answer(page, study, coding):
    assert "R</a>" in page.get(at(study)).content.decode()
    new = f"/studies/{study.key}/people/r/checks/new/"
    assert SAID in page.get(new).content.decode()
    wrong = page.post(new, {"codings": [], "sent": "2026-03-01"})
    assert wrong.status_code == 422 and "Tick the quotations" in wrong.content.decode()
    early = page.post(new, {"codings": [coding.key], "sent": "2026-03-01", "due": "2026-02-01"})
    assert early.status_code == 422 and "due before" in early.content.decode()

    assert page.post(new, {"codings": [coding.key], "sent": "2026-03-01", "how": "on paper"}).status_code == 302
    check = QuotationCheck.objects.get()
    assert "Everything of theirs that is coded has been sent." in page.get(new).content.decode()
    nothing = page.post(at(study, f"{check.key}/"), {"verdict-1": "changed", "wording-1": SAID})
    assert nothing.status_code == 422 and "nothing in it is changed" in nothing.content.decode()
    said = {"verdict-1": "changed", "wording-1": "Tillit bygges over tid.", "note-1": "Kortere"}
    assert page.post(at(study, f"{check.key}/"), said).status_code == 302
    shown = page.get(at(study, f"{check.key}/")).content.decode()
    assert "Tillit <del>må </del>bygges over tid." in shown.replace("<del> må</del> ", " <del>må </del>") and "Kortere" in shown
    assert "overdue" not in page.get(at(study)).content.decode()


def test_the_documents_hold_the_words(page, study, check):
    lines = [line.text for line in Document(io.BytesIO(page.get(at(study, f"{check.key}/quotations.docx")).content)).paragraphs]
    assert f"“{SAID}”" in lines
    pdf = pypdfium2.PdfDocument(page.get(at(study, f"{check.key}/quotations.pdf")).content)
    assert "Tillit må bygges" in pdf[0].get_textpage().get_text_range()
    assert page.get(at(study, f"{check.key}/quotations.exe")).status_code == 404
    assert b"overdue" in page.get(at(study)).content


def test_the_table_tells_the_answer_and_leaves_refused_words_out(page, study, check, ida):
    assert SAID in page.get(at(study, "export.csv")).content.decode()
    checking.answer_quotation(CheckedQuotation.objects.get(), "refused", by=ida)
    table = page.get(at(study, "export.csv")).content.decode()
    assert "refused" in table and SAID not in table


def test_on_a_laptop_there_is_no_link(page, study, check):
    assert "On a laptop nobody else can open this program" in page.get(at(study, f"{check.key}/")).content.decode()
    assert page.post(at(study, f"{check.key}/link/"), {"days": 3}).status_code == 404


def test_an_informant_answers_through_the_link(page, study, check, settings):
    settings.LOCAL_MODE = False
    page.post(at(study, f"{check.key}/link/"), {"days": 3})
    shown = page.get(at(study, f"{check.key}/")).content.decode()
    address = shown.partition('private-link">')[2].partition("<")[0]
    assert address.startswith("http://testserver/quotations/")
    assert 'private-link">' not in page.get(at(study, f"{check.key}/")).content.decode()  # shown once

    stranger = Client(enforce_csrf_checks=False)
    opened = stranger.get(address)
    assert opened.status_code == 200 and SAID in opened.content.decode()
    assert (
        opened["X-Robots-Tag"] == "noindex, nofollow"
        and "no-store" in opened["Cache-Control"]
        and opened["Referrer-Policy"] == "no-referrer"
    )
    assert "det stille" not in opened.content.decode()  # nothing else they said, nor anyone else
    empty = stranger.post(address, {"verdict-1": "changed", "wording-1": ""})
    assert empty.status_code == 422
    assert stranger.post(address, {"verdict-1": "refused"}).status_code == 302
    row = CheckedQuotation.objects.get()
    entry = JournalEntry.objects.filter(study=study).order_by("-pk").first()
    assert (row.verdict, entry.verb) == ("refused", "check.answer_link")

    page.post(at(study, f"{check.key}/link/end/"))
    gone = stranger.get(address)
    assert gone.status_code == 404 and SAID not in gone.content.decode()


def test_a_guessed_link_opens_nothing_and_changes_nothing(client, study, check):
    for secret in ("x" * 43, check.key, "%00"):
        answer = client.post(f"/quotations/{secret}/", {"verdict-1": "refused"})
        assert answer.status_code == 404
    assert CheckedQuotation.objects.get().verdict == ""


def test_readers_see_and_cannot_answer(client, people, study, check):
    client.force_login(people["rita"])
    shown = client.get(at(study, f"{check.key}/"))
    assert SAID in shown.content.decode() and "Save the answers" not in shown.content.decode()
    assert client.post(at(study, f"{check.key}/"), {"verdict-1": "approved"}).status_code == 403
    assert client.get(f"/studies/{study.key}/people/r/checks/new/").status_code == 403
