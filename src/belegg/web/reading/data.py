"""What the reading page's scripts get: codings as short arrays, with the names they point at by index."""

from __future__ import annotations

from django.utils.translation import gettext as _

from belegg.apps.coding.models import Coding, Looked
from belegg.apps.coding.queries import (
    Changes,
    CodingRow,
    code_rows,
    coders_of,
    codings_of,
    looked_of,
    memos_on_codings,
    revision,
    rounds_of,
)
from belegg.apps.sources.models import Text
from belegg.apps.study.models import Memo


def everything(text: Text) -> dict:
    """Return all codings of a text with the codebook, coders and rounds."""
    # The revision is read first: an act between the two reads is then sent once more, never missed.
    now = revision(text.study)
    return {"revision": now, "full": True, **names(text), "codings": rows(codings_of(text)), "gone": [], "memos": memos(text)}


def changed(text: Text, changes: Changes) -> dict:
    """Return what a page that knows an earlier revision has to change; nothing but the revision where that is nothing."""
    if not (changes.codings or changes.gone or changes.names or changes.full):
        return {"revision": changes.revision}
    return {
        "revision": changes.revision,
        "full": changes.full,
        **names(text),
        "codings": rows(changes.codings),
        "gone": changes.gone,
        "memos": memos(text),
    }


def names(text: Text) -> dict:
    return {
        "codes": [
            {"key": code.key, "name": code.name, "colour": code.colour, "depth": depth, "definition": code.definition}
            for code, depth in code_rows(text.study)
        ],
        "coders": [{"key": coder.key, "name": coder.name} for coder in coders_of(text)],
        "rounds": [{"key": round.key, "name": round.name} for round in rounds_of(text.study)],
        "looked": [said(looked) for looked in looked_of(text)],
    }


def rows(codings: list[CodingRow]) -> list[list]:
    """Return each coding as [key, start, end, code, coder, round, number of memos]; repeated keys cost little after compression."""
    return [list(row) for row in codings]


def said(looked: Looked) -> dict:
    return {
        "id": looked.pk,
        "code": looked.code.key if looked.code else "",
        "coder": looked.coder.key,
        "round": looked.round.key,
        "state": looked.state,
        "words": in_words(looked),
    }


def in_words(looked: Looked) -> str:
    """Return "coded through by Ida in Round 1", or what was said of one code."""
    params = {"coder": looked.coder.name, "round": looked.round.name, "code": looked.code.name if looked.code else ""}
    if looked.code is None:
        return _("coded through by %(coder)s in %(round)s") % params
    sentence = {
        "looked": _("‘%(code)s’ coded through by %(coder)s in %(round)s"),
        "not_asked": _("‘%(code)s’ not asked, says %(coder)s in %(round)s"),
        "skipped": _("‘%(code)s’ skipped, says %(coder)s in %(round)s"),
    }[looked.state]
    return sentence % params


def memos(text: Text) -> list[dict]:
    """Return the memos on the text's codings and on its source, oldest first."""
    on_source = Memo.objects.filter(study=text.study, target=f"source:{text.source.key}").select_related("by")
    found = [*on_source, *memos_on_codings(text).select_related("by")]
    return [
        {
            "key": memo.key,
            "coding": memo.target.removeprefix("coding:") if memo.target.startswith("coding:") else "",
            "kind": memo.get_kind_display(),
            "title": memo.title,
            "text": memo.text,
            "by": memo.by.name,
        }
        for memo in sorted(found, key=lambda memo: (memo.time, memo.pk))
    ]


def as_row(coding: Coding, memos: int = 0) -> list:
    return [coding.key, coding.start, coding.end, coding.code.key, coding.coder.key, coding.round.key, memos]
