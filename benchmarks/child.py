"""The process of one measure, or of making one store: `python -m benchmarks.child ANSWER.json make a | run NAME`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django


def main(answer: str, verb: str, name: str) -> None:
    django.setup()
    if verb == "make":
        from benchmarks.stores import make

        found: dict = make(name)
    else:
        import benchmarks.measures  # noqa: F401  (fills MEASURES)
        from benchmarks.measuring import MEASURES

        found = {key: result._asdict() for key, result in MEASURES[name].run().items()}
    Path(answer).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
