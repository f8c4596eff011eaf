"""What decisions, counts and states of the retention clock are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHOICES: dict[str, Promise | str] = {
    "keep": _("keep as it is"),
    "remove": _("take out"),
    "cut": _("make silent where the person speaks"),
    "delete": _("delete the whole recording"),
}

COUNTS: dict[str, Promise | str] = {
    "identities": _("Identities deleted"),
    "keys": _("Keys destroyed"),
    "traits": _("Attributes of the person deleted"),
    "participations": _("Interviews they are no longer named in"),
    "recordings": _("Recordings deleted or made silent"),
    "sources_deleted": _("Texts deleted"),
    "sources_changed": _("Texts of several changed"),
    "turns": _("Turns of the person"),
    "codings": _("Codings deleted"),
    "quotations": _("Quotations elsewhere taken out"),
    "mentions_removed": _("Places where they are named taken out"),
    "mentions_kept": _("Places kept by decision"),
    "summaries": _("Summaries deleted"),
    "memos": _("Memos about the person deleted"),
    "listed_words": _("Words of the word list deleted"),
    "kept_forms": _("Files kept as they came deleted"),
    "waiting_files": _("Files waiting to be imported deleted"),
    "journal_entries_erased": _("Journal entries whose contents are erased"),
    "journal_entries_fixed": _("Journal entries that can no longer be undone"),
}

STATES: dict[str, Promise | str] = {
    "overdue": _("overdue"),
    "still_here": _("said to be deleted, but still here"),
    "soon": _("due soon"),
    "later": _("later"),
    "waiting": _("waits"),
    "unpromised": _("no promise says until when"),
}
TAGS = {"overdue": "danger", "still_here": "danger", "soon": "warn"}
KINDS: dict[str, Promise | str] = {"recording": _("recording"), "text": _("text"), "identity": _("identity")}
HOW: dict[str, Promise | str] = {
    "deleted": _("deleted"),
    "silenced": _("made silent where the person speaks"),
    "changed": _("the person's words taken out"),
}
