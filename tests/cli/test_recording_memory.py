"""A recording larger than the memory one would give it goes in and out of the real server: nothing of it is held, and nothing plain touches the disk."""

from __future__ import annotations

import hashlib
import http.client
import re
import threading
from pathlib import Path

import pytest

SIZE = 96 * 2**20
# The server's pieces, buffers and threads; a copy of the recording alone would be three times as much.
MOST = 32 * 2**20
HEAD = (
    b"RIFF"
    + (36 + SIZE).to_bytes(4, "little")
    + b"WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data"
    + SIZE.to_bytes(4, "little")
)
BLOCK = b"plain sound, told by its bytes. " * 2048
BOUNDARY = "----belegg"


def sound():
    yield HEAD
    for _ in range(SIZE // len(BLOCK)):
        yield BLOCK


def peak(pid: int) -> int:
    """Return the most memory a process has ever held."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())[1]) * 1024


class Browser:
    """Keeps the cookies of one signed-in person."""

    def __init__(self, address: str) -> None:
        self.host, _, query = address.removeprefix("http://").partition("/")
        self.jar: dict[str, str] = {}
        self.ask("GET", "/" + query)

    def ask(self, method: str, path: str, body=None, **headers: str) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        connection.request(method, path, body, {"Cookie": cookie, **headers})
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.jar[name] = value
        return answer, connection


def parts_of_form(token: str):
    for name, value in (("csrfmiddlewaretoken", token), ("of", "interview:i-1")):
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="Anne Hansen.wav"\r\n\r\n'.encode()
    yield from sound()
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the memory of a process from /proc")
def test_large_recording_does_not_pass_through_memory(store, tmp_path):
    store.done("demo")
    store.environ["TMPDIR"] = str(tmp_path / "spool")
    (tmp_path / "spool").mkdir()
    server = store.start("serve", "--no-browser", "--port", "0")
    try:
        browser = Browser(server.stdout.readline().strip())
        page, _ = browser.ask("GET", "/studies/demo/recordings/add/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
        browser.ask("GET", "/studies/demo/recordings/")[0].read()
        before, leaked, done = peak(server.pid), set(), threading.Event()
        watching = threading.Thread(target=watch, args=(server.pid, leaked, done))
        watching.start()
        length = str(sum(len(part) for part in parts_of_form(token)))
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        answer, _ = browser.ask(
            "POST", "/studies/demo/recordings/add/", parts_of_form(token), **{"Content-Type": kind, "Content-Length": length}
        )
        place = answer.headers["Location"]
        assert (answer.status, place) == (302, "/studies/demo/recordings/rec-12/"), answer.read()

        whole, _ = browser.ask("GET", f"{place}sound/")
        digest, size = hashlib.sha256(), 0
        while part := whole.read(1 << 16):
            digest.update(part)
            size += len(part)
        done.set()
        watching.join()

        assert size == SIZE + len(HEAD)
        assert digest.hexdigest() == hashlib.sha256(b"".join(sound())).hexdigest()
        assert peak(server.pid) - before < MOST
        assert leaked == set()
        for path in store.home.rglob("*"):
            assert not path.is_file() or BLOCK[:64] not in path.read_bytes(), path
    finally:
        server.terminate()
        server.wait(20)


def watch(pid: int, leaked: set[str], done: threading.Event) -> None:
    """Look into the files the server holds open, the nameless ones too, for sound as it was sent."""
    while not done.wait(0.05):
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if handle.stat().st_size > 2**20:
                    with open(handle, "rb") as file:
                        file.seek(2**19)
                        if BLOCK[:64] in file.read(2**17):
                            leaked.add(str(handle.readlink()))
            except OSError:
                continue  # it was closed while we looked
