"""What may be done with codings, and by whom."""

from __future__ import annotations

from belegg.apps.coding.models import Coding, Looked
from belegg.apps.sources.models import Text
from belegg.apps.study.models import Member
from belegg.apps.study.rules import can, check_may, check_same_study
from belegg.method.anchors import check_span
from belegg.method.errors import Refused, gettext_noop


def check_passage(text: Text, start: int, end: int, words: str | None = None) -> None:
    """Refuse a passage that is empty, lies outside the text, or does not hold the `words` its sender saw.

    The third is the net under every conversion of offsets: a coding lands on its words or nowhere.

    Raises Refused("span-empty"), Refused("span-outside"), Refused("span-blank") or Refused("other_words").
    """
    check_span(text.body.text, start, end)
    if words is not None and text.body.text[start:end] != words:
        raise Refused(
            "other_words",
            gettext_noop("The words at this place are not the ones you marked."),
            gettext_noop("Reload the page and mark them again."),
        )


def can_change(coding: Coding | Looked, member: Member | None) -> bool:
    """Return whether a member may change or take away a coding: its coder, or who may edit the study."""
    return can(member, "edit") or (member is not None and can(member, "code") and coding.coder_id == member.pk)


def check_change(coding: Coding | Looked, by: Member) -> None:
    """Refuse unless `by` is the coder or may edit the study.

    Raises Refused("not_allowed") or Refused("not_found").
    """
    check_same_study(by, coding)
    check_may(by, "code")
    if not can_change(coding, by):
        raise Refused(
            "not_allowed",
            gettext_noop("This is the work of %(name)s; only they, a researcher or an owner can change it."),
            gettext_noop("Make a coding of your own beside it."),
            name=coding.coder.name,
        )


def check_as_seen(coding: Coding, seen: tuple[int, int] | None) -> None:
    """Refuse when a coding no longer covers the passage its changer saw.

    Raises Refused("changed_since").
    """
    if seen is not None and (coding.start, coding.end) != tuple(seen):
        raise _changed(gettext_noop("Someone has moved this coding since you saw it."))


def gone() -> Refused:
    return _changed(gettext_noop("This coding is no longer there; someone has taken it away."))


def _changed(why: str) -> Refused:
    return Refused("changed_since", why, gettext_noop("The page shows how it stands now."))
