"""From a file and what a person chose to the sources it would make. Reads and suggests; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date as Date
from typing import Any

from belegg.apps.privacy.models import Person
from belegg.apps.sources.actions.add import NewSource
from belegg.apps.sources.models import SourceKind
from belegg.apps.study.models import Case, Study
from belegg.formats import Document, Table
from belegg.formats.document import Notice, stem, suffix
from belegg.formats.examining import AUTO, Examined, examine
from belegg.formats.table import CodedMapping, SurveyMapping, documents, suggest_mapping
from belegg.method.errors import Refused, gettext_noop
from belegg.method.file_names import date_in, title_from
from belegg.method.languages import guess_language
from belegg.method.transcript import ROLES, Recognition, relabel

EACH = "*"


@dataclass(frozen=True)
class Choices:
    """What a person chose for a file, as plain values (they lie in JSON while the file waits). "" and empty mean: as suggested.

    `shape` is auto, none or one of SHAPES; `roles` label -> role; `people` label -> "key of a person", "=pseudonym of a new one" or ""
    (nobody), and EACH -> "=" for a person per informant; `mapping` says what the columns of a table are ("shape" survey or coded, then the
    fields of the mapping).
    """

    kind: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    cases: tuple[str, ...] = ()
    shape: str = AUTO
    roles: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def of_json(cls, record: Mapping) -> Choices:
        known = {each.name for each in fields(cls)}
        given = {name: value for name, value in record.items() if name in known}
        return cls(**{**given, "cases": tuple(given.get("cases", ()))})


@dataclass(frozen=True)
class Prepared:
    """The sources a file would make. `suggested` are the choices with everything left open filled in."""

    news: tuple[NewSource, ...]
    suggested: Choices
    table: Table | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def recognition(self) -> Recognition:
        return self.news[0].recognition or Recognition(())


def prepare(study: Study, name: str, data: bytes, choices: Choices, examined: Examined | None = None) -> Prepared:
    """Read a file (or take what was found in it already) and apply the choices.

    Raises Refused for a file that cannot be read and for choices that cannot be.
    """
    examined = examined or examine(name, data, choices.shape, choices.roles)
    if isinstance(examined.found, Table):
        return prepare_table(study, name, examined.found, choices)
    return prepare_document(study, name, examined.found, examined.recognition or Recognition(()), examined.language, choices)


def prepare_document(study: Study, name: str, document: Document, recognition: Recognition, language: str, choices: Choices) -> Prepared:
    suggested = replace(
        choices,
        kind=choices.kind or (SourceKind.INTERVIEW if recognition.speakers else SourceKind.DOCUMENT),
        title=choices.title or title_from(document.title or stem(name)) or gettext_noop("Untitled"),
        date=choices.date or as_text(date_in(stem(name))),
        language=choices.language or language or study.language,
        roles={**choices.roles, **{speaker.label: speaker.role for speaker in recognition.speakers}},
        people=suggested_people(study, recognition, choices.people),
    )
    new = new_source(study, document, suggested, recognition)
    return Prepared((new,), suggested, None, document.notices)


def prepare_table(study: Study, name: str, table: Table, choices: Choices) -> Prepared:
    mapping = mapping_of(choices.mapping) if choices.mapping else suggest_mapping(table)
    made = documents(table, mapping)
    if not made:
        raise Refused(
            "table_without_words",
            gettext_noop("With these columns there is nothing to import from the table."),
            gettext_noop("Choose the columns that hold the answers or passages."),
        )
    whole = title_from(table.title or stem(name))
    language = choices.language or guess_language("\n".join(document.body for document in made[:50])) or study.language
    kind = choices.kind or (SourceKind.SURVEY if isinstance(mapping, SurveyMapping) else SourceKind.INTERVIEW)
    suggested = replace(
        choices, kind=kind, title=choices.title or whole, date=choices.date or as_text(date_in(stem(name))), language=language,
        mapping=mapping_as_json(mapping),
    )  # fmt: skip
    news = []
    for document in made:
        recognition = relabel(document.recognition(), {label: role for label, role in choices.roles.items() if role in ROLES})
        title = f"{suggested.title}: {document.title}" if document.title and document.title != suggested.title else suggested.title
        news.append(new_source(study, document, replace(suggested, title=title), recognition))
    notices = (*table.notices, *(notice for new in news for notice in new.document.notices))
    return Prepared(tuple(news), suggested, table, notices)


def new_source(study: Study, document: Document, chosen: Choices, recognition: Recognition) -> NewSource:
    """Return the source to be; ids of cases and people become the things themselves."""
    labels = {speaker.label for speaker in recognition.speakers}
    people = {label: said for label, said in chosen.people.items() if label in labels}
    if EACH in chosen.people:
        people |= {each.label: f"={each.label}" for each in recognition.speakers if each.role == "informant" and each.label not in people}
    return NewSource(
        document,
        chosen.kind,
        chosen.title,
        date_of(chosen.date),
        chosen.language,
        cases_of(study, chosen.cases),
        people_of(study, people),
        recognition=recognition,
    )


def date_of(written: str) -> Date | None:
    try:
        return Date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(
            "date_not_readable",
            gettext_noop("“%(date)s” is not a date."),
            gettext_noop("Write it as year-month-day, such as 2025-03-04."),
            date=written[:40],
        ) from None


def as_text(day: Date | None) -> str:
    return day.isoformat() if day else ""


def cases_of(study: Study, keys: tuple[str, ...]) -> list[Case]:
    found = {case.key: case for case in Case.objects.filter(study=study, key__in=keys)} if keys else {}
    for key in keys:
        if key not in found:
            raise Refused("no_such_case", gettext_noop("There is no case %(key)s."), gettext_noop("Add it on the page Cases."), key=key)
    return [found[key] for key in keys]


def suggested_people(study: Study, recognition: Recognition, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return who the speakers are: as chosen, else the person whose pseudonym the label is."""
    labels = [speaker.label for speaker in recognition.speakers if speaker.role == "informant"]
    everyone = Person.objects.filter(study=study).values_list("pseudonym", "key") if labels else ()
    known = {pseudonym.casefold(): key for pseudonym, key in everyone}
    return {**{label: key for label in labels if (key := known.get(label.casefold()))}, **chosen}


def people_of(study: Study, said: Mapping[str, str]) -> dict[str, Person | str]:
    """Return label -> person, or the pseudonym of a new one."""
    keys = [key for key in said.values() if key and not key.startswith("=")]
    known = {person.key: person for person in Person.objects.filter(study=study, key__in=keys)} if keys else {}
    chosen: dict[str, Person | str] = {}
    for label, key in said.items():
        if key.startswith("="):
            chosen[label] = key[1:].strip()
        elif key in known:
            chosen[label] = known[key]
        elif key:
            raise Refused("no_such_person", gettext_noop("There is no person %(key)s."), gettext_noop("Choose another."), key=key)
    return chosen


def mapping_of(record: Mapping[str, Any]) -> SurveyMapping | CodedMapping:
    if record.get("shape") == "coded":
        names = ("text", "code", "source", "speaker", "coder")
        return CodedMapping(**{name: str(record.get(name, "")) for name in names})
    per = "question" if record.get("per") == "question" else "respondent"
    return SurveyMapping(tuple(record.get("questions", ())), str(record.get("respondent", "")), per)


def mapping_as_json(mapping: SurveyMapping | CodedMapping) -> dict:
    record = asdict(mapping)
    if isinstance(mapping, SurveyMapping):
        return {"shape": "survey", **record, "questions": list(mapping.questions)}
    return {"shape": "coded", **record}


__all__ = ["EACH", "Choices", "Prepared", "prepare", "suffix"]
