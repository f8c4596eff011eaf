"""The reading page in a real browser."""

from __future__ import annotations

from benchmarks import browser, server
from benchmarks.measuring import Result, best, measure, median, p95

B, A, N = "/studies/bench-b/texts/int-1/", "/studies/bench-a/texts/int-100/", "/studies/national/texts/int-b/"
RUNS, KEYS = 5, 50


@measure("b")
def open_b() -> dict[str, Result]:
    """Chromium, 1280 x 800, a new window that has been set up: from the navigation's start until highlights and stripes are painted, with an empty cache;
    then from the study's first page, with scripts and styles in the cache."""
    first, again = openings(B, "/studies/bench-b/")
    return {"open_b": median(first), "open_b_best": best(first), "open_b_again": median(again)}


@measure("a")
def open_a() -> dict[str, Result]:
    """The same with one interview of A (30,000 characters, 168 codings): from another interview, as someone reads one after the other; and with an empty cache."""
    first, again = openings(A, A.replace("100", "99"))
    return {"open_a": median(again), "open_a_first": median(first)}


@measure("n")
def open_n() -> dict[str, Result]:
    """As `open_b`, the text being one of 5,001."""
    return {"open_n": median(openings(N, "/studies/national/texts/int-7/")[0])}


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
        page = chromium.page()
        browser.open_page(page, running.url + B)
        return {"scroll_b": p95(browser.scroll(page))}


def openings(path: str, before: str) -> tuple[list[float], list[float]]:
    with server.running() as running:
        server.Client(running).get(path)  # the server has answered before, as it has when someone works
        return browser.openings(running, path, before, RUNS)


def keys(name: str, path: str) -> dict[str, Result]:
    with server.running() as running, browser.chromium(running) as chromium:
        page = chromium.page()
        browser.open_page(page, running.url + path)
        painted, answered = browser.code_by_keys(page, KEYS)
        return {f"key_{name}": p95(painted), f"told_{name}": p95(answered)}
