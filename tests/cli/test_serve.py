"""`belegg serve`: one line when ready, a token that works once, accounts in server mode, a clean end."""

from __future__ import annotations

import signal
import socket
from urllib.parse import urlsplit

import pytest

from tests.cli.browsers import Browser, serve


@pytest.fixture
def running(store):
    """Return a function that starts servers, which are ended after the test."""
    started = []

    def start(*words, **more):
        process, line = serve(store, *words, **more)
        started.append(process)
        return process, line

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def test_one_line_on_stdout_when_it_listens(running):
    process, line = running()
    parts = urlsplit(line)
    socket.create_connection((parts.hostname, parts.port)).close()
    process.send_signal(signal.SIGTERM)

    assert process.wait(20) == 0
    assert (parts.scheme, parts.hostname, parts.path, parts.query[:6]) == ("http", "127.0.0.1", "/", "token=")
    assert process.stdout.read() == ""
    assert "Traceback" not in process.stderr.read()


def test_ctrl_c_ends_it_cleanly(running):
    process, _ = running()
    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert "Traceback" not in process.stderr.read()


def test_token_signs_in_once_and_only_its_browser(running):
    _, line = running("--demo")
    first = Browser(line)
    second = Browser(line)
    stranger = Browser(line.split("?")[0])

    assert first.status == 200 and "token" not in first.address
    assert "Samskaping i tre kommuner" in first.open("/")
    for other in (second, stranger):
        other.open("/studies/demo/")
        assert "/login/" in other.address


def test_taken_port_gives_a_free_one(running):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _, line = running("--port", str(port))

        assert urlsplit(line).port not in (port, 0, None)


def test_other_host_name_is_turned_away(running):
    """A web page that lets its own name point at 127.0.0.1 gets nothing."""
    import http.client

    parts = urlsplit(running()[1])
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    connection.request("GET", "/", headers={"Host": "evil.example"})

    assert connection.getresponse().status == 400


def test_server_mode_asks_for_an_account(store, running):
    store.done("user", "add", "ida", "--password-stdin", stdin="samskaping-2025\n")
    store.environ["BELEGG_MODE"] = "server"
    _, line = running()
    browser = Browser(line)
    browser.open("/")

    assert "token" not in line
    assert "/login/" in browser.address


def test_store_that_is_served_is_not_replaced(store, running, tmp_path):
    store.done("backup", tmp_path / "copy.zip")
    running()

    assert "Belegg is running on this store." in store.run("restore", tmp_path / "copy.zip").stderr
