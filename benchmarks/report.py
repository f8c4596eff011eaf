"""The table on the screen and docs/benchmarks.md, from the results kept in latest.json."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import FIGURES, A, B, N, shown
from benchmarks.measuring import MEASURES
from benchmarks.stores import ROOT

LATEST = Path(__file__).with_name("latest.json")
DOCS = ROOT / "docs" / "benchmarks.md"


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def verdict(key: str, value: float) -> str:
    most = FIGURES[key].most
    return "" if most is None else "yes" if value < most else "**no**"


def rows(results: dict[str, dict]) -> list[list[str]]:
    """Return the lines of the table: task, two peers, goal, ours, met."""
    found = []
    for key, figure in FIGURES.items():
        if key in results:
            goal = f"< {figure.most:g} {figure.unit}".strip() if figure.most is not None else ""
            ours = f"{shown(results[key]['value'], figure.unit)} ({results[key]['how']})"
            found.append([figure.task, figure.taguette, figure.qualcoder, goal, ours, verdict(key, results[key]["value"])])
    return found


def on_screen(results: dict[str, dict]) -> str:
    table = [["task", "Taguette", "QualCoder", "goal", "Belegg", "met"], *rows(results)]
    widths = [max(len(row[at]) for row in table) for at in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)


def document(kept: dict) -> str:
    """Return docs/benchmarks.md."""
    results, about = kept["results"], kept["machine"]
    days = sorted({result["date"][:10] for result in results.values()})
    others = max(result["others"] for result in results.values())
    head = f"""# How fast it is

Measured on {" and ".join(days)} with `python -m benchmarks --write` ({about["processor"]}, {about["memory"]}, {about["system"]}; {about["software"]}).
Others worked on the same machine: a measure waits for a quiet moment and is tried up to three times; the least disturbed run counts, in which others took
at most {others:.0%} of the processors. `--quick` leaves out N, `--only NAME` runs one measure.

Material, made by seeded generators (`benchmarks/material.py`, `benchmarks/national.py`):

- {A}.
- {B}.
- {N}.

The figures of Taguette 1.5.2 and QualCoder 4.0 beta were measured earlier on two cores with A and B; they are quoted, not measured again here.
"-" means not measured, "none" that there is no such function. Goals without a peer are ours.

| task | Taguette 1.5.2 | QualCoder 4.0 beta | goal | Belegg | met |
|---|---|---|---|---|---|
"""
    table = "".join("| " + " | ".join(row) + " |\n" for row in rows(results))
    how = "".join(f"- `{name}` (on {each.store.upper() if len(each.store) == 1 else each.store}): {' '.join((each.run.__doc__ or '').split())}\n"
                  for name, each in MEASURES.items())  # fmt: skip
    return head + table + "\n## How each is measured\n\n" + how
