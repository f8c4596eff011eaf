"""The acts on names, for tests/apps/test_undo_everything.py."""

from belegg.apps.sources import names, word_list
from belegg.apps.sources.deciding import Decided, decide, undecide
from belegg.apps.sources.models import Replacement, Source
from tests.worlds import bring_in

BODY = "I: Hva sa Kari?\n\nR: Det var Karis idé."


def new_text(w):
    key = f"names-{Source.objects.filter(study=w.study).count()}"
    return bring_in(w.study, BODY, key=key, title=f"Names {key}", by=w.ida)


def some(rule="own"):
    return [Decided(10, 14, "replace", "[Somebody]", rule), Decided(27, 32, "replace", "[Somebody]s", rule)]


def decided_and_not(w):
    text = new_text(w)
    decide(text, [*some(), Decided(0, 1, "keep")], by=w.ida)
    decide(text, [Decided(10, 15, "replace", "[X]")], by=w.ida)
    undecide(text, [(27, 32)], by=w.ida)


def replaced_and_put_back(w):
    text = new_text(w)
    decide(text, [*some(), Decided(0, 1, "keep")], by=w.ida)
    new = names.pseudonymise(text, by=w.ida)
    names.reverse(new, list(Replacement.objects.filter(text=new))[:1], by=w.ida)


def listed_and_not(w):
    word_list.list_word(w.study, "Torunn", replacement="nabo", by=w.ida)
    row = word_list.list_word(w.study, "torunn", use="keep", by=w.ida)
    word_list.unlist_word(row, by=w.ida)
    word_list.list_word(w.study, "Verkstedet", replacement="et verksted", by=w.ida)


DOINGS = {
    "decide": decided_and_not,
    "undecide": decided_and_not,
    "pseudonymise": replaced_and_put_back,
    "reverse": replaced_and_put_back,
    "list_word": listed_and_not,
    "unlist_word": listed_and_not,
}
