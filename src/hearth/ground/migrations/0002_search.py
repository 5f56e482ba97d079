"""What the database builds over the index so that it can be searched.

SQLite: an FTS5 table over the entries' folded words, kept in step by three triggers. A later
migration that rebuilds `ground_entry` on SQLite drops the triggers with the old table and must
call `build` again; a test fails if one forgets. PostgreSQL: a generated column with a GIN index.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = [
    """CREATE VIRTUAL TABLE ground_entry_found USING fts5(
        title_words, text_words, content='ground_entry', content_rowid='id', prefix='4 5'
    )""",
    """CREATE TRIGGER ground_entry_written AFTER INSERT ON ground_entry BEGIN
        INSERT INTO ground_entry_found (rowid, title_words, text_words)
        VALUES (new.id, new.title_words, new.text_words);
    END""",
    """CREATE TRIGGER ground_entry_taken AFTER DELETE ON ground_entry BEGIN
        INSERT INTO ground_entry_found (ground_entry_found, rowid, title_words, text_words)
        VALUES ('delete', old.id, old.title_words, old.text_words);
    END""",
    """CREATE TRIGGER ground_entry_changed
    AFTER UPDATE OF id, title_words, text_words ON ground_entry BEGIN
        INSERT INTO ground_entry_found (ground_entry_found, rowid, title_words, text_words)
        VALUES ('delete', old.id, old.title_words, old.text_words);
        INSERT INTO ground_entry_found (rowid, title_words, text_words)
        VALUES (new.id, new.title_words, new.text_words);
    END""",
    "INSERT INTO ground_entry_found (ground_entry_found) VALUES ('rebuild')",
]
POSTGRESQL = [
    """ALTER TABLE ground_entry ADD COLUMN found_by tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_words), 'A')
        || setweight(to_tsvector('simple', text_words), 'B')
    ) STORED""",
    "CREATE INDEX ground_entry_found ON ground_entry USING gin (found_by)",
]
TAKE_DOWN = {
    "sqlite": [
        "DROP TRIGGER ground_entry_written",
        "DROP TRIGGER ground_entry_taken",
        "DROP TRIGGER ground_entry_changed",
        "DROP TABLE ground_entry_found",
    ],
    "postgresql": ["ALTER TABLE ground_entry DROP COLUMN found_by"],
}


def build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def take_down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in TAKE_DOWN[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]
    operations = [migrations.RunPython(build, take_down)]
