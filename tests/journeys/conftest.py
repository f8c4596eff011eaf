"""Whole stories in a real browser: a server on the tests' database, and `page_as(user)`, a page of someone who has signed in."""

from __future__ import annotations

import os
import threading

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.db.backends.sqlite3.operations import DatabaseOperations
from django.test.testcases import LiveServerThread

from tests.conftest import chromium

# Playwright runs an event loop in this thread, in which Django would otherwise refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"]
NO_DELETE = "study_journal_no_delete"
flush = DatabaseOperations.sql_flush


def flush_past_the_trigger(self, style, tables, **options):
    """Empty the tables after a test; the journal's own trigger, which forbids just that, is lifted meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [NO_DELETE])
        trigger = cursor.fetchone()
    statements = flush(self, style, tables, **options)
    return [f"DROP TRIGGER {NO_DELETE}", *statements, trigger[0]] if trigger and statements else statements


DatabaseOperations.sql_flush = flush_past_the_trigger


class OneAtATime:
    """Requests in turn: with SQLite in memory all threads of the server share one connection, and so one transaction."""

    lock = threading.RLock()

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        with self.lock:
            return self.application(environ, start_response)


@pytest.fixture
def server(transactional_db):
    """Return the address of a server that works on the test's database."""
    shared = {c.alias: c for c in connections.all() if c.vendor == "sqlite" and c.is_in_memory_db()}
    for one in shared.values():
        one.inc_thread_sharing()
    settings.ALLOWED_HOSTS = ["*"]
    thread = LiveServerThread("127.0.0.1", OneAtATime, connections_override=shared)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()  # the sharing stays: threads that keep a connection of the browser alive end later


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_as(server, browser, people):
    """Return a function: page_as("ida") opens a window of hers. What a script complains about fails the test."""
    contexts, complaints = [], []

    def open_page(name: str, **how):
        context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1280, "height": 860}, "base_url": server, **how})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": signed_in(people[name]), "url": server}])
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def signed_in(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
