"""The search index holds word forms instead of stems: phrases and prefixes are exact, and a stem is looked up in a vocabulary.

A row is a piece of a turn (index.PIECE words); its id is the turn's id shifted by index.SHIFT, plus the number of the piece.
"""

from django.db import migrations

VOCABULARY = """CREATE TABLE sources_vocabulary (
    study_id bigint NOT NULL, stemmer varchar(20) NOT NULL, form varchar(255) NOT NULL, stem varchar(255) NOT NULL,
    PRIMARY KEY (study_id, stemmer, form)
)"""
BY_STEM = "CREATE INDEX sources_vocabulary_stem ON sources_vocabulary (study_id, stemmer, stem)"
SQLITE = [
    # The ascii tokenizer takes every character beyond ASCII for a letter and folds none of them: words are cut and folded in Python,
    # so that SQLite and PostgreSQL hold exactly the same ones.
    "CREATE VIRTUAL TABLE sources_words USING fts5(words, tokenize='ascii')",
    VOCABULARY + " WITHOUT ROWID",
    BY_STEM,
]
POSTGRESQL = [
    "CREATE TABLE sources_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX sources_words_gin ON sources_words USING gin (words)",
    VOCABULARY,
    BY_STEM,
]


def add_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE sources_stems")
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_search_index")]
    operations = [migrations.RunPython(add_index)]
