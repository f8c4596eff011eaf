"""A server of our own on the store of this process, on a free port of the loopback address, with people signed in to it."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
WAIT = 60.0


class Server:
    def __init__(self, process: subprocess.Popen, port: int, token: str = "") -> None:
        self.process, self.port, self.token = process, port, token

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def memory(self) -> float:
        """Return the resident memory of the process in megabytes (10^6 bytes)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024 / 1e6

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def belegg(*arguments: str) -> list[str]:
    """Return a call of the installed command, beside the Python that runs this."""
    return [str(Path(sys.executable).with_name("belegg")), *arguments]


def start() -> Server:
    """Start a server and return it when it has told its address."""
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        belegg("serve", "--no-browser", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
    )
    for line in process.stdout:
        if found := re.search(r"http://[^\s:]+:(\d+)/?\S*", line):
            token = re.search(r"token=([\w-]+)", line)
            return Server(process, int(found.group(1)), token.group(1) if token else "")
    raise RuntimeError("The server ended without telling its address.")


@contextmanager
def running() -> Iterator[Server]:
    server = start()
    try:
        yield server
    finally:
        server.stop()


def cookies(user) -> dict[str, str]:
    """Return the cookies of a session of an account, written to the store directly."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: secrets.token_hex(16)}


class Client:
    """Asks over one kept connection, signed in."""

    def __init__(self, server: Server, user=None) -> None:
        from belegg.apps.study.local import local_user

        self.jar = cookies(user or local_user())
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=WAIT)

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        """Return status and body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.jar.items()), "Accept": "text/html"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.jar["belegg_csrf"]}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()

    def get(self, path: str) -> bytes:
        status, body = self.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}.")
        return body

    def seconds(self, path: str) -> float:
        begin = time.perf_counter()
        self.get(path)
        return time.perf_counter() - begin
