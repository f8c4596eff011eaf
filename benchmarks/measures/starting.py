"""From nothing to the first page."""

from __future__ import annotations

import http.client
import time

from benchmarks import server
from benchmarks.measuring import Result, measure, median


@measure("empty")
def start() -> dict[str, Result]:
    """`belegg serve --no-browser --port 0` as a new process on an empty store, until the start page, opened with the token, has answered 200."""
    return {"start": median([first_page() for _ in range(5)])}


def first_page() -> float:
    begin = time.perf_counter()
    running = server.start()
    try:
        connection = http.client.HTTPConnection(server.HOST, running.port, timeout=server.WAIT)
        connection.request("GET", f"/?token={running.token}")
        response = connection.getresponse()
        response.read()
        cookie = "; ".join(value.split(";")[0] for name, value in response.getheaders() if name.lower() == "set-cookie")
        connection.request("GET", response.headers["Location"], headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"The first page answered {response.status}.")
        return time.perf_counter() - begin
    finally:
        running.stop()
