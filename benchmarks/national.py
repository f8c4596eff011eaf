"""N, the national study, straight into a store: 5,000 interviews of 6,000 words, 1 million codings, and the text of B among them.

Past the actions (one act would hold a million images), but with every derived column and the search index as the actions write them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

import numpy as np
from django.db import transaction
from django.utils import timezone

from belegg.apps.coding.derive import Passages, TurnRow
from belegg.apps.coding.models import Code, Coding, Round
from belegg.apps.privacy.models import Person
from belegg.apps.sources.index import add_turns
from belegg.apps.sources.models import Body, Source, SourceCase, Text, Turn
from belegg.apps.study.actions import begin_study
from belegg.apps.study.models import Case, Member, Study, User
from belegg.apps.study.rows import insert_rows
from benchmarks import material

KEY = "national"
TEXTS, WORDS_EACH, CODINGS_EACH, CODES, COUNTIES, CASES = 5_000, 6_000, 200, 300, 15, 357
AT_ONCE = 50


def make_national(user: User) -> Study:
    study = begin_study("N: 357 municipalities", by=user, key=KEY, language="nb", languages=["nb"])
    member = Member.objects.get(study=study, user=user)
    with transaction.atomic():
        codes, cases, round = codebook(study), municipalities(study), Round.objects.create(study=study, key="r1", name="Runde 1")
    writer = Writer(study, member, round, codes, cases)
    waiting = []
    for number, body in enumerate(bodies(), 1):
        waiting.append((f"int-{number}", body, None))
        if len(waiting) == AT_ONCE:
            writer.write(waiting)
            waiting = []
    writer.write([*waiting, ("int-b", *body_and_passages_of_b())])
    return study


def codebook(study: Study) -> list[Code]:
    codes = [Code(study=study, key=f"k{n}", name=f"Kode {n}", colour=f"c{n % 12 + 1}", position=n) for n in range(CODES)]
    codes = Code.objects.bulk_create(codes)
    for n, code in enumerate(codes):
        code.parent = codes[n - n % 10] if n % 10 else None
    Code.objects.bulk_update(codes, ["parent"])
    return codes


def municipalities(study: Study) -> list[Case]:
    counties = [Case(study=study, key=f"county-{n}", name=f"County {n}", kind="fylke", position=n) for n in range(COUNTIES)]
    counties = Case.objects.bulk_create(counties)
    return Case.objects.bulk_create(
        Case(study=study, key=f"case-{n}", name=f"Case {n}", kind="kommune", parent=counties[n % COUNTIES], position=n)
        for n in range(CASES)
    )


def bodies() -> Iterator[str]:
    """Yield the interviews: words drawn for a whole interview at once, cut into sentences and turns of a plausible length."""
    words, rng = material.Words(11), np.random.default_rng(12)
    vocabulary, weights = np.array(words.vocabulary, dtype=object), np.array(words.weights)
    for number in range(1, TEXTS + 1):
        drawn = vocabulary[np.searchsorted(weights, rng.random(WORDS_EACH) * weights[-1])].tolist()
        turns, at, asks = [], 0, True
        while at < len(drawn):
            many = int(rng.integers(5, 30)) if asks else int(rng.integers(20, 160))
            said = drawn[at : at + many]
            who = "Intervjuer" if asks else f"Informant {number}"
            turns.append(f"{who} [00:{at // 150 % 60:02}:{at % 60:02}]: {' '.join(said).capitalize()}.")
            at, asks = at + many, not asks
        yield "\n\n".join(turns) + "\n"


def body_and_passages_of_b() -> tuple[str, list[tuple[int, int, int]]]:
    body, codings = material.body_and_codings_of_b()
    return body, sorted(set(codings))


class Writer:
    """Writes texts with their turns, index and codings, some at a time in one transaction."""

    def __init__(self, study: Study, member: Member, round: Round, codes: list[Code], cases: list[Case]) -> None:
        self.study, self.member, self.round, self.codes, self.cases = study, member, round, codes, cases
        self.rng = random.Random(13)
        self.time = timezone.now().isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
        self.made = self.texts = 0

    @transaction.atomic
    def write(self, given: list[tuple[str, str, list | None]]) -> None:
        rows: list[list] = []
        for key, body, passages in given:
            text, person = self.text(key, body)
            turns = self.turns(text, person, body)
            if passages is None:
                passages = [(*span, self.rng.randrange(CODES)) for span in set(material.spans(self.rng, body, CODINGS_EACH))]
            rows += self.codings(text, body, turns, passages)
        insert_rows(Coding, rows)

    def text(self, key: str, body: str) -> tuple[Text, Person]:
        case, sha = self.cases[self.texts % len(self.cases)], hashlib.sha256(body.encode()).hexdigest()
        self.texts += 1
        person = Person.objects.create(study=self.study, key=f"p-{key}", pseudonym=f"Informant {key}", case=case)
        source = Source.objects.create(
            study=self.study, key=key, kind="interview", title=f"Interview {key}", language="nb", created=timezone.now()
        )
        SourceCase.objects.create(source=source, case=case)
        Body.objects.get_or_create(sha256=sha, defaults={"text": body})
        return Text.objects.create(study=self.study, key=key, source=source, body_id=sha, length=len(body), language="nb"), person

    def turns(self, text: Text, person: Person, body: str) -> list[TurnRow]:
        found = [
            TurnRow(n, turn["head"], turn["start"], turn["end"], turn["role"], person.pk if turn["role"] == "informant" else None)
            for n, turn in enumerate(material.turns_of(body), 1)
        ]
        rows = [[self.study.pk, text.pk, t.n, t.head, t.start, t.end, "", t.role, t.person_id, None, None] for t in found]
        keyed = insert_rows(Turn, rows)
        add_turns(text, [{"id": row[0], "start": t.start, "end": t.end, "role": t.role} for row, t in zip(keyed, found, strict=True)])
        return found

    def codings(self, text: Text, body: str, turns: list[TurnRow], passages: list[tuple[int, int, int]]) -> list[list]:
        ready, rows = Passages(body, turns), []
        for start, end, code in passages:
            self.made += 1
            facts = ready.facts(start, end)
            sha = hashlib.sha256(body[start:end].encode()).hexdigest()
            rows.append(
                [self.study.pk, f"c-{self.made}", text.pk, start, end, sha, self.codes[code % CODES].pk, self.member.pk, self.round.pk, self.time,
                 facts.turn_first, facts.turn_last, facts.words, facts.informant_words, facts.persons[0] if facts.persons else None]
            )  # fmt: skip
        return rows
