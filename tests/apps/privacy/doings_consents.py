"""The acts on letters and consents, for tests/apps/test_undo_everything.py."""

import datetime

from belegg.apps.privacy import consents, labels, letters
from belegg.apps.privacy.actions import add_person
from belegg.method.letters import FACTS

DAY = datetime.date(2025, 2, 1)


def sent(w, title):
    return letters.add_letter(w.study, "Vil du delta?", ["purpose"], title=title, language="nb", by=w.ida)


def answered_twice(w):
    person = add_person(w.study, "Informant 61", by=w.ida)
    answers = {"quoting": "given", "recording": "refused", "reuse": "given"}
    consents.record_consents(person, answers, date=DAY, letter=sent(w, "Answered"), how="on paper", proof="binder 2", by=w.ida)
    consents.record_consents(person, {"quoting": "withdrawn", "reuse": ""}, date=DAY.replace(day=9), by=w.ida)


def kept(w):
    letters.set_letter_facts(w.study, dict.fromkeys(FACTS, "So"), ["recording"], by=w.ida)
    letters.keep_letter(w.study, "nn", by=w.ida)


DOINGS = {
    "set_scheme": lambda w: labels.set_scheme(w.study, "rank_case", by=w.ida),
    "record_consents": answered_twice,
    "set_letter_facts": lambda w: letters.set_letter_facts(w.study, {"purpose": "To learn"}, ["quoting", "recording"], by=w.ida),
    "keep_letter": kept,
    "add_letter": lambda w: sent(w, "Sent"),
    "check_letter": lambda w: letters.check_letter(sent(w, "Checked"), ["purpose", "dpo"], by=w.ida),
    "delete_letter": lambda w: letters.delete_letter(sent(w, "Deleted"), by=w.ida),
}
