"""Every act has words for the journal and for Undo."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from belegg.apps.study.history import HIDDEN
from belegg.web.base.words import NOUNS, VERBS, say
from belegg.web.journal.words import COLUMNS, KINDS

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


class Facts(dict):
    """Whatever an entry is asked for stands there."""

    def __missing__(self, name):
        return f"[{name}]"


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_no_verb_shows_its_raw_name_in_any_language(language):
    verbs = verbs_in_the_code() | {"undo", "redo"}
    with translation.override("en"):
        english = {verb: say(verb, Facts(verb="codebook.import")) for verb in verbs}
    with translation.override(language):
        said = {verb: say(verb, Facts(verb="codebook.import")) for verb in verbs}
    assert [verb for verb, words in said.items() if verb in words or "%(" in words] == []
    if language != "en":
        assert [verb for verb, words in said.items() if words == english[verb]] == []


def test_every_noun_of_a_verb_has_a_word_to_filter_by():
    assert {verb.split(".")[0] for verb in verbs_in_the_code()} - set(NOUNS) == set()


def test_every_table_and_column_that_can_change_has_a_word():
    own = ("JournalEntry", "JournalPayload", "JournalHead", "Step", "Body", "User", "PersonKey", "FileKey", "Draft")
    models = [model for model in apps.get_models() if model.__module__.startswith("belegg.") and model.__name__ not in own]
    assert {model._meta.label for model in models} == set(KINDS)
    columns = {field.attname for model in models for field in model._meta.concrete_fields} - HIDDEN
    assert columns - set(COLUMNS) == set()
