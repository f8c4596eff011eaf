"""A browser without a screen, for tests against a real `belegg serve`."""

from __future__ import annotations

import http.cookiejar
import json
import select
import subprocess
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from tests.cli.stores import Store


def serve(store: Store, *words: str, **more) -> tuple[subprocess.Popen, str]:
    """Start a server and return it with the line it printed when it was ready."""
    process = store.start("serve", "--no-browser", "--port", "0", *words, **more)
    ready, _, _ = select.select([process.stdout], [], [], 60)
    assert ready, "the server did not say that it is ready"
    return process, process.stdout.readline().strip()


class Browser:
    """Keeps cookies. `status` is that of the last answer."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.base, self.cookies = f"{parts.scheme}://{parts.netloc}", http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.body, self.address, self.status = "", "", 0
        self.open(url)

    def open(self, path: str) -> str:
        return self._send(urllib.request.Request(path if path.startswith("http") else self.base + path))

    def post(self, path: str, what: dict) -> dict:
        csrf = next((cookie.value for cookie in self.cookies if cookie.name == "belegg_csrf"), "")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": csrf, "Referer": self.base}
        return json.loads(self._send(urllib.request.Request(self.base + path, json.dumps(what).encode(), headers, method="POST")))

    def _send(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request, timeout=30) as answer:
                self.status, self.address, self.body = answer.status, answer.url, answer.read().decode()
        except urllib.error.HTTPError as error:
            self.status, self.address, self.body = error.code, error.url, error.read().decode()
        return self.body
