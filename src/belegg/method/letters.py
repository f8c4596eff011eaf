"""Information letters: made of a pack's texts and the study's facts, and held against what such a letter must say.

The checklist follows articles 13 and 14 of the General Data Protection Regulation and the template of Sikt, the Norwegian agency for shared
services in education and research (sikt.no, "Informasjon til deltakerne i forskningsprosjekter").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from belegg.method.errors import Refused, gettext_noop

# What an information letter says. The texts of a pack say for each section which of these it covers.
SAYS = {
    "purpose": gettext_noop("What the study is for"),
    "institution": gettext_noop("Which institution is responsible"),
    "why_you": gettext_noop("Why this person is asked"),
    "involves": gettext_noop("What taking part involves"),
    "voluntary": gettext_noop("That it is voluntary, and how to withdraw"),
    "storage": gettext_noop("How the information is stored"),
    "access": gettext_noop("Who has access"),
    "processors": gettext_noop("Which processors are used"),
    "recognisability": gettext_noop("Whether one can be recognised"),
    "end": gettext_noop("When the study ends"),
    "after": gettext_noop("What happens to the information then"),
    "right_access": gettext_noop("The right of access"),
    "right_copy": gettext_noop("The right to a copy"),
    "right_rectify": gettext_noop("The right to have errors corrected"),
    "right_erase": gettext_noop("The right to erasure"),
    "right_complain": gettext_noop("The right to complain to the data protection authority"),
    "legal_basis": gettext_noop("The legal basis"),
    "contact": gettext_noop("Whom to contact"),
    "dpo": gettext_noop("The data protection officer"),
    "reference": gettext_noop("The reference number of the study"),
    "scopes": gettext_noop("A box for each thing one can consent to"),
}
CHECKLIST = tuple(SAYS)
# What a study must tell so that the letter can be made.
FACTS = (
    "title", "purpose", "institution", "why_you", "involves", "storage", "access", "processors", "recognisability", "end", "after", "contact",
    "dpo", "reference",
)  # fmt: skip
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Section:
    """A part of a letter. `boxes` are what one can say yes to, each with a box to tick."""

    heading: str
    paragraphs: tuple[str, ...]
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter ready to be written; `missing` are the facts it lacks, `covered` what of the checklist it says."""

    language: str
    title: str
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    covered: frozenset[str]


def compose(pack: Mapping, facts: Mapping[str, str], scopes: Sequence[str]) -> Letter:
    """Return the letter of a pack (`title`, `language`, `missing`, and sections with `heading`, `text`, `covers`, perhaps `boxes`), filled in.

    `scopes` are what is asked consent for; the pack's `[scopes]` says each in its words. A fact nobody has told stands as the pack's `missing` text, in
    brackets, so that no letter leaves with a hole that cannot be seen. Raises Refused("bad_pack").
    """
    try:
        boxes = tuple(pack["scopes"][scope] for scope in scopes)
        missing: list[str] = []
        covered: set[str] = set()
        sections = []
        for part in pack["section"]:
            wanted = _PLACE.findall(part["text"])
            lacking = [name for name in wanted if not facts.get(name, "").strip()]
            missing += [name for name in lacking if name not in missing]
            text = _PLACE.sub(lambda place: filled(place[1], facts, pack["missing"]), part["text"])
            paragraphs = tuple(paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip())
            has_boxes = bool(part.get("boxes"))
            if not lacking and (boxes or not has_boxes):
                covered |= set(part.get("covers", ()))
            sections.append(Section(part["heading"], paragraphs, boxes if has_boxes else ()))
        title = _PLACE.sub(lambda place: filled(place[1], facts, pack["missing"]), pack["title"])
        return Letter(pack["language"], title, tuple(sections), tuple(missing), frozenset(covered))
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(
            "bad_pack",
            gettext_noop("The texts of the letter can't be used: %(error)s is missing."),
            gettext_noop("Compare your file with the one that came with Belegg."),
            error=str(error)[:80],
        ) from None


def filled(name: str, facts: Mapping[str, str], missing: str) -> str:
    return facts.get(name, "").strip() or f"[{missing}: {name}]"


def unsaid(covered: Collection[str]) -> list[str]:
    """Return what of the checklist is not covered, in its order."""
    return [item for item in CHECKLIST if item not in covered]


def as_text(letter: Letter) -> str:
    """Return the letter as plain text, headings on lines of their own: what is kept of a version and hashed."""
    parts = [letter.title]
    for section in letter.sections:
        parts.append("\n\n".join([section.heading, *section.paragraphs, *(f"[ ] {box}" for box in section.boxes)]))
    return "\n\n".join(parts) + "\n"
