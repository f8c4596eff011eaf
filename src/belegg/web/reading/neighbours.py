"""The texts beside the one being read: those of its cases, or of the whole study where it has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from belegg.apps.sources.models import SourceCase, Text
from belegg.apps.sources.queries import key_order

# A study with more texts than this shows those of the same case only; the sources page has them all.
MOST_SHOWN = 80


class Group(NamedTuple):
    """The texts of a case; `title` is "" where there is only one group."""

    title: str
    texts: list[Text]


def neighbours(text: Text) -> list[Group]:
    """Return texts in groups by case, the current version of each source; of the text's own source the one that is read."""
    cases = list(SourceCase.objects.filter(source=text.source).values_list("case_id", flat=True))
    in_study = Text.objects.filter(study=text.study, current=True).select_related("source").order_by("pk")
    if in_study.count() > MOST_SHOWN:
        in_study = in_study.filter(source__in_cases__case__in=cases) if cases else in_study.filter(pk=text.pk)
    newest = {version.source_id: version for version in in_study[: 4 * MOST_SHOWN]}
    newest[text.source_id] = text
    placed: dict[str, dict[int, Text]] = {}
    links = SourceCase.objects.filter(source__in=list(newest)).select_related("case").order_by("case__position", "case__pk", "source__pk")
    for link in links:
        placed.setdefault(link.case.name, {})[link.source_id] = newest[link.source_id]
    in_cases = {source for texts in placed.values() for source in texts}
    rest = {source: version for source, version in newest.items() if source not in in_cases}
    groups = [Group(name, by_key(texts.values())) for name, texts in placed.items()]
    if rest:
        groups.append(Group(_("No case") if groups else "", by_key(rest.values())))
    return groups


def by_key(texts: Iterable[Text]) -> list[Text]:
    """Return texts in the order of the list of sources: interviews before documents, int-2 before int-10."""
    return sorted(texts, key=lambda text: key_order(text.source.kind, text.source.key))
