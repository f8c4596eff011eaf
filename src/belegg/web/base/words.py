"""Words the whole program uses: the rooms, and what each verb of the journal is called."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry


class Room(NamedTuple):
    key: str
    letter: str  # g then this letter goes there
    label: Promise | str
    url: str


ROOMS = [
    Room("overview", "o", _("Overview"), "overview"),
    Room("field", "f", _("Field"), "field"),
    Room("sources", "s", _("Sources"), "sources"),
    Room("codes", "c", _("Codes"), "codes"),
    Room("compare", "m", _("Compare"), "compare"),
    Room("types", "t", _("Types"), "types"),
    Room("explain", "e", _("Explain"), "explain"),
    Room("findings", "i", _("Findings"), "findings"),
    Room("report", "r", _("Report"), "report"),
    Room("journal", "j", _("Journal"), "journal"),
]

# One line per verb of the journal, said of something already done. %(…)s are the entry's params.
VERBS: dict[str, Promise | str] = {
    "study.begin": _("began the study"),
    "study.change": _("changed the study"),
    "member.add": _("made %(name)s a member (%(role)s)"),
    "member.role": _("changed the role of %(name)s"),
    "undo": _("undid: %(what)s"),
    "redo": _("did again: %(what)s"),
}


def say_entry(entry: JournalEntry) -> str:
    """Return an entry in words, such as "coded 'trust' in Interview 3"."""
    return say(entry.verb, journal.facts(entry)["params"])


def say(verb: str, params: dict) -> str:
    if verb in ("undo", "redo"):
        inner = dict(params)
        params = {"what": say(inner.pop("verb", ""), inner)}
    template = VERBS.get(verb)
    if template is None:
        return verb
    try:
        return str(template) % params
    except KeyError:
        return str(template)
