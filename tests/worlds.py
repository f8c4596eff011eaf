"""Things to put into the tests' small world: a text with turns, a code, a round."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from belegg.apps.coding.models import Code, Round
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import Body, Source, Text, Turn
from belegg.apps.study import journal

INTERVIEW = """I: Hva la dere i ordet samskaping?

R: Vi la mye i det 🙂 og kanskje for mye. Tillit må bygges over tid.

K: Jeg er ikke enig 👩‍👩‍👧. Det var kommunen som bestemte.

I: Og etterpå?

R: Etterpå ble det stille."""


def bring_in(study, body=INTERVIEW, key="int-1", title="Interview 1", *, by, persons=("R", "K")) -> Text:
    """Add a source with one text; lines "X: words" are turns, I is the interviewer, `persons` become informants."""
    with journal.act(study, by=by, verb="source.add", about=f"source:{key}") as doing:
        known = {p.pseudonym: p for p in Person.objects.filter(study=study)}
        for name in persons:
            if name not in known:
                known[name] = doing.create(Person(study=study, key=name.lower(), pseudonym=name))
        source = doing.create(Source(study=study, key=key, kind="interview", title=title, created=timezone.now()))
        sha = hashlib.sha256(body.encode()).hexdigest()
        Body.objects.get_or_create(sha256=sha, defaults={"text": body})
        text = doing.create(Text(study=study, key=key, source=source, body_id=sha, length=len(body)))
        doing.create_many([Turn(study=study, text=text, **turn) for turn in turns_in(body, known)])
    return text


def turns_in(body: str, people: dict) -> list[dict]:
    found, at, n = [], 0, 0
    for line in body.split("\n"):
        if line.strip():
            n += 1
            label, colon, _ = line.partition(": ")
            spoken = bool(colon) and len(label) < 12
            role = ("interviewer" if label == "I" else "informant") if spoken else ""
            found.append({
                "n": n, "head": at, "start": at + (len(label) + 2 if spoken else 0), "end": at + len(line),
                "speaker": label if spoken else "", "role": role, "person": people.get(label) if spoken else None,
                "time_start": n * 30000 if spoken else None,
            })  # fmt: skip
        at += len(line) + 1
    return found


def add_codes(study, by, *names) -> list[Code]:
    from belegg.apps.coding.codebook import add_code

    return [add_code(study, name, by=by) for name in names]


def add_round(study, by, key="r1", name="Round 1", position=1) -> Round:
    with journal.act(study, by=by, verb="round.begin", about=f"round:{key}", name=name) as doing:
        return doing.create(Round(study=study, key=key, name=name, position=position))
