"""What a study folder says, as plain frozen records. Field names are the column names of the files; ids stand for what they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from belegg.formats.folder.cells import (
    DATE,
    DATE_OR_NONE,
    HASH,
    INSTANT,
    INSTANT_OR_NONE,
    KEY,
    KEY_OR_ALL,
    KEY_OR_NONE,
    KEYS,
    KEYS_SORTED,
    NO_UNLESS_SAID,
    NUMBER,
    ORIGINAL,
    STRINGS,
    TIME_OR_NONE,
    YES_UNLESS_SAID,
    cell,
    choice,
    optional,
    words,
)
from belegg.formats.folder.field_records import (
    Certificate,
    CheckedQuotation,
    Consent,
    Contact,
    Document,
    GuideVersion,
    Interview,
    Letter,
    Observation,
    Pass,
    Promise,
    Proof,
    QuotationCheck,
    Recording,
    Skipped,
    StudyDate,
)
from belegg.formats.folder.field_records import GuideQuestion as GuideQuestion

STANCES = ("reflexive", "codebook", "reliability", "framework")
ATTRIBUTE_TYPES = ("text", "number", "date", "choice", "yesno")
SOURCE_KINDS = ("interview", "observation", "document", "survey")
LAYERS = ("raw", "corrected", "pseudonymised")
ROLES = ("interviewer", "informant", "other", "")
ORIGINS = ("deductive", "inductive")
MEMO_KINDS = ("note", "method", "theory", "reflexive")
TRAITS = ("gender", "age", "party")
WORD_USES = ("replace", "keep")
# Which version of a source's words counts; in folders that do not say, the one no other was made from.
CURRENT = optional(choice("yes", "no"), "yes")
LOOKED_STATES = ("looked", "not_asked", "skipped")


@dataclass(frozen=True, slots=True)
class Study:
    id: str = cell(KEY)
    title: str = cell(words(300, needed=True))
    invented: bool = cell(NO_UNLESS_SAID)
    language: str = cell(words(8))
    languages: tuple[str, ...] = cell(STRINGS)
    stance: str = cell(choice(*STANCES))
    about: str = cell(words())
    design: Mapping = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    id: str = cell(KEY)
    parent: str = cell(KEY_OR_NONE)
    text: str = cell(words())
    declared: bool = cell(YES_UNLESS_SAID)


@dataclass(frozen=True, slots=True)
class Attribute:
    id: str = cell(KEY)
    name: str = cell(words(200))
    type: str = cell(choice(*ATTRIBUTE_TYPES))
    choices: tuple[str, ...] = cell(STRINGS)
    unit: str = cell(words(40))


@dataclass(frozen=True, slots=True)
class Case:
    id: str = cell(KEY)
    name: str = cell(words(200, needed=True))
    kind: str = cell(words(60))
    parent: str = cell(KEY_OR_NONE)
    note: str = cell(words())


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute of a case."""

    case: str = cell(KEY)
    attribute: str = cell(KEY)
    value: str = cell(words())
    source: str = cell(words())
    date: date | None = cell(DATE_OR_NONE)


@dataclass(frozen=True, slots=True)
class Member:
    id: str = cell(KEY)
    name: str = cell(words(200))


@dataclass(frozen=True, slots=True)
class Person:
    id: str = cell(KEY)
    pseudonym: str = cell(words(120, needed=True))
    role: str = cell(words(200))
    rank: str = cell(words(20))
    unit: str = cell(words(200))
    case: str = cell(KEY_OR_NONE)


@dataclass(frozen=True, slots=True)
class Code:
    id: str = cell(KEY)
    name: str = cell(words(200, needed=True))
    parent: str = cell(KEY_OR_NONE)
    colour: str = cell(words(8))
    origin: str = cell(choice(*ORIGINS))
    source: str = cell(words())
    definition: str = cell(words())
    include: str = cell(words())
    exclude: str = cell(words())
    example: str = cell(words())


@dataclass(frozen=True, slots=True)
class Version:
    """The codebook as it stood."""

    number: int = cell(NUMBER)
    date: date = cell(DATE)
    by: str = cell(KEY)
    reason: str = cell(words())
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    id: str = cell(KEY)
    kind: str = cell(choice(*SOURCE_KINDS))
    title: str = cell(words(300))
    date: date | None = cell(DATE_OR_NONE)
    language: str = cell(words(8))
    cases: tuple[str, ...] = cell(KEYS)
    original: str = cell(ORIGINAL)
    note: str = cell(words())
    interview: str = cell(KEY_OR_NONE)
    observation: str = cell(KEY_OR_NONE)


@dataclass(frozen=True, slots=True)
class Text:
    id: str = cell(KEY)
    source: str = cell(KEY)
    layer: str = cell(choice(*LAYERS))
    parent: str = cell(KEY_OR_NONE)
    sha256: str = cell(HASH)
    language: str = cell(words(8))
    current: str = cell(CURRENT)
    made: datetime | None = cell(INSTANT_OR_NONE)
    by: str = cell(KEY_OR_NONE)
    why: str = cell(words())
    sealed: datetime | None = cell(INSTANT_OR_NONE)


@dataclass(frozen=True, slots=True)
class Turn:
    n: int = cell(NUMBER)
    head: int = cell(NUMBER)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    speaker: str = cell(words(120))
    role: str = cell(choice(*ROLES))
    person: str = cell(KEY_OR_NONE)
    time_start: int | None = cell(TIME_OR_NONE)
    time_end: int | None = cell(TIME_OR_NONE)


@dataclass(frozen=True, slots=True)
class Mark:
    kind: str = cell(words(20, needed=True))
    at: int = cell(NUMBER)
    label: str = cell(words(60))


@dataclass(frozen=True, slots=True)
class Part:
    text: str = cell(KEY)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    sha256: str = cell(HASH)
    case: str = cell(KEY)


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage that answers a question of a guide."""

    text: str = cell(KEY)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    sha256: str = cell(HASH)
    guide: str = cell(KEY)
    question: str = cell(KEY)
    by: str = cell(KEY)


@dataclass(frozen=True, slots=True)
class Elicits:
    """A question of a guide that brings out a code."""

    code: str = cell(KEY)
    guide: str = cell(KEY)
    question: str = cell(KEY)


@dataclass(frozen=True, slots=True)
class Round:
    id: str = cell(KEY)
    name: str = cell(words(120))
    description: str = cell(words())


@dataclass(frozen=True, slots=True)
class Coding:
    id: str = cell(KEY)
    text: str = cell(KEY)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    sha256: str = cell(HASH)
    code: str = cell(KEY)
    coder: str = cell(KEY)
    round: str = cell(KEY)
    time: datetime = cell(INSTANT)
    memo: tuple[str, ...] = cell(KEYS_SORTED)


@dataclass(frozen=True, slots=True)
class Looked:
    text: str = cell(KEY)
    code: str = cell(KEY_OR_ALL)
    coder: str = cell(KEY)
    round: str = cell(KEY)
    date: date = cell(DATE)
    state: str = cell(choice(*LOOKED_STATES))


@dataclass(frozen=True, slots=True)
class Memo:
    id: str = cell(KEY)
    kind: str = cell(choice(*MEMO_KINDS))
    target: str = cell(words(80, needed=True))
    by: str = cell(KEY)
    time: datetime = cell(INSTANT)
    title: str = cell(words(200))
    text: str = cell(words())


@dataclass(frozen=True, slots=True)
class Summary:
    code: str = cell(KEY)
    column: str = cell(words(80, needed=True))
    text: str = cell(words())
    by: str = cell(KEY)
    time: datetime = cell(INSTANT)
    codings: tuple[str, ...] = cell(KEYS)


@dataclass(frozen=True, slots=True)
class Trait:
    """What else is known of a person that might tell who they are."""

    person: str = cell(KEY)
    name: str = cell(choice(*TRAITS))
    value: str = cell(words(120, needed=True))


@dataclass(frozen=True, slots=True)
class Replacement:
    """A word that was replaced: where it stood in the version before (`was`), and its keyed hash."""

    text: str = cell(KEY)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    was: str = cell(KEY_OR_NONE)
    was_start: int = cell(NUMBER)
    was_end: int = cell(NUMBER)
    sha256: str = cell(HASH)
    replacement: str = cell(words(200, needed=True))
    rule: str = cell(words(30, needed=True))
    person: str = cell(KEY_OR_NONE)
    by: str = cell(KEY)
    time: datetime = cell(INSTANT)
    reversed: datetime | None = cell(INSTANT_OR_NONE)


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What was decided of words that may give somebody away, in a text not replaced yet."""

    text: str = cell(KEY)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    use: str = cell(choice(*WORD_USES))
    replacement: str = cell(words(200))
    rule: str = cell(words(30, needed=True))
    person: str = cell(KEY_OR_NONE)
    by: str = cell(KEY)
    time: datetime = cell(INSTANT)


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A word of the word list, by its keyed hash."""

    id: str = cell(KEY)
    sha256: str = cell(HASH)
    use: str = cell(choice(*WORD_USES))
    replacement: str = cell(words(200))


@dataclass(frozen=True)
class Folder:
    """A whole study, without the bytes of its originals and of files not understood.

    `bodies`, `turns` and `marks` are by text id, `guides` by the id of the version.
    """

    study: Study
    questions: tuple[Question, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    cases: tuple[Case, ...] = ()
    values: tuple[Value, ...] = ()
    members: tuple[Member, ...] = ()
    people: tuple[Person, ...] = ()
    codes: tuple[Code, ...] = ()
    versions: tuple[Version, ...] = ()
    sources: tuple[Source, ...] = ()
    texts: tuple[Text, ...] = ()
    parts: tuple[Part, ...] = ()
    answers: tuple[Answer, ...] = ()
    elicits: tuple[Elicits, ...] = ()
    rounds: tuple[Round, ...] = ()
    codings: tuple[Coding, ...] = ()
    looked: tuple[Looked, ...] = ()
    memos: tuple[Memo, ...] = ()
    summaries: tuple[Summary, ...] = ()
    traits: tuple[Trait, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    name_decisions: tuple[NameDecision, ...] = ()
    wordlist: tuple[ListedWord, ...] = ()
    contacts: tuple[Contact, ...] = ()
    interviews: tuple[Interview, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    recordings: tuple[Recording, ...] = ()
    passes: tuple[Pass, ...] = ()
    letters: tuple[Letter, ...] = ()
    consents: tuple[Consent, ...] = ()
    documents: tuple[Document, ...] = ()
    observations: tuple[Observation, ...] = ()
    checks: tuple[QuotationCheck, ...] = ()
    checked: tuple[CheckedQuotation, ...] = ()
    promises: tuple[Promise, ...] = ()
    proofs: tuple[Proof, ...] = ()
    dates: tuple[StudyDate, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    guides: Mapping[str, GuideVersion] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    turns: Mapping[str, tuple[Turn, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
