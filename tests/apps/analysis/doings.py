"""The acts of member checking, for tests/apps/test_undo_everything.py."""

import datetime

from belegg.apps.analysis import checking
from belegg.apps.analysis.models import CheckedQuotation
from belegg.apps.coding.codings import mark_passage

DAY = datetime.date(2026, 3, 1)


def sent(w, start=38, end=60):
    """Send one quotation of the first informant's turn, from `start` to `end` of the text."""
    turn = w.text.turns.filter(role="informant").first()
    coding = mark_passage(w.text, w.code, turn.start + start - 38, turn.start + end - 38, by=w.ida)
    coding.refresh_from_db()
    return checking.send_check(coding.speaker, [coding], sent=DAY, due=DAY.replace(day=20), how="by e-mail", by=w.ida)


def quotation(w, **place):
    return CheckedQuotation.objects.get(check_row=sent(w, **place))


def answered(w):
    row = quotation(w)
    checking.answer_quotation(row, "changed", wording="We trusted", note="Clearer", by=w.ida)
    checking.answer_quotation(row, "refused", via="link", by=w.ida)


def link_ended(w):
    check = sent(w)
    checking.make_link(check, by=w.ida)
    checking.end_link(check, by=w.ida)


def placed(w):
    row = quotation(w)
    checking.place_quotation(row, row.start + 1, row.end, by=w.ida)


DOINGS = {
    "send_check": sent,
    "answer_quotation": answered,
    "make_link": lambda w: checking.make_link(sent(w), days=3, by=w.ida),
    "end_link": link_ended,
    "delete_check": lambda w: checking.delete_check(sent(w), by=w.ida),
    "place_quotation": placed,
    "drop_quotation": lambda w: checking.drop_quotation(quotation(w), by=w.ida),
}
