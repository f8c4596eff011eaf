"""`python -m benchmarks`: run the measures, print the table, and with --write keep it in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import benchmarks.measures  # noqa: F401  (fills MEASURES)
from benchmarks import machine, report
from benchmarks.measuring import MEASURES
from benchmarks.stores import Stores, child

# A measure during which others took more than this share of the processors is tried again.
TRIES, DISTURBED = 3, 0.15


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out N, the study of 1 million codings and 30 million words")
    parser.add_argument("--only", action="append", choices=sorted(MEASURES), help="run this measure only; may be repeated")
    parser.add_argument("--write", action="store_true", help="write what was measured to docs/benchmarks.md")
    parser.add_argument("--stores", type=Path, help="make the stores here and leave them (default: a temporary folder)")
    options = parser.parse_args()
    chosen = [
        name for name in MEASURES if (not options.only or name in options.only) and not (options.quick and MEASURES[name].store == "n")
    ]
    if options.stores:
        options.stores.mkdir(parents=True, exist_ok=True)
        results = run(chosen, Stores(options.stores))
    else:
        with tempfile.TemporaryDirectory(prefix="belegg-benchmarks-") as folder:
            results = run(chosen, Stores(Path(folder)))
    print(report.on_screen(results))
    if options.write:
        write(results)
    return 0 if all(measured(name, results) for name in chosen) else 1


def run(names: list[str], stores: Stores) -> dict[str, dict]:
    """Run measures one after the other; one that fails is told and does not stop the others."""
    results: dict[str, dict] = {}
    for name in names:
        date = report.now()
        found, others = undisturbed(name, stores)
        results |= {key: {**result, "date": date, "others": others, "measure": name} for key, result in found.items()}
        results |= making(stores, date, others)
    return results


def undisturbed(name: str, stores: Stores) -> tuple[dict, float]:
    """Run a measure, up to three times where others worked on the machine meanwhile; return the least disturbed run and the others' share of the processors."""
    best: tuple[dict, float] = ({}, 1.0)
    for _ in range(TRIES):
        home = stores.copy(MEASURES[name].store)
        idle = machine.wait_for_quiet()
        print(f"{name} ({idle:.0%} of the processors free) …", file=sys.stderr, flush=True)
        with machine.others() as others:
            try:
                found = child(home, "run", name)
            except (subprocess.SubprocessError, OSError) as error:
                print(f"{name} failed: {error}", file=sys.stderr)
                found = {}
        stores.drop(home)
        if found and others.share < best[1]:
            best = (found, round(others.share, 2))
        if not found or others.share < DISTURBED:
            break
    return best


def making(stores: Stores, date: str, others: float) -> dict[str, dict]:
    """Return the figures of making N, where this run has made it."""
    told = stores.told.pop("n", None)
    if not told:
        return {}
    values = {"build_n": told["seconds"], "size_n": told["megabytes"]}
    return {
        key: {"value": value, "how": "one run", "samples": [value], "date": date, "others": others, "measure": "making"}
        for key, value in values.items()
    }


def measured(name: str, results: dict[str, dict]) -> bool:
    return any(result["measure"] == name for result in results.values())


def write(results: dict[str, dict]) -> None:
    """Keep the results, beside older ones of other measures, and write the page from them."""
    kept = json.loads(report.LATEST.read_text(encoding="utf-8")) if report.LATEST.exists() else {"results": {}}
    kept = {"machine": machine.described(), "results": {**kept["results"], **results}}
    for result in kept["results"].values():
        result["value"], result["samples"] = round(result["value"], 4), [round(sample, 4) for sample in result["samples"]]
    report.LATEST.write_text(json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    report.DOCS.write_text(report.document(kept), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
