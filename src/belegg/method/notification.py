"""The answers for a notification of personal data, section by section: a pack asks, the facts of the study answer.

The sections follow the subjects of the notification form of Sikt, the Norwegian agency for shared services in education and research; the questions
are worded in packs/notification/*.toml and can be edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belegg.method.errors import Refused, gettext_noop
from belegg.method.letters import Letter
from belegg.method.letters import Section as LetterSection
from belegg.method.plan import Fact, Missing

# What a pack may ask for: of the study, and of each sample.
OF_STUDY = (
    "title", "purpose", "questions", "project_kind", "institution", "leader", "student", "contact", "data_kinds", "special", "third_persons",
    "guides", "consent_documentation", "consents", "letter", "letter_says", "storage", "access", "processors", "transfer", "approvals", "reference",
    "start", "end", "after", "promises", "dpo", "recognisability", "project_kind_id", "has_special",
)  # fmt: skip
OF_SAMPLE = ("who", "recruitment", "contacted", "age", "numbers", "methods", "data", "basis", "special_basis")


@dataclass(frozen=True)
class Line:
    """A question with its answer and where that was told; without an answer it is missing."""

    name: str
    question: str
    fact: Fact

    @property
    def missing(self) -> bool:
        return not self.fact.value


@dataclass(frozen=True)
class Section:
    """A part of the form. `sample` is the id of the sample it is about, "" for the whole study."""

    id: str
    heading: str
    lines: tuple[Line, ...]
    sample: str = ""


@dataclass(frozen=True)
class Sheet:
    """The answers in the order of the form, in the language of the pack."""

    language: str
    title: str
    lead: str
    lacking: str
    sections: tuple[Section, ...]

    @property
    def missing(self) -> list[Missing]:
        return [Missing(line.question, line.fact.place, line.fact.thing) for one in self.sections for line in one.lines if line.missing]


def fill(pack: Mapping, facts: Mapping[str, Fact], samples: Sequence[Mapping[str, Fact]]) -> Sheet:
    """Return the sheet of a pack (`title`, `lead`, `language`, `missing`, `sample`, and sections with `id`, `heading`, perhaps `per`, and questions).

    A question has `fact` and `text`, and `optional` where nothing need be said. A section per sample stands once for each; while there is no
    sample it stands once, with everything missing. Raises Refused("bad_pack").
    """
    try:
        sections = []
        for part in pack["section"]:
            if part.get("per") == "sample":
                for number, sample in enumerate(samples or [nothing_told()], 1):
                    heading = f"{part['heading']}: {pack['sample']} {number}" if len(samples) > 1 else part["heading"]
                    sections.append(Section(part["id"], heading, lines_of(part, {**facts, **sample}), sample["who"].thing))
            else:
                sections.append(Section(part["id"], part["heading"], lines_of(part, facts)))
        return Sheet(pack["language"], pack["title"], pack["lead"], pack["missing"], tuple(sections))
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(
            "bad_pack",
            gettext_noop("The questions of the notification can't be used: %(error)s is missing."),
            gettext_noop("Compare your file with the one that came with Belegg."),
            error=str(error)[:80],
        ) from None


def nothing_told() -> dict[str, Fact]:
    return {name: Fact("", "samples") for name in OF_SAMPLE}


def lines_of(part: Mapping, facts: Mapping[str, Fact]) -> tuple[Line, ...]:
    asked = ((one, facts[one["fact"]]) for one in part["question"])
    return tuple(Line(one["fact"], one["text"], fact) for one, fact in asked if fact.value or not needless(one, facts))


def needless(question: Mapping, facts: Mapping[str, Fact]) -> bool:
    """Say whether a question need not be answered: it is optional, or asks only where something holds that does not (`only_if`: fact = value)."""
    return bool(question.get("optional")) or any(facts[name].value != value for name, value in question.get("only_if", {}).items())


def as_letter(sheet: Sheet, came_from: Mapping[str, str]) -> Letter:
    """Return the sheet in the form in which documents are written; `came_from` says each place in words."""
    sections = [
        LetterSection(
            one.heading,
            tuple(
                f"{line.question}\n{line.fact.value or '[' + sheet.lacking + ': ' + came_from[line.fact.place] + ']'}" for line in one.lines
            ),
        )
        for one in sheet.sections
    ]
    return Letter(sheet.language, sheet.title, tuple(sections), tuple(one.what for one in sheet.missing), frozenset())
