"""A part of a text that belongs to a case of its own (three municipalities in one report)."""

from __future__ import annotations

import hashlib

from belegg.apps.sources.models import Part, Text
from belegg.apps.sources.rules import check_span
from belegg.apps.study import journal
from belegg.apps.study.models import Case, Member
from belegg.apps.study.rules import check_may, check_same_study


def mark_part(text: Text, start: int, end: int, case: Case, *, by: Member, why: str = "") -> Part:
    """Say that `[start, end)` of a text belongs to a case. Saying it twice changes nothing."""
    check_may(by, "edit")
    check_same_study(by, text, case)
    check_span(text, start, end)
    known = Part.objects.filter(text=text, start=start, end=end, case=case).first()
    if known:
        return known
    sha = hashlib.sha256(text.body.text[start:end].encode()).hexdigest()
    params = {"title": text.source.title, "case": case.name}
    with journal.act(text.study, by=by, verb="part.mark", about=f"text:{text.key}", why=why, **params) as doing:
        return doing.create(Part(study=text.study, text=text, start=start, end=end, sha256=sha, case=case))


def unmark_part(part: Part, *, by: Member, why: str = "") -> None:
    """Take the part from its case; the words stay."""
    check_may(by, "edit")
    check_same_study(by, part)
    params = {"title": part.text.source.title, "case": part.case.name}
    with journal.act(part.study, by=by, verb="part.unmark", about=f"text:{part.text.key}", why=why, **params) as doing:
        doing.delete(part)
