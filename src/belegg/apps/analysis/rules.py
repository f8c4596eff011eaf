"""What a summary may be written for, and whether it still is as its writer saw it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from belegg.apps.analysis.models import Summary
from belegg.apps.coding.models import Coding
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Source
from belegg.apps.study.journal import chunks
from belegg.apps.study.models import Case, Study
from belegg.apps.study.seen import stamp
from belegg.method.errors import Refused, gettext_noop

# The kinds of columns a summary can stand in, and what its name is.
COLUMN_MODELS: dict[str, tuple[Any, str]] = {"case": (Case, "name"), "source": (Source, "title"), "person": (Person, "pseudonym")}


def check_column(study: Study, column: str) -> str:
    """Return the name of a column ("case:ID", "source:ID", "person:ID").

    Raises Refused("not_found").
    """
    kind, _, key = column.partition(":")
    model, field = COLUMN_MODELS.get(kind, (None, ""))
    name = model.objects.filter(study=study, key=key).values_list(field, flat=True).first() if model else None
    if name is None:
        raise Refused(
            "not_found",
            gettext_noop("There is no column %(column)s to write a summary in."),
            gettext_noop("Summaries stand under cases, sources and informants."),
            column=column,
        )
    return name


def check_codings(study: Study, keys: Iterable[str]) -> list[str]:
    """Return the ids of codings, each once, in their order.

    Raises Refused("not_found") when one is not in the study.
    """
    keys = list(dict.fromkeys(keys))
    there = {key for part in chunks(keys) for key in Coding.objects.filter(study=study, key__in=part).values_list("key", flat=True)}
    if missing := [key for key in keys if key not in there]:
        raise Refused(
            "not_found",
            gettext_noop("The coding %(key)s is no longer there."),
            gettext_noop("Open the cell again and choose among its quotations."),
            key=missing[0],
        )
    return keys


def summary_stamp(summary: Summary | None) -> str:
    """Return the stamp of a summary as it stands, "" where there is none."""
    return stamp(summary) if summary else ""


def check_summary_as_seen(there: Summary | None, seen: str | None) -> None:
    """Refuse to write over what the writer has not seen.

    Raises Refused("changed_since").
    """
    if seen is None or seen == summary_stamp(there):
        return
    if there is None:
        raise Refused(
            "changed_since",
            gettext_noop("Someone has taken this summary away since you opened it."),
            gettext_noop("Your words stand in the cell still: save once more to write them anew."),
        )
    raise Refused(
        "changed_since",
        gettext_noop("%(who)s has written in this cell since you opened it."),
        gettext_noop("Your words stand in the cell still: read theirs below, and save once more."),
        who=there.by.name,
    )
