"""Chromium on a page of our own server: when it is painted, how long a key takes, how even it scrolls."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server import Client, Server

# Told by the page's own state, without a mark in the program: its scripts have run, highlights are registered (the observer that registers
# them runs once a frame, so they come all at once), stripes are drawn; then one frame more, which has painted them.
WATCH = """
(() => {
  const ranges = () => [...(CSS.highlights?.values() ?? [])].reduce((sum, one) => sum + one.size, 0);
  const drawn = () => document.body && 'readingReady' in document.body.dataset && ranges() > 0 && document.querySelector('#stripes path');
  const look = () => {
    if (!drawn()) return void requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => (window.paintedAt = performance.now())));
  };
  requestAnimationFrame(look);
  window.keysTaken = [];
  window.answersTaken = [];
  window.addEventListener('keydown', (event) => {
    if (!/^[1-9]$/.test(event.key)) return;
    window.pressedAt = event.timeStamp;
    requestAnimationFrame(() => requestAnimationFrame(() => window.keysTaken.push(performance.now() - event.timeStamp)));
  }, true);
  const asked = window.fetch;
  window.fetch = async (url, init) => {
    const response = await asked(url, init);
    if (init?.method === 'POST' && window.pressedAt) window.answersTaken.push(performance.now() - window.pressedAt);
    return response;
  };
})()
"""
SCROLL = """
() => new Promise((done) => {
  const frames = [];
  let last = 0;
  const step = (now) => {
    if (last) frames.push(now - last);
    last = now;
    if (frames.length === 240) return done(frames);
    scrollBy(0, 60);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""
LIMIT = 60_000
SETTLE, PAUSE = 2_000, 500


class Chromium:
    """A browser with someone signed in to a server."""

    def __init__(self, browser: Browser, url: str, jar: dict[str, str]) -> None:
        self.browser, self.url, self.jar = browser, url, jar

    def page(self) -> Page:
        """Return a new window of 1280 x 800 with an empty cache, when Chromium is done with setting it up."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in self.jar.items()])
        context.add_init_script(WATCH)
        context.set_default_timeout(LIMIT)
        page = context.new_page()
        page.wait_for_timeout(SETTLE)
        return page


@contextmanager
def chromium(server: Server) -> Iterator[Chromium]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    jar = Client(server).jar  # before Playwright, within whose event loop Django refuses to ask the database
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield Chromium(browser, server.url, jar)
        browser.close()


def open_page(page: Page, url: str) -> float:
    """Open a reading page; return the seconds from the navigation's start until all in view is painted."""
    page.goto(url, wait_until="commit", timeout=LIMIT)
    page.wait_for_function("() => window.paintedAt")
    return page.evaluate("() => window.paintedAt") / 1000


def openings(server: Server, path: str, before: str, times: int) -> tuple[list[float], list[float]]:
    """Open a page some times with an empty cache, and after the page `before`, when scripts and styles lie in the cache; return both."""
    first, again = [], []
    with chromium(server) as browser:
        for _ in range(times):
            page = browser.page()
            first.append(open_page(page, server.url + path))
            page.goto(server.url + before)
            page.wait_for_timeout(PAUSE)
            again.append(open_page(page, server.url + path))
            page.context.close()
    return first, again


def code_by_keys(page: Page, times: int) -> tuple[list[float], list[float]]:
    """Code `times` sentences, each with arrow keys and the digit of the code used last; return milliseconds to the painted frame and to the answer."""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    page.keyboard.type("Kode 7")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    for done in range(1, times + 1):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("1")
        page.wait_for_function("(n) => window.keysTaken.length >= n && window.answersTaken.length >= n", arg=done)
    return page.evaluate("() => [window.keysTaken, window.answersTaken]")


def scroll(page: Page) -> list[float]:
    """Return the milliseconds of each of 240 frames while the page scrolls by 60 px a frame."""
    return page.evaluate(SCROLL)
