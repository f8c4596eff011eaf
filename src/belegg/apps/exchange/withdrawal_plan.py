"""What a withdrawal would do, found without changing anything: whose words stand where, in which versions, and where else they are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from belegg.apps.coding.models import Coding
from belegg.apps.exchange.leftovers import Place, in_texts, places
from belegg.apps.fieldwork.models import Participation
from belegg.apps.privacy import identities
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.withdrawing import mark_of, next_label
from belegg.apps.sources.models import Body, Layer, Source, SpeakerRole, Text, Turn
from belegg.apps.study.models import Study
from belegg.method.errors import Refused
from belegg.method.withdrawing import Cut, Gram, cited, cut_text, grams, label_without, moved, names_pattern

POLICIES = ("delete", "anonymise")
# Kinds of words that are no quotation of anybody, or that are dealt with in a way of their own.
_PASSED_OVER = {"journal", "person", "trait", "identity", "replacement", "namedecision", "certificate", "member", "study"}


@dataclass(frozen=True)
class Found:
    """Words somewhere else that quote or name the person. `key` is what a decision on it is called ("memo:m-1:text"), `default` what is done without one."""

    key: str
    thing: str
    field: str
    title: str
    words: str
    kind: str  # "quotes" or "names"
    default: str  # "remove" or "keep"


@dataclass
class Plan:
    """Everything a withdrawal needs to know, by policy."""

    person: Person
    policy: str
    label: str
    mark: str
    names: list[str] = field(default_factory=list)
    alone: list[Source] = field(default_factory=list)
    joint: list[Source] = field(default_factory=list)
    cuts: dict[int, list[Cut]] = field(default_factory=dict)  # by text
    emptied: list[Text] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    known: set[Gram] = field(default_factory=set)
    turns: int = 0

    @property
    def study(self) -> Study:
        return self.person.study

    def texts(self) -> list[Text]:
        """Return the versions whose words change but that stay."""
        return list(Text.objects.filter(pk__in=[*self.cuts, *(text.pk for text in self.emptied)]).select_related("source"))


def plan(person: Person, policy: str) -> Plan:
    """Return what a withdrawal would do to texts, and which words it would take."""
    made = Plan(person, policy, next_label(person.study), mark_of(person.study))
    made.names = names_of(person)
    for source in sources_of(person):
        if policy == "anonymise":
            made.joint.append(source)
            anonymised(made, source)
        elif is_alone(source, person):
            made.alone.append(source)
            made.removed += [words for text in versions(source) for words in theirs(text, person)]
        else:
            made.joint.append(source)
            without(made, source)
    made.turns = Turn.objects.filter(person=person, text__source__in=[*made.alone, *made.joint], text__current=True).count()
    made.known = grams(made.removed)
    if made.known:
        for body in remaining(made):
            made.known -= grams([body])
    return made


def names_of(person: Person) -> list[str]:
    """Return what the person is called: the pseudonym, the real name and its parts."""
    try:
        real = identities.opened(person)
    except Refused:
        real = identities.RealIdentity()
    parts = [part for part in real.name.split() if len(part) > 2]
    return list(dict.fromkeys(name for name in (person.pseudonym, real.name, *parts) if name.strip()))


def sources_of(person: Person) -> list[Source]:
    """Return the sources in which a person speaks, in any version, and those of interviews they alone took part in."""
    speaks = Turn.objects.filter(person=person).values("text__source")
    interviews = [
        one for one in Participation.objects.filter(person=person).values_list("interview", flat=True)
        if not Participation.objects.filter(interview=one).exclude(person=person).exists()
    ]  # fmt: skip
    rows = Source.objects.filter(study=person.study_id)
    return list((rows.filter(pk__in=speaks) | rows.filter(interview__in=interviews)).distinct().order_by("pk"))


def versions(source: Source) -> list[Text]:
    return list(Text.objects.filter(source=source).select_related("body").order_by("pk"))


def is_alone(source: Source, person: Person) -> bool:
    """Say whether nobody else but interviewers speaks in a source."""
    turns = Turn.objects.filter(text__source=source)
    if turns.exclude(person=person).filter(person__isnull=False).exists():
        return False
    unnamed = turns.filter(text__current=True, person__isnull=True, role__in=(SpeakerRole.INFORMANT, SpeakerRole.OTHER))
    return not unnamed.exists()


def theirs(text: Text, person: Person) -> list[str]:
    """Return the words of a person in a version; where no turn says who speaks, all that no interviewer says."""
    turns = list(Turn.objects.filter(text=text))
    body = text.body.text
    own = [turn for turn in turns if turn.person_id == person.pk]
    if not own:
        own = [turn for turn in turns if turn.role != SpeakerRole.INTERVIEWER]
    return [body[turn.start : turn.end] for turn in own] if turns else [body]


def without(made: Plan, source: Source) -> None:
    """Plan to cut the person's turns out of each version; a version that does not tell who says what loses all its words."""
    for text in versions(source):
        turns = list(Turn.objects.filter(text=text).order_by("start"))
        own = [turn for turn in turns if turn.person_id == made.person.pk]
        unsure = any(turn.person_id is None and turn.role in (SpeakerRole.INFORMANT, SpeakerRole.OTHER) for turn in turns)
        if text.current or (turns and not unsure):
            body = text.body.text
            made.cuts[text.pk] = [cut_of(made, body, turn) for turn in own]
            made.removed += [body[turn.start : turn.end] for turn in own]
        elif text.length:
            made.emptied.append(text)


def cut_of(made: Plan, body: str, turn: Turn) -> Cut:
    return Cut(turn.head, turn.end, label_without(body[turn.head : turn.start], turn.speaker, made.label) + made.mark)


def anonymised(made: Plan, source: Source) -> None:
    """Plan to take the name out of the labels of the version in use, and all words from the versions before it."""
    for text in versions(source):
        if not text.current:
            made.emptied += [text] if text.length else []
            continue
        body = text.body.text
        own = Turn.objects.filter(text=text, person=made.person).order_by("start")
        labels = [Cut(turn.head, turn.start, label_without(body[turn.head : turn.start], turn.speaker, made.label)) for turn in own]
        made.cuts[text.pk] = [cut for cut in labels if body[cut.start : cut.end] != cut.text]


def not_anonymous(made: Plan) -> list[Source]:
    """Return the sources that still hold names: their words may stay only once the names in them are replaced."""
    current = Text.objects.filter(source__in=made.joint, current=True).exclude(layer=Layer.PSEUDONYMISED).select_related("source")
    return [text.source for text in current]


def remaining(made: Plan) -> Iterator[str]:
    """Yield the words of the texts in use as they stand afterwards: what others say too is no quotation of this person."""
    for text in Text.objects.filter(study=made.study, current=True).exclude(source__in=made.alone).order_by("pk"):
        body = Body.objects.values_list("text", flat=True).get(pk=text.body_id)
        yield cut_text(body, made.cuts.get(text.pk, []))


def texts_of(made: Plan) -> set[int]:
    """Return the versions whose words change or go."""
    return set(made.cuts) | {text.pk for text in made.emptied} | {text.pk for source in made.alone for text in versions(source)}


def codings_gone(made: Plan) -> list[Coding]:
    """Return the codings that go: all of the texts that go, and those of which no word is left."""
    gone = list(Coding.objects.filter(text__source__in=made.alone).select_related("code", "text"))
    for text in made.texts():
        rows = Coding.objects.filter(text=text).select_related("code", "text")
        if text.pk in made.cuts:
            body, cuts = text.body.text, made.cuts[text.pk]
            gone += [row for row in rows if moved(body, cuts, row.start, row.end) is None]
        else:
            gone += list(rows)
    return gone


def found_elsewhere(made: Plan) -> list[Found]:
    """Return where else their words are quoted (removed unless decided otherwise) or they are named (kept unless decided otherwise)."""
    going = {f"source:{source.key}" for source in made.alone} | {f"text:{text.key}" for source in made.alone for text in versions(source)}
    pattern = names_pattern(made.names)
    found = []
    for place in words_of_study(made):
        if place.thing in going or place.kind in _PASSED_OVER:
            continue
        for start, end in cited(place.words, made.known) if place.kind != "text" else ():
            found.append(told(place, start, end, "quotes", "remove"))
        named = list(pattern.finditer(place.words)) if pattern else []
        if named:
            found.append(told(place, named[0].start(), named[0].end(), "names", "keep"))
    once: dict[str, Found] = {}
    for one in found:
        once.setdefault(f"{one.key}:{one.kind}", one)
    return list(once.values())


def words_of_study(made: Plan) -> Iterator[Place]:
    """Yield the words of the study but for the journal; texts that are cut as they stand afterwards."""
    current = {text.key: text.pk for text in Text.objects.filter(study=made.study, current=True)}
    for place in in_texts(made.study):
        cuts = made.cuts.get(current[place.thing.removeprefix("text:")], [])
        yield place._replace(words=cut_text(place.words, cuts))
    for place in places(made.study, with_texts=False, with_journal=False):
        yield place


def told(place: Place, start: int, end: int, kind: str, default: str) -> Found:
    around = place.words[max(0, start - 40) : end + 40]
    return Found(f"{place.thing}:{place.field}", place.thing, place.field, place.title, around, kind, default)
