"""The list of erasures, in a file beside the keys and not in the database: a backup that is older than an erasure brings the person back, and by this list
they are erased again when it is restored. It holds ids and times, no names."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field

from belegg.places import keys

FILE = "erasures.jsonl"


@dataclass(frozen=True)
class Erasure:
    """One withdrawal as it is to be carried out again. `begun` is when the study was begun: another study of the same id is not meant."""

    study: str
    begun: str
    person: str
    policy: str
    label: str
    time: str
    certificate: str
    decisions: dict[str, str] = field(default_factory=dict)


def note(erasure: Erasure) -> None:
    """Write an erasure down; on the disk before this returns. One that is carried out again stands there already."""
    if any((known.study, known.begun, known.person) == (erasure.study, erasure.begun, erasure.person) for known in noted()):
        return
    with open(os.open(keys() / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(erasure), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def noted() -> list[Erasure]:
    """Return what is written down, the oldest first. A line that was broken off is passed over."""
    path, found = keys() / FILE, []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            found.append(Erasure(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found
