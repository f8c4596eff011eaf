"""Recruitment: who came by whom, in waves from the first ones, and what can be said of refusals and of the circle closing.

Waves follow the literature on chain referral (Goodman 1961; Noy 2008): a seed was found without anybody's tip and is wave 0; whom someone of wave
n named is wave n + 1. Every measure that has nothing to rest on is None and never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ANSWERS = ("waiting", "yes", "no", "no_answer", "excluded")
SETTLED = ("yes", "no", "no_answer")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody was asked. `person` is who it is in the study ("" where unknown), `tip_from` the person who named them ("" for a seed)."""

    id: str
    person: str = ""
    case: str = ""
    unit: str = ""
    tip_from: str = ""
    answer: str = "waiting"
    reason: str = ""


@dataclass(frozen=True)
class Chain:
    """Where each contact stands: its wave, the seed it goes back to, and the contact it came from ("" for a seed), all by contact id."""

    wave: Mapping[str, int]
    seed: Mapping[str, str]
    source: Mapping[str, str]


@dataclass(frozen=True)
class Refusals:
    """Of those in a case who have answered or let the time pass (`settled`), how many said no; `rate` is None where nobody has."""

    settled: int
    refused: int
    silent: int
    excluded: int
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float | None:
        return self.refused / self.settled if self.settled else None


def chain(contacts: Sequence[Contact]) -> Chain:
    """Return waves and seeds. `contacts` stand in the order in which they were made.

    Who tips is looked up at that person's first contact. A tip by somebody nobody contacted begins a chain of its own, and so does the earliest of
    people who have only named each other.
    """
    first: dict[str, str] = {}
    for contact in contacts:
        if contact.person:
            first.setdefault(contact.person, contact.id)
    source = {contact.id: first.get(contact.tip_from, "") for contact in contacts}
    source = {one: "" if came == one else came for one, came in source.items()}
    for start in rounds(contacts, source):
        source[start] = ""
    wave: dict[str, int] = {}
    seed: dict[str, str] = {}
    for contact in contacts:
        path = [contact.id]
        while path[-1] not in wave and source[path[-1]]:
            path.append(source[path[-1]])
        for one in reversed(path):
            came = source[one]
            wave[one], seed[one] = (wave[came] + 1, seed[came]) if came else (0, one)
    return Chain(wave, seed, source)


def rounds(contacts: Sequence[Contact], source: Mapping[str, str]) -> list[str]:
    """Return the earliest contact of each round of people who have only named each other."""
    number = {contact.id: at for at, contact in enumerate(contacts)}
    done: set[str] = set()
    found = []
    for contact in contacts:
        path: dict[str, None] = {}
        at = contact.id
        while at and at not in done and at not in path:
            path[at] = None
            at = source[at]
        if at in path:
            loop = list(path)[list(path).index(at) :]
            found.append(min(loop, key=number.__getitem__))
        done |= set(path)
    return found


def share_per_seed(contacts: Sequence[Contact]) -> dict[str, float]:
    """Return for each seed the share of all contacts that goes back to it, itself included; empty without contacts."""
    counted = Counter(chain(contacts).seed.values())
    return {one: n / len(contacts) for one, n in counted.items()}


def refusals(contacts: Iterable[Contact]) -> dict[str, Refusals]:
    """Return the refusals by case, with how often each reason was given."""
    by_case: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_case.setdefault(contact.case, []).append(contact)
    return {case: refusals_of(found) for case, found in by_case.items()}


def refusals_of(contacts: Sequence[Contact]) -> Refusals:
    answers = Counter(contact.answer for contact in contacts)
    reasons = Counter(contact.reason.strip() for contact in contacts if contact.answer in ("no", "excluded") and contact.reason.strip())
    return Refusals(sum(answers[name] for name in SETTLED), answers["no"], answers["no_answer"], answers["excluded"], dict(reasons))


def closure(contacts: Sequence[Contact]) -> float | None:
    """Return the share of tips that named somebody already contacted: near 1, the circle has closed. None without tips."""
    known: set[str] = set()
    tips = repeated = 0
    for contact in contacts:
        if contact.tip_from:
            tips += 1
            repeated += bool(contact.person) and contact.person in known
        if contact.person:
            known.add(contact.person)
    return repeated / tips if tips else None


def unreached(frame: Mapping[str, Sequence[str]], contacts: Iterable[Contact]) -> dict[str, list[str]]:
    """Return the units of the frame, by case, in which nobody has been contacted; names are compared without regard to case and spaces."""
    there = {(contact.case, folded(contact.unit)) for contact in contacts}
    found = {case: [unit for unit in units if (case, folded(unit)) not in there] for case, units in frame.items()}
    return {case: units for case, units in found.items() if units}


def folded(unit: str) -> str:
    return " ".join(unit.split()).casefold()


@dataclass(frozen=True)
class Node:
    """A contact in the picture; `x` and `y` in pixels, `lane` the case."""

    contact: Contact
    x: int
    y: int


@dataclass(frozen=True)
class Lane:
    case: str
    top: int
    height: int


@dataclass(frozen=True)
class Picture:
    """The graph: a lane per case, waves from left to right. `edges` are (from, to) nodes; sizes in pixels."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[Node, Node], ...]
    lanes: tuple[Lane, ...]
    waves: int
    width: int
    height: int


COLUMN, ROW, LEFT, TOP = 190, 34, 24, 34


def picture(contacts: Sequence[Contact], cases: Sequence[str]) -> Picture:
    """Lay the contacts out: `cases` in the order of their lanes, those of no case last."""
    found = chain(contacts)
    order = [*cases, *({contact.case for contact in contacts} - set(cases))]
    nodes: list[Node] = []
    lanes: list[Lane] = []
    top = TOP
    for case in order:
        here = [contact for contact in contacts if contact.case == case]
        if not here:
            continue
        rows: Counter[int] = Counter()
        for contact in here:
            wave = found.wave[contact.id]
            nodes.append(Node(contact, LEFT + wave * COLUMN, top + 26 + rows[wave] * ROW))
            rows[wave] += 1
        height = 26 + max(rows.values()) * ROW
        lanes.append(Lane(case, top, height))
        top += height
    at = {node.contact.id: node for node in nodes}
    edges = tuple((at[came], at[one]) for one, came in found.source.items() if came)
    waves = max(found.wave.values(), default=-1) + 1
    return Picture(tuple(nodes), edges, tuple(lanes), waves, LEFT + waves * COLUMN, top + 8)
