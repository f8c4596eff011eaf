"""Memos on sources: how the memos find what they are on."""

from __future__ import annotations

from belegg.apps.sources.models import Source
from belegg.apps.study.memos import memo_target
from belegg.apps.study.models import Study


@memo_target("source")
def source_titles(study: Study, keys: set[str]) -> dict[str, str]:
    return dict(Source.objects.filter(study=study, key__in=keys).values_list("key", "title"))
