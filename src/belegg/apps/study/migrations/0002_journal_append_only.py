"""The journal is append-only: the database itself refuses to change or delete an entry."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER study_journal_no_update BEFORE UPDATE ON study_journalentry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER study_journal_no_delete BEFORE DELETE ON study_journalentry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
]
POSTGRESQL = [
    """CREATE FUNCTION study_journal_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER study_journal_append_only BEFORE UPDATE OR DELETE ON study_journalentry
       FOR EACH ROW EXECUTE FUNCTION study_journal_append_only()""",
]


def add_triggers(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER study_journal_no_update")
        schema_editor.execute("DROP TRIGGER study_journal_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER study_journal_append_only ON study_journalentry")
        schema_editor.execute("DROP FUNCTION study_journal_append_only")


class Migration(migrations.Migration):
    dependencies = [("study", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
