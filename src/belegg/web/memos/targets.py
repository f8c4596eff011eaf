"""What memos are on: titles and addresses of the things, and the things one can choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belegg.apps.coding.models import Coding
from belegg.apps.coding.queries import code_rows
from belegg.apps.sources.models import Source
from belegg.apps.sources.queries import in_key_order
from belegg.apps.study.memos import target_titles
from belegg.apps.study.models import Case, Study

# Kinds of thing in words, in the order of the filter. A kind that a later room registers is called by its own name until it has one here.
KINDS: dict[str, Promise | str] = {
    "study": gettext_lazy("the study"),
    "case": gettext_lazy("case"),
    "source": gettext_lazy("source"),
    "code": gettext_lazy("code"),
    "coding": gettext_lazy("coding"),
}
PAGES: dict[str, Callable[[Study, str], str]] = {
    "case": lambda study, key: reverse("case", args=[study.key, key]),
    "source": lambda study, key: reverse("source", args=[study.key, key]),
    "code": lambda study, key: reverse("code", args=[study.key, key]),
}


class Target(NamedTuple):
    """A thing a memo is on. `url` is "" where the thing is no longer there."""

    kind: str
    title: str
    url: str


def find_targets(study: Study, targets: Iterable[str]) -> dict[str, Target]:
    """Return {target: Target} for the targets of memos; the queries are as many as the kinds, not as the memos."""
    wanted = set(targets)
    titles = target_titles(study, wanted)
    passages = _passages(study, {target.partition(":")[2] for target in wanted if target.startswith("coding:")})
    found = {}
    for target in wanted:
        kind, _colon, key = target.partition(":")
        word = str(KINDS.get(kind, kind))
        if target not in titles:
            found[target] = Target(word, _("no longer there (%(target)s)") % {"target": target}, "")
        elif target == "study":
            found[target] = Target(word, study.title, reverse("overview", args=[study.key]))
        else:
            url = passages.get(key, "") if kind == "coding" else PAGES[kind](study, key) if kind in PAGES else ""
            found[target] = Target(word, titles[target], url)
    return found


def _passages(study: Study, keys: set[str]) -> dict[str, str]:
    if not keys:
        return {}
    rows: QuerySet = Coding.objects.filter(study=study, key__in=keys).values_list("key", "text__key", "start", "end")
    return {key: f"{reverse('text', args=[study.key, text])}?at={start}-{end}" for key, text, start, end in rows}


def target_choices(study: Study, now: str = "study") -> list:
    """Return what a memo can be put on, grouped by kind, for a select. A coding is offered only where the memo is on it already."""
    cases = Case.objects.filter(study=study).order_by("name").values_list("key", "name")
    sources = [(source.key, source.title) for source in in_key_order(Source.objects.filter(study=study))]
    codes = [(row.code.key, "\u2003" * row.depth + row.code.name) for row in code_rows(study)]
    groups: list = [("study", _("The study as a whole"))]
    for kind, label, things in (("case", _("Cases"), cases), ("source", _("Sources"), sources), ("code", _("Codes"), codes)):
        if things:
            groups.append((label, [(f"{kind}:{key}", title) for key, title in things]))
    if now.partition(":")[0] not in ("study", "case", "source", "code"):
        groups.insert(0, (now, target_titles(study, {now}).get(now, now)))
    return groups
