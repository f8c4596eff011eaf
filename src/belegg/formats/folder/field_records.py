"""What a study folder says of the field: guides, interviews, promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from belegg.formats.folder.cells import (
    DATE,
    DATE_OR_NONE,
    HASH,
    INSTANT,
    INSTANT_OR_NONE,
    JSON_OBJECT,
    KEY,
    KEY_OR_NONE,
    KEYS,
    NUMBER,
    SIZE,
    SPANS,
    TIME_OR_NONE,
    cell,
    choice,
    optional,
    words,
)  # fmt: skip
from belegg.formats.recording import KINDS

NUMBER_OR_NONE = optional(NUMBER)
PROMISE_ORIGINS = ("letter", "notification", "plan", "agreement")
PROMISE_ABOUT = ("recording", "text", "identity", "quotation", "person", "study")
PROMISE_ACTIONS = ("delete", "anonymise", "check", "inform", "keep")
EVENTS = ("interview", "transcription", "submission", "study_end", "withdrawal")
SCOPES = (
    "interview", "recording", "quoting", "naming_organisation", "naming_role", "checking_quotations", "follow_up", "archiving", "reuse",
    "transcription_service", "transcription_model",
)  # fmt: skip
MEDIA_TYPES = tuple(kind.media_type for kind in KINDS)
VIAS = ("person", "event", "organisation_chart", "own_choice", "other")
REPLIES = ("waiting", "yes", "no", "no_answer", "excluded")
INTERVIEW_FORMS = ("in_person", "phone", "video", "mail")
INTERVIEW_STATES = ("planned", "held", "cancelled")
QUESTION_KINDS = ("section", "topic", "question", "probe", "note")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as a dated obligation; `settled` is empty, kept or dropped."""

    id: str = cell(KEY)
    text: str = cell(words(needed=True))
    origin: str = cell(choice(*PROMISE_ORIGINS))
    place: str = cell(words(200))
    about: str = cell(choice(*PROMISE_ABOUT))
    action: str = cell(choice(*PROMISE_ACTIONS))
    subject: str = cell(words(80))
    due: date | None = cell(DATE_OR_NONE)
    after: str = cell(choice(*EVENTS, ""))
    days: int = cell(NUMBER)
    owner: str = cell(KEY_OR_NONE)
    settled: str = cell(choice("kept", "dropped", ""))
    why: str = cell(words())


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person answered for one scope."""

    person: str = cell(KEY)
    scope: str = cell(choice(*SCOPES))
    state: str = cell(choice("given", "refused", "withdrawn"))
    withdrawn: date | None = cell(DATE_OR_NONE)
    date: date | None = cell(DATE_OR_NONE)
    letter: str = cell(KEY_OR_NONE)
    how: str = cell(words(200))
    proof: str = cell(words(300))


@dataclass(frozen=True, slots=True)
class Letter:
    """An information letter as it was sent; `says` are the items of the checklist it covers, `sha256` that of its words."""

    id: str = cell(KEY)
    title: str = cell(words(200, needed=True))
    language: str = cell(words(8))
    made: datetime = cell(INSTANT)
    sha256: str = cell(HASH)
    says: tuple[str, ...] = cell(KEYS)
    text: str = cell(words(needed=True))


@dataclass(frozen=True, slots=True)
class Observation:
    """An event somebody of the study was at. `people` and `observers` are ids; `others` never names anybody."""

    id: str = cell(KEY)
    title: str = cell(words(200, needed=True))
    date: date | None = cell(DATE_OR_NONE)
    minutes: int | None = cell(NUMBER_OR_NONE)
    place: str = cell(words(200))
    part: str = cell(choice("observer", "participant"))
    how: str = cell(words(300))
    case: str = cell(KEY_OR_NONE)
    people: tuple[str, ...] = cell(KEYS)
    others: str = cell(words(300))
    observers: tuple[str, ...] = cell(KEYS)
    note: str = cell(words())


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was found, kept or not."""

    id: str = cell(KEY)
    title: str = cell(words(300, needed=True))
    author: str = cell(words(200))
    year: int | None = cell(NUMBER_OR_NONE)
    genre: str = cell(words(80))
    purpose: str = cell(words(300))
    credibility: str = cell(words(300))
    service: str = cell(words(120))
    query: str = cell(words(300))
    found: date | None = cell(DATE_OR_NONE)
    link: str = cell(words(500))
    standing: str = cell(choice("kept", "rejected", ""))
    reason: str = cell(words(300))
    case: str = cell(KEY_OR_NONE)
    source: str = cell(KEY_OR_NONE)


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """Quotations sent to a person. Private links are not kept: they belong to the server that made them."""

    id: str = cell(KEY)
    person: str = cell(KEY)
    sent: date = cell(DATE)
    due: date | None = cell(DATE_OR_NONE)
    how: str = cell(words(200))
    by: str = cell(KEY)


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A passage that was sent to be checked, and what its speaker said of it."""

    check: str = cell(KEY)
    n: int = cell(NUMBER)
    text: str = cell(KEY)
    start: int = cell(NUMBER)
    end: int = cell(NUMBER)
    sha256: str = cell(HASH)
    verdict: str = cell(choice("approved", "changed", "refused", ""))
    answered: date | None = cell(DATE_OR_NONE)
    wording: str = cell(words())
    note: str = cell(words())


@dataclass(frozen=True, slots=True)
class Proof:
    promise: str = cell(KEY)
    time: datetime = cell(INSTANT)
    by: str = cell(KEY)
    method: str = cell(words(300, needed=True))
    sha256: str = cell(words(64))
    note: str = cell(words())


@dataclass(frozen=True, slots=True)
class StudyDate:
    """When something happened that promises wait for."""

    event: str = cell(choice(*EVENTS))
    date: date = cell(DATE)


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview planned or held. `guide` is the version used, `time` says "short" where there was little of it."""

    id: str = cell(KEY)
    date: date | None = cell(DATE_OR_NONE)
    place: str = cell(words(200))
    form: str = cell(choice(*INTERVIEW_FORMS))
    state: str = cell(choice(*INTERVIEW_STATES))
    minutes: int | None = cell(NUMBER_OR_NONE)
    time: str = cell(choice("short", ""))
    guide: str = cell(KEY_OR_NONE)
    follows: str = cell(KEY_OR_NONE)
    participants: tuple[str, ...] = cell(KEYS)
    interviewers: tuple[str, ...] = cell(KEYS)
    note: str = cell(words())


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of a recording; its sound is never in the folder. `silenced` are stretches taken out, in milliseconds ("1000-3000 5000-6500")."""

    id: str = cell(KEY)
    interview: str = cell(KEY_OR_NONE)
    source: str = cell(KEY_OR_NONE)
    made: date | None = cell(DATE_OR_NONE)
    added: datetime = cell(INSTANT)
    by: str = cell(KEY)
    sha256: str = cell(HASH)
    size: int = cell(SIZE)
    media_type: str = cell(choice(*MEDIA_TYPES))
    length: int | None = cell(TIME_OR_NONE)
    transcribed: date | None = cell(DATE_OR_NONE)
    silenced: tuple[tuple[int, int], ...] = cell(SPANS)
    deleted: datetime | None = cell(INSTANT_OR_NONE)
    deleted_by: str = cell(KEY_OR_NONE)


@dataclass(frozen=True, slots=True)
class Pass:
    """Someone listened a recording through."""

    recording: str = cell(KEY)
    date: date = cell(DATE)
    by: str = cell(KEY)
    note: str = cell(words())


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody was asked to take part. Never a real name: `person` is an id, `label` what they are."""

    id: str = cell(KEY)
    person: str = cell(KEY_OR_NONE)
    label: str = cell(words(200))
    case: str = cell(KEY_OR_NONE)
    unit: str = cell(words(200))
    on: date | None = cell(DATE_OR_NONE)
    via: str = cell(choice(*VIAS))
    tip_from: str = cell(KEY_OR_NONE)
    event: str = cell(KEY_OR_NONE)
    tip_note: str = cell(words(300))
    answer: str = cell(choice(*REPLIES))
    answered: date | None = cell(DATE_OR_NONE)
    reason: str = cell(words(300))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A question of the guide that was left out in an interview."""

    interview: str = cell(KEY)
    question: str = cell(KEY)
    by: str = cell(KEY)


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    id: str = cell(KEY)
    parent: str = cell(KEY_OR_NONE)
    kind: str = cell(choice(*QUESTION_KINDS))
    text: str = cell(words(needed=True))


@dataclass(frozen=True, slots=True)
class GuideVersion:
    """One version of an interview guide."""

    id: str = cell(KEY)
    guide: str = cell(KEY)
    title: str = cell(words(300, needed=True))
    language: str = cell(words(8))
    number: int = cell(NUMBER)
    date: date | None = cell(DATE_OR_NONE)
    why: str = cell(words())
    questions: tuple[GuideQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """That someone withdrew: `what` is the certificate as JSON, counts and hashes without words; `sha256` is over it as it is downloaded."""

    id: str = cell(KEY)
    person: str = cell(KEY)
    label: str = cell(words(120, needed=True))
    policy: str = cell(choice("delete", "anonymise"))
    made: datetime = cell(INSTANT)
    by: str = cell(KEY)
    sha256: str = cell(HASH)
    swept: datetime | None = cell(INSTANT_OR_NONE)
    what: str = cell(JSON_OBJECT)
