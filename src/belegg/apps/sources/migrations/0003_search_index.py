"""The search index: the stems of each turn's words, in FTS5 (SQLite) or a tsvector (PostgreSQL)."""

from django.db import migrations

SQLITE = [
    # Stems are made in Python (method/words.py), so the tokenizer only splits at spaces; å must not become a: remove_diacritics 0.
    'CREATE VIRTUAL TABLE sources_stems USING fts5(stems, tokenize="unicode61 remove_diacritics 0", detail=full)',
]
POSTGRESQL = [
    "CREATE TABLE sources_stems (turn_id bigint PRIMARY KEY, stems tsvector NOT NULL)",
    "CREATE INDEX sources_stems_gin ON sources_stems USING gin (stems)",
]


def add_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE sources_stems")


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_initial")]
    operations = [migrations.RunPython(add_index, drop_index)]
