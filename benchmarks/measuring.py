"""What measures share: their list, and how samples become a figure."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Result(NamedTuple):
    """`value` is the figure, `how` says of how many runs, `samples` are the runs."""

    value: float
    how: str
    samples: list[float]


class Measure(NamedTuple):
    """`store` is the store it runs on (stores.py); it gets a copy of its own."""

    name: str
    store: str
    run: Callable[[], dict[str, Result]]


MEASURES: dict[str, Measure] = {}


def measure(store: str) -> Callable:
    """Register a function as a measure on a store; it returns {figure: Result}."""

    def register(run: Callable[[], dict[str, Result]]) -> Callable[[], dict[str, Result]]:
        MEASURES[run.__name__] = Measure(run.__name__, store, run)
        return run

    return register


def seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def median(samples: Iterable[float]) -> Result:
    samples = list(samples)
    return Result(statistics.median(samples), f"median of {len(samples)}" if len(samples) > 1 else "one run", samples)


def best(samples: Iterable[float]) -> Result:
    samples = list(samples)
    return Result(min(samples), f"best of {len(samples)}", samples)


def p95(samples: Iterable[float]) -> Result:
    samples = sorted(samples)
    return Result(samples[max(0, -(-len(samples) * 95 // 100) - 1)], f"p95 of {len(samples)}", samples)


def once(value: float) -> Result:
    return Result(value, "one run", [value])
