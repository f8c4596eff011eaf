"""What in a text may give somebody away, by all the study knows: the people, the places, the word list, and what has a telling shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext

from belegg.apps.privacy import identities, keys
from belegg.apps.privacy.identities import RealIdentity
from belegg.apps.privacy.models import Identity, Person
from belegg.apps.sources.models import NameDecision, SourceKind, Text, WordUse
from belegg.apps.sources.word_list import listed_words
from belegg.apps.study.models import Case, JournalEntry, Member, Study
from belegg.apps.study.rules import can_see_identities
from belegg.method.names import LABELS, PLACE, WORD, Finding, Known, Lexicon, find, fold

# One look at the identities is noted in the journal for a sitting, not for every word that is decided.
A_SITTING = timedelta(hours=1)
# A study whose readers may know the organisation says so; else the names of its cases are looked for as places.
ORGANISATION = "organisation_named"


@dataclass(frozen=True)
class Knowledge:
    """What the study knows, read once for many texts. `people` are by key; `blind` says that names of people could not be looked for."""

    known: Lexicon
    keep: frozenset[str]
    labels: dict[str, str]
    people: dict[str, Person]
    blind: bool


@dataclass(frozen=True)
class Found:
    """A finding in a text, with what was decided of it."""

    finding: Finding
    decision: NameDecision | None = None

    @property
    def key(self) -> str:
        return f"{self.finding.start}-{self.finding.end}"


def knowledge(study: Study, by: Member) -> Knowledge:
    """Return all that names are looked for by. Who may not see identities looks without them, and is told so."""
    people = {person.key: person for person in Person.objects.filter(study=study)}
    names = real_names(study, by)
    with translation.override(study.language or "en"):
        known = [*of_people(names or {}, people), *of_places(study)]
    keep: set[str] = set()
    for word in listed_words(study):
        if word.use == WordUse.KEEP:
            keep.add(word.word)
        else:
            known.append(Known("", (word.word,), word.replacement, WORD))
    return Knowledge(Lexicon(known), frozenset(keep), labels_in(study.language), people, names is None)


def real_names(study: Study, by: Member) -> dict[str, RealIdentity] | None:
    """Return who people are, by their keys; None for who may not see it. The look stands in the journal, once for a sitting."""
    if not can_see_identities(by):
        return None
    lately = JournalEntry.objects.filter(study=study, by=by, verb="identity.look_all", time__gte=timezone.now() - A_SITTING)
    if not lately.exists() and Identity.objects.filter(study=study).exists():
        with translation.override(study.language or "en"):
            identities.names_of(study, by=by, why=gettext("Looked for names in the texts"))
    known = Person.objects.filter(study=study, identity__isnull=False).select_related("study")
    return {person.key: identities.opened(person) for person in known if not keys.is_destroyed(person)}


def of_people(names: Mapping[str, RealIdentity], people: Mapping[str, Person]) -> list[Known]:
    """Return the names of people, each to be replaced by the pseudonym; other names written with them by what they may be."""
    found = []
    for key, real in names.items():
        if real.name.strip():
            found.append(Known(key, (real.name,), people[key].pseudonym))
        close = gettext("someone close to %(name)s") % {"name": people[key].pseudonym}
        found += [Known("", (line,), close) for line in real.other_names.splitlines() if line.strip()]
    return found


def of_places(study: Study) -> list[Known]:
    """Return the names of the cases, where readers are not told them: "[kommune 1]" for the first municipality."""
    if study.design.get(ORGANISATION, True):
        return []
    found: list[Known] = []
    counted: dict[str, int] = {}
    for case in Case.objects.filter(study=study).order_by("position", "pk"):
        kind = case.kind or "case"
        counted[kind] = counted.get(kind, 0) + 1
        found.append(Known("", (case.name,), f"{kind} {counted[kind]}", PLACE))
    return found


def labels_in(language: str) -> dict[str, str]:
    """Return what stands in brackets for a phone number and the like, in the language of the study."""
    with translation.override(language or "en"):
        return {rule: gettext(label) for rule, label in LABELS.items()}


def look_through(body: str, knows: Knowledge, *, guess: bool = True) -> list[Finding]:
    """Return what may give somebody away in any words: a text, a memo, a title."""
    return find(body, knows.known, keep=knows.keep, labels=knows.labels, guess=guess)


def found_in(text: Text, by: Member, knows: Knowledge | None = None) -> list[Found]:
    """Return the findings of a text and what was marked by hand, in order, each with its decision."""
    knows = knows or knowledge(text.study, by)
    body = text.body.text
    guess = text.source.kind in (SourceKind.INTERVIEW, SourceKind.OBSERVATION)
    decisions = {(one.start, one.end): one for one in NameDecision.objects.filter(text=text).select_related("person")}
    findings = look_through(body, knows, guess=guess)
    found = [Found(finding, decisions.pop((finding.start, finding.end), None)) for finding in findings]
    found = [one for one in found if one.decision or not overlaps(one.finding, decisions.values())]
    by_hand = [Found(marked(body, one), one) for one in decisions.values() if one.rule == "own" or one.use == WordUse.REPLACE]
    return sorted([*found, *by_hand], key=lambda one: one.finding.start)


def overlaps(finding: Finding, decisions: Collection[NameDecision]) -> bool:
    return any(one.start < finding.end and finding.start < one.end for one in decisions)


def marked(body: str, decision: NameDecision) -> Finding:
    """Return a decision as a finding: words marked by hand, or found by what the study knew then."""
    words = body[decision.start : decision.end]
    who = (decision.person.key,) if decision.person else ()
    return Finding(decision.start, decision.end, decision.rule, "certain", words, decision.replacement, "", who)


def same_word(found: Sequence[Found], one: Found) -> list[Found]:
    """Return all findings of the same word, whatever its case or ending."""
    return [other for other in found if fold(other.finding.word) == fold(one.finding.word)]
