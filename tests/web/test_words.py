"""Every act has words for the journal and for Undo."""

import ast
from pathlib import Path

from belegg.web.base.words import VERBS

APPS = Path(__file__).parent.parent.parent / "src" / "belegg" / "apps"


def verbs_in_the_code() -> set[str]:
    found = set()
    for path in APPS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for keyword in node.keywords:
                    if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant):
                        found.add(keyword.value.value)
    return found


def test_every_verb_of_the_journal_has_words():
    assert verbs_in_the_code() - set(VERBS) == set()
