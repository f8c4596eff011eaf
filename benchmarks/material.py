"""Seeded generators of the material measured on.

A: 200 interviews of 30,000 characters, 33,488 codings under 100 codes, 20 cases. B: one text of 300,000 characters with 2,000 highlights
(3,344 codings). The words are invented Norwegian-looking forms drawn by Zipf's law from 40,000, in sentences and turns of a plausible length.
"""

from __future__ import annotations

import csv
import hashlib
import random
from pathlib import Path

import tomli_w

A_TEXTS, A_LENGTH, A_CODINGS, CODES, CASES = 200, 30_000, 33_488, 100, 20
B_LENGTH, B_HIGHLIGHTS, B_CODINGS = 300_000, 2_000, 3_344

ONSET = ["b", "br", "d", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "sk", "st", "t", "tr", "v"]
VOWEL = ["a", "e", "i", "o", "u", "y", "æ", "ø", "å", "ei", "au"]
CODA = ["", "", "n", "r", "l", "s", "t", "ng", "sk", "nd"]
ENDINGS = ["", "", "", "en", "er", "ene", "et", "e", "ing", "het"]


class Words:
    """Draws words by Zipf's law from a vocabulary of its own."""

    def __init__(self, seed: int, size: int = 40_000) -> None:
        self.random = random.Random(seed)
        stems = ["".join(self._syllable() for _ in range(self.random.choice([1, 2, 2, 3]))) for _ in range(size // 4)]
        self.vocabulary = [stem + ending for stem in stems for ending in self.random.sample(ENDINGS, 4)]
        total, self.weights = 0.0, []
        for rank in range(1, len(self.vocabulary) + 1):
            total += 1 / rank
            self.weights.append(total)

    def _syllable(self) -> str:
        pick = self.random.choice
        return pick(ONSET) + pick(VOWEL) + pick(CODA)

    def sentence(self) -> str:
        words = self.random.choices(self.vocabulary, cum_weights=self.weights, k=self.random.randint(5, 22))
        return " ".join(words).capitalize() + self.random.choice([".", ".", ".", "?"])

    def interview(self, length: int, informant: str) -> str:
        """Return a transcript of exactly `length` characters, turns by "I:" and the informant in turn."""
        turns, size, seconds = [], 0, 0
        while size < length:
            who = "Intervjuer" if len(turns) % 2 == 0 else informant
            said = " ".join(self.sentence() for _ in range(1 if len(turns) % 2 == 0 else self.random.randint(2, 9)))
            stamp = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
            turns.append(f"{who} [{stamp}]: {said}")
            seconds += len(said) // 14
            size += len(turns[-1]) + 2
        return "\n\n".join(turns)[: length - 1].rstrip() + "\n"


def interviews(count: int, length: int, seed: int = 1) -> list[str]:
    words = Words(seed)
    return [words.interview(length, f"Informant {n}") for n in range(1, count + 1)]


def spans(rng: random.Random, body: str, count: int, low: int = 30, high: int = 400) -> list[tuple[int, int]]:
    """Return `count` passages that begin and end at words."""
    found = []
    while len(found) < count:
        start = rng.randrange(0, max(1, len(body) - high - 2))
        start = body.find(" ", start) + 1
        end = body.find(" ", start + rng.randint(low, high))
        if 0 < start < end and body[start:end].strip() == body[start:end]:
            found.append((start, end))
    return found


def turns_of(body: str) -> list[dict]:
    rows, at = [], 0
    for line in body.split("\n"):
        if line.strip():
            label, _, said = line.partition("]: ")
            head, start, end = at, at + (len(label) + 3 if said else 0), at + len(line)
            speaker, _, stamp = label.partition(" [") if said else ("", "", "")
            role = "interviewer" if speaker == "Intervjuer" else "informant"
            rows.append({"head": head, "start": min(start, end), "end": end, "speaker": speaker, "role": role, "time": stamp})
        at += len(line) + 1
    return rows


def write_study(folder: Path, key: str, bodies: list[str], codings_per_text: list[list[tuple[int, int, int]]], title: str) -> Path:
    """Write a study folder: one text per body, codings as (start, end, code number) per text."""
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(
        tomli_w.dumps(
            {
                "format": 1,
                "id": key,
                "title": title,
                "invented": True,
                "language": "nb",
                "languages": ["nb"],
                "stance": "codebook",
                "about": "",
            }
        ),
        encoding="utf-8",
    )
    codes = [
        {"id": f"k{n}", "name": f"Kode {n}", "parent": "" if n % 10 == 0 else f"k{n - n % 10}", "colour": f"c{n % 12 + 1}"}
        for n in range(CODES)
    ]
    empty = {"origin": "inductive", "source": "", "definition": "", "include": "", "exclude": "", "example": ""}
    (folder / "codebook.toml").write_text(tomli_w.dumps({"code": [{**code, **empty} for code in codes]}), encoding="utf-8")
    table(
        folder / "cases.csv",
        ["id", "name", "kind", "parent", "note"],
        [[f"case-{n}", f"Case {n}", "kommune", "", ""] for n in range(CASES)],
    )
    table(folder / "members.csv", ["id", "name"], [["ida", "Ida"]])
    table(folder / "rounds.csv", ["id", "name", "description"], [["r1", "Runde 1", ""]])
    people, sources, rows, codings = [], [], [], []
    for n, body in enumerate(bodies, 1):
        text, sha = f"int-{n}", hashlib.sha256(body.encode()).hexdigest()
        people.append([f"p{n}", f"Informant {n}", "", "", "", f"case-{n % CASES}"])
        sources.append([text, "interview", f"Interview {n}", "2025-03-01", "nb", f"case-{n % CASES}", "", ""])
        rows.append([text, text, "raw", "", sha, "nb"])
        (texts / f"{text}.txt").write_text(body, encoding="utf-8", newline="")
        table(
            texts / f"{text}.turns.csv", ["n", "head", "start", "end", "speaker", "role", "person", "time_start", "time_end"],
            [[i, t["head"], t["start"], t["end"], t["speaker"], t["role"], f"p{n}" if t["role"] == "informant" else "", t["time"], ""] for i, t in enumerate(turns_of(body), 1)],
        )  # fmt: skip
        for start, end, code in sorted(set(codings_per_text[n - 1])):
            passage = hashlib.sha256(body[start:end].encode()).hexdigest()
            codings.append([f"c-{len(codings) + 1:06}", text, start, end, passage, f"k{code}", "ida", "r1", "2025-04-01T08:00:00Z", ""])
    table(folder / "fieldwork" / "people.csv", ["id", "pseudonym", "role", "rank", "unit", "case"], people)
    table(folder / "sources.csv", ["id", "kind", "title", "date", "language", "cases", "original", "note"], sources)
    table(folder / "texts.csv", ["id", "source", "layer", "parent", "sha256", "language"], rows)
    table(folder / "codings.csv", ["id", "text", "start", "end", "sha256", "code", "coder", "round", "time", "memo"], codings)
    return folder


def table(path: Path, head: list[str], rows: list[list]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def study_a(folder: Path) -> Path:
    rng = random.Random(2)
    bodies = interviews(A_TEXTS, A_LENGTH)
    counts = [A_CODINGS // A_TEXTS + (1 if n < A_CODINGS % A_TEXTS else 0) for n in range(A_TEXTS)]
    codings = [[(s, e, rng.randrange(CODES)) for s, e in distinct(rng, body, count)] for body, count in zip(bodies, counts, strict=True)]
    return write_study(folder, "bench-a", bodies, codings, "A: 200 interviews")


def body_and_codings_of_b() -> tuple[str, list[tuple[int, int, int]]]:
    rng = random.Random(3)
    (body,) = interviews(1, B_LENGTH, seed=4)
    places = distinct(rng, body, B_HIGHLIGHTS)
    codings = {(s, e, rng.randrange(CODES)) for s, e in places}
    while len(codings) < B_CODINGS:
        s, e = rng.choice(places)
        codings.add((s, e, rng.randrange(CODES)))
    return body, sorted(codings)


def study_b(folder: Path) -> Path:
    body, codings = body_and_codings_of_b()
    return write_study(folder, "bench-b", [body], [codings], "B: one long text")


def distinct(rng: random.Random, body: str, count: int) -> list[tuple[int, int]]:
    found: set = set()
    while len(found) < count:
        found |= set(spans(rng, body, count - len(found)))
    return sorted(found)


def files_a(folder: Path) -> list[Path]:
    """Write the 200 interviews of A as text files, as someone would import them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n, body in enumerate(interviews(A_TEXTS, A_LENGTH), 1):
        path = folder / f"interview-{n:03}.txt"
        path.write_text(body, encoding="utf-8", newline="")
        paths.append(path)
    return paths
