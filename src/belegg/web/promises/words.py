"""How a promise stands, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATES = {
    "overdue": _("overdue"),
    "soon": _("due within 30 days"),
    "later": _("due later"),
    "waiting": _("waiting"),
    "kept": _("kept"),
    "dropped": _("no longer binding"),
}
# A mark of its own beside the word, so that colour is not what tells them apart.
MARKS = {"overdue": "!", "soon": "◔", "later": "○", "waiting": "…", "kept": "✓", "dropped": "×"}
TAGS = {"overdue": "danger", "soon": "warn", "kept": "ok"}
