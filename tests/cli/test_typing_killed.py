"""The server is killed while someone types: what was acknowledged is there afterwards."""

from __future__ import annotations

import html
import json
import re
import threading
from http.client import HTTPException
from urllib.parse import urlencode

from tests.cli.test_recording_memory import Browser

ROOM = "/studies/demo/recordings/rec-1/"


def test_acknowledged_words_outlast_a_killed_server(store):
    store.done("demo")
    server = store.start("serve", "--no-browser", "--port", "0")
    browser = Browser(server.stdout.readline().strip())
    page, _ = browser.ask("GET", f"{ROOM}type/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    acknowledged = 0
    threading.Timer(1.5, server.kill).start()
    try:
        while True:
            said = {"text": words(acknowledged + 1), "labels": "I, R", "seen": acknowledged, "writer": "w", "csrfmiddlewaretoken": token}
            kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
            answer, _ = browser.ask("POST", f"{ROOM}draft/", urlencode(said), **kind)
            acknowledged = json.loads(answer.read())["number"]
    except (OSError, ValueError, HTTPException):  # also an answer that was cut off acknowledges nothing
        server.wait(20)
    assert acknowledged > 3

    again = store.start("serve", "--no-browser", "--port", "0")
    try:
        page, _ = Browser(again.stdout.readline().strip()).ask("GET", f"{ROOM}type/")
        found = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page.read().decode(), re.DOTALL)[1])
    finally:
        again.terminate()
        again.wait(20)

    # One more may have been written whose answer did not come back.
    assert found.strip() in (words(acknowledged), words(acknowledged + 1))


def words(number: int) -> str:
    return f"[00:00:01] I: Hva så?\n[00:00:04] R: {'Vi prøvde det. ' * 200}{number}"
