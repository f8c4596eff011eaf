"""Take a source away, with everything that hangs on it, in one act that can be undone."""

from __future__ import annotations

from belegg.apps.sources.dependants import ON_SOURCE_DELETED
from belegg.apps.sources.models import Mark, Part, Source, SourceCase, Text, Turn
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Memo
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop


def what_goes(source: Source) -> dict[str, int]:
    """Return how much would go with the source, by label: "texts", "turns", "memos", and what the floors above have entered ("codings")."""
    own = {
        gettext_noop("texts"): Text.objects.filter(source=source).count(),
        gettext_noop("turns"): Turn.objects.filter(text__source=source).count(),
        gettext_noop("memos"): memos_on(source).count(),
    }
    return own | {dependant.label: dependant.count(source) for dependant in ON_SOURCE_DELETED}


def delete_source(source: Source, *, by: Member, with_codings: bool = False, why: str = "") -> None:
    """Delete a source. The imported bytes and the characters stay in the store until it is swept, so that undo brings everything back.

    Raises Refused("has_codings") while work hangs on it, unless `with_codings`.
    """
    check_may(by, "edit")
    check_same_study(by, source)
    if not with_codings:
        check_no_work(source)
    with journal.act(source.study, by=by, verb="source.delete", about=f"source:{source.key}", why=why, title=source.title) as doing:
        take_away(doing, source)


def take_away(doing: Act, source: Source) -> None:
    """Delete a source with everything that hangs on it, inside an act that is open already (a withdrawal)."""
    for dependant in reversed(ON_SOURCE_DELETED):
        dependant.delete(doing, source)
    texts = list(Text.objects.filter(source=source).order_by("-pk"))
    doing.delete_many(memos_on(source))
    for model in (Part, Mark, Turn):
        doing.delete_many(model.objects.filter(text__in=texts))
    for text in texts:  # a later version before the one it came from
        doing.delete(text)
    doing.delete_many(SourceCase.objects.filter(source=source))
    doing.delete(source)


def check_no_work(source: Source) -> None:
    count = sum(dependant.count(source) for dependant in ON_SOURCE_DELETED if dependant.is_work)
    if count:
        raise Refused(
            "has_codings",
            gettext_noop("There are %(count)s codings or other pieces of work on “%(title)s”, which would be deleted with it."),
            gettext_noop("Look at what would go, and confirm that it should."),
            count=count,
            title=source.title,
        )


def memos_on(source: Source):
    return Memo.objects.filter(study=source.study, target=f"source:{source.key}")
