"""A recording of 500 MB in and out of the server: how long, and how much memory. The file is made as it is sent; none lies anywhere."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measures.moving import run
from benchmarks.measuring import Result, measure, median, once
from benchmarks.server import HOST, Client, Server, running

SIZE = 500 * 2**20
BLOCK = bytes(range(256)) * 1024
BOUNDARY = "----belegg"
PAGE = "/studies/demo/recordings/"
PATIENCE = 300


@measure("empty")
def recording_in_and_out() -> dict[str, Result]:
    """A WAV of 500 MB sent as a form sends it, heard whole, and heard from the middle; the highest memory of the server before and after."""
    run("demo")
    with running() as server:
        client = Client(server)
        client.get(PAGE)
        before = most_memory(server)
        begin = time.perf_counter()
        place = send(client)
        taken_in = time.perf_counter() - begin
        begin = time.perf_counter()
        assert heard(client, place, {}) == SIZE + 44
        out = time.perf_counter() - begin
        middle = []
        for n in range(20):
            begin = time.perf_counter()
            heard(client, place, {"Range": f"bytes={SIZE // 2 + n * 1_000_000}-{SIZE // 2 + n * 1_000_000 + 176_399}"})
            middle.append((time.perf_counter() - begin) * 1000)
        grown = (most_memory(server) - before) / 1e6
    return {"recording_in": once(taken_in), "recording_out": once(out), "recording_seek": median(middle), "recording_memory": once(grown)}


def most_memory(server: Server) -> int:
    """Return the most memory the server has ever held, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{server.process.pid}/status").read_text())
    return int(found[1]) * 1024 if found else 0


def form(token: str) -> Iterator[bytes]:
    for name, value in (("csrfmiddlewaretoken", token), ("of", "interview:i-1")):
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'.encode()
    rate, width = (44100).to_bytes(4, "little"), (176400).to_bytes(4, "little")
    yield (
        b"RIFF"
        + (36 + SIZE).to_bytes(4, "little")
        + b"WAVEfmt \x10\0\0\0\x01\0\x02\0"
        + rate
        + width
        + b"\x04\0\x10\0data"
        + SIZE.to_bytes(4, "little")
    )
    for _ in range(SIZE // len(BLOCK)):
        yield BLOCK
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


def send(client: Client) -> str:
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(f"{PAGE}add/").decode())
    assert token
    length = sum(map(len, form(token[1])))
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(length)}
    answer, _ = ask(client, "POST", f"{PAGE}add/", headers, form(token[1]))
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"The recording was answered with {answer.status}.")
    return answer.headers["Location"]


def heard(client: Client, place: str, headers: dict[str, str]) -> int:
    answer, connection = ask(client, "GET", f"{place}sound/", headers)
    size = 0
    while part := answer.read(1 << 16):
        size += len(part)
    connection.close()
    return size


def ask(
    client: Client, method: str, path: str, headers: dict[str, str], body=None
) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(HOST, client.connection.port, timeout=PATIENCE)
    cookie = "; ".join(f"{name}={value}" for name, value in client.jar.items())
    connection.request(method, path, body, {"Cookie": cookie, **headers})
    return connection.getresponse(), connection
