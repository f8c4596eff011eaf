"""What a table of the study holds, for the gate before every export (privacy.leaving)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from belegg.apps.analysis.facts import facts_of
from belegg.apps.analysis.quotations import Asked, find
from belegg.apps.coding.models import Code
from belegg.apps.sources.models import Layer, SourceKind, Text
from belegg.apps.study.models import Study

if TYPE_CHECKING:
    from belegg.apps.analysis.exports import Wanted
    from belegg.apps.analysis.layout import Layout


def words_of(study: Study, texts: Iterable[int] | None = None) -> set[str]:
    """Return what the words of some texts (their database ids; None: all versions of all) are, as keys of method.data_classes.CONTENTS."""
    wanted = None if texts is None else set(texts)
    held = set()
    for pk, kind, layer, sealed in Text.objects.filter(study=study).values_list("pk", "source__kind", "layer", "sealed"):
        if wanted is None or pk in wanted:
            held.add(words_in(kind, layer, sealed is not None))
    return held


def words_in(kind: str, layer: str, sealed: bool) -> str:
    if kind == SourceKind.DOCUMENT:
        return "documents"
    return "sealed" if sealed else "pseudonymised" if layer == Layer.PSEUDONYMISED else "raw"


def quoted_in(study: Study, asked: Asked) -> set[str]:
    """Return what the quotations asked for are."""
    facts, ids = facts_of(study), find(study, asked).ids
    rows = facts.rows_of(ids)
    return words_of(study, np.unique(facts.text[rows[rows >= 0]]).tolist()) | {"people"} if len(ids) else set()


def counted(layout: Layout) -> set[str]:
    """Return what a matrix without words holds: numbers, and people where they are its rows or columns."""
    return {"counts", "people"} if "informants" in (layout.rows, layout.columns) else {"counts"}


def contents_of(study: Study, name: str, wanted: Wanted) -> set[str]:
    """Return what a table of exports.TABLES holds."""
    if name == "codings":
        return words_of(study, np.unique(facts_of(study).text).tolist()) | {"people"}
    if name == "quotations":
        return quoted_in(study, wanted.asked)
    if name == "framework":
        return {"summaries"} | (counted(wanted.layout) - {"counts"})
    if name == "codebook":
        # The example of a code is as a rule what somebody said.
        return {"descriptions", "pseudonymised"} if Code.objects.filter(study=study).exclude(example="").exists() else {"descriptions"}
    return {"descriptions"} if name == "cases" else counted(wanted.layout)
