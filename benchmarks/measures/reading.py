"""The reading page in a real browser."""

from __future__ import annotations

from benchmarks import browser, server
from benchmarks.measuring import Result, best, measure, median, p95

B, A, N = "/studies/bench-b/texts/int-1/", "/studies/bench-a/texts/int-100/", "/studies/national/texts/int-b/"
RUNS, KEYS = 5, 50


@measure("b")
def open_b() -> dict[str, Result]:
    """Chromium, 1280 x 800, a new window with an empty cache in a browser that runs already: from the navigation's start until highlights and stripes are painted; five runs on one server."""
    runs = openings(B)
    return {"open_b": median(runs), "open_b_best": best(runs)}


@measure("a")
def open_a() -> dict[str, Result]:
    """The same with one interview of A (30,000 characters, 168 codings)."""
    return {"open_a": median(openings(A))}


@measure("n")
def open_n() -> dict[str, Result]:
    """The same with the text of B as one of 5,001 texts."""
    return {"open_n": median(openings(N))}


@measure("b")
def key_b() -> dict[str, Result]:
    """Fifty sentences, each chosen with arrow keys and coded with a digit: from the key event's time stamp to the second animation frame after it, when the first
    has been painted; and until the server's answer has come."""
    return keys("b", B)


@measure("n")
def key_n() -> dict[str, Result]:
    """The same with the text of B inside a study of 1 million codings."""
    return keys("n", N)


@measure("b")
def scroll_b() -> dict[str, Result]:
    """From the top of B, 60 px per animation frame; the time between frames."""
    with server.running() as running, browser.chromium(running) as chromium:
        page, _ = browser.open_page(chromium.window(), running.url + B)
        return {"scroll_b": p95(browser.scroll(page))}


def openings(path: str) -> list[float]:
    with server.running() as running:
        return browser.openings(running, path, RUNS)


def keys(name: str, path: str) -> dict[str, Result]:
    with server.running() as running, browser.chromium(running) as chromium:
        page, _ = browser.open_page(chromium.window(), running.url + path)
        painted, answered = browser.code_by_keys(page, KEYS)
        return {f"key_{name}": p95(painted), f"told_{name}": p95(answered)}
