"""Change what is said of a source: title, kind, date, language, note, cases."""

from __future__ import annotations

from collections.abc import Iterable

from belegg.apps.fieldwork.models import Interview, Observation
from belegg.apps.sources.models import Source, SourceCase
from belegg.apps.sources.rules import check_kind, check_language, check_title
from belegg.apps.study import journal
from belegg.apps.study.models import Case, Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh

CHECKS = {"title": check_title, "kind": check_kind, "language": check_language, "date": None, "note": None}


def change_source(
    source: Source, *, by: Member, why: str = "", cases: Iterable[Case] | None = None, seen: str = "", **fields
) -> Source:  # fmt: skip
    """Change fields, and the cases where given, in one act. The id stays, also when the kind changes: it may have been cited.

    Raises Refused("changed_since") when the source is no longer as `seen` (study.seen.stamp) says.
    """
    check_may(by, "edit")
    cases = None if cases is None else list(cases)
    check_same_study(by, source, *(cases or ()))
    if unknown := set(fields) - set(CHECKS):
        raise TypeError(f"A source has no {', '.join(sorted(unknown))}.")
    fields = {name: check(value) if (check := CHECKS[name]) else value for name, value in fields.items()}
    title = fields.get("title", source.title)
    with journal.act(source.study, by=by, verb="source.change", about=f"source:{source.key}", why=why, title=title) as doing:
        source = fresh(source, seen)
        if "language" in fields:
            for text in source.texts.filter(language=source.language):
                doing.update(text, language=fields["language"])
        doing.update(source, **fields)
        if cases is not None:
            write_cases(doing, source, cases)
    return source


def set_cases(source: Source, cases: Iterable[Case], *, by: Member, why: str = "") -> Source:
    """Say which cases the whole source belongs to."""
    check_may(by, "edit")
    cases = list(cases)
    check_same_study(by, source, *cases)
    with journal.act(source.study, by=by, verb="source.cases", about=f"source:{source.key}", why=why, title=source.title) as doing:
        write_cases(doing, source, cases)
    return source


def write_cases(doing: journal.Act, source: Source, cases: list[Case]) -> None:
    now = {link.case_id: link for link in SourceCase.objects.filter(source=source)}
    wanted = {case.pk for case in cases}
    doing.delete_many([link for pk, link in now.items() if pk not in wanted])
    doing.create_many([SourceCase(source=source, case_id=pk) for pk in sorted(wanted - set(now))])


def set_interview(source: Source, interview: Interview | None, *, by: Member) -> Source:
    """Say which interview a source came of; None takes that back."""
    check_may(by, "edit")
    check_same_study(by, source, interview)
    with journal.act(source.study, by=by, verb="source.interview", about=f"source:{source.key}", title=source.title) as doing:
        return doing.update(fresh(source), interview=interview)


def set_observation(source: Source, observation: Observation | None, *, by: Member) -> Source:
    """Say which observation a field note was written at; None takes that back."""
    check_may(by, "edit")
    check_same_study(by, source, observation)
    with journal.act(source.study, by=by, verb="source.observation", about=f"source:{source.key}", title=source.title) as doing:
        return doing.update(fresh(source), observation=observation)
