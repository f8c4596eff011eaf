"""The small world of the tests: Ida owns the study "Tre kommuner", Jonas codes, Rita reads, Stian is a stranger."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("BELEGG_HOME", tempfile.mkdtemp(prefix="belegg-test-home-"))
os.environ.setdefault("BELEGG_KEYS", tempfile.mkdtemp(prefix="belegg-test-keys-"))

import shutil  # noqa: E402

import pytest  # noqa: E402

NEEDS = {
    "postgresql": lambda: os.environ.get("DATABASE_URL", "").startswith("postgres"),
    "chromium": lambda: bool(chromium()),
    "libreoffice": lambda: bool(shutil.which("soffice")),
    "golden": lambda: bool(os.environ.get("BELEGG_GOLDEN")),
    "thesis": lambda: bool(os.environ.get("BELEGG_THESIS")),
}


def chromium() -> str | None:
    """Return the path of the machine's Chromium; Playwright's own download is not used."""
    return (
        os.environ.get("BELEGG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )


MISSING: dict[str, int] = {}


def pytest_collection_modifyitems(items):
    """Leave out tests whose outside part is missing, and tell so at the end; in CI (BELEGG_REQUIRE_ALL=1) they fail instead."""
    for item in items:
        for marker in item.iter_markers("needs"):
            lacking = [thing for thing in marker.args if not NEEDS[thing]()]
            for thing in lacking:
                MISSING[thing] = MISSING.get(thing, 0) + 1
            # Tests of PostgreSQL run in scripts/check.py's run on PostgreSQL, which fails without a server.
            if set(lacking) - {"postgresql"} and os.environ.get("BELEGG_REQUIRE_ALL") == "1":
                item.add_marker(pytest.mark.usefixtures("fail_for_what_is_missing"))
            elif lacking:
                item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(lacking)}"))


@pytest.fixture
def fail_for_what_is_missing():
    pytest.fail("This test needs something that is missing on this machine; CI must install it.")


def pytest_terminal_summary(terminalreporter):
    for thing, count in sorted(MISSING.items()):
        terminalreporter.write_line(f"{count} tests need {thing}, which is not on this machine.")


@pytest.fixture(autouse=True)
def in_english():
    """Begin each test in English: a request of the test client leaves its language behind in the thread."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def people(db):
    """Return the accounts {ida, jonas, rita, stian}."""
    from belegg.apps.study.models import User

    return {
        name: User.objects.create_user(name, password="samskaping-2025", name=name.title()) for name in ("ida", "jonas", "rita", "stian")
    }


@pytest.fixture
def study(people):
    """Return an empty study of Ida's with Jonas as coder and Rita as reader."""
    from belegg.apps.study import actions
    from belegg.apps.study.models import Member

    study = actions.begin_study("Tre kommuner", by=people["ida"])
    ida = Member.objects.get(study=study, key="ida")
    actions.add_member(study, people["jonas"], "coder", by=ida)
    actions.add_member(study, people["rita"], "reader", by=ida)
    return study


@pytest.fixture
def ida(study):
    from belegg.apps.study.models import Member

    return Member.objects.select_related("study").get(study=study, key="ida")


@pytest.fixture
def jonas(study):
    from belegg.apps.study.models import Member

    return Member.objects.select_related("study").get(study=study, key="jonas")


@pytest.fixture
def rita(study):
    from belegg.apps.study.models import Member

    return Member.objects.select_related("study").get(study=study, key="rita")


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash test passwords cheaply: the real hasher is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_configure():
    """No test depends on the clock: Hypothesis' deadline is off."""
    from hypothesis import settings

    settings.register_profile("belegg", deadline=None)
    settings.load_profile("belegg")
