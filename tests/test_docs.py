"""The docs say what the program does: every command is described as it is, every link leads somewhere, the words are translated."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_command_is_documented():
    from belegg.cli.main import commands

    described = re.findall(r"^## (\w+)$", (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8"), re.M)
    assert described == [name.rstrip("_") for name in commands()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not on this machine")
def test_every_word_is_translated():
    told = subprocess.run([sys.executable, "scripts/translations.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
