"""An empty database gets all its tables at once, and they are what the migrations come to."""

from __future__ import annotations

import re

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from hearth.house.laying_out import is_empty, lay_out


@pytest.fixture
def elsewhere(tmp_path, django_db_blocker):
    """The name of a second database, with nothing in it."""
    settings = connection.settings_dict | {"NAME": str(tmp_path / "other.sqlite3")}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA elsewhere")
        way = {"options": "-c search_path=elsewhere"}
        settings |= {"NAME": connection.settings_dict["NAME"], "OPTIONS": way}
    with django_db_blocker.unblock():
        connections.databases["elsewhere"] = settings
        yield "elsewhere"
        connections["elsewhere"].close()
        del connections["elsewhere"], connections.databases["elsewhere"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA elsewhere CASCADE")


ALL_OF_IT = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT table_name, column_name, concat_ws(' ', data_type, character_maximum_length,
            is_nullable, column_default, is_identity, generation_expression)
        FROM information_schema.columns WHERE table_schema = current_schema()
        UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema()
        UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = current_schema()::regnamespace""",
}


WIDER = "auth_group_permissions", "id"
"""Numbers of Django's own rows between groups and permissions, which nobody here writes: its
migrations make them wider on PostgreSQL than its models say."""


def all_of(database):
    """Tables, columns, indexes, checks and triggers, each in the database's own words. In which
    order columns stand says when they came, and nothing else."""
    with connections[database].cursor() as cursor:
        cursor.execute(ALL_OF_IT[connection.vendor])
        rows = cursor.fetchall()
    return {
        (of, name, part.replace("elsewhere.", "").replace("public.", ""))
        for of, name, words in rows
        for part in re.split(r", (?=[\"C])|^CREATE TABLE \S+ \(|\)$", words)
    }


@pytest.mark.django_db(transaction=True)
def test_it_is_what_all_migrations_come_to(elsewhere):
    assert is_empty(elsewhere)
    assert not is_empty()
    lay_out(elsewhere)
    assert {what for what in all_of(elsewhere) ^ all_of("default") if what[:2] != WIDER} == set()
    executor = MigrationExecutor(connections[elsewhere])
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db(transaction=True)
def test_cut_short_it_leaves_nothing(elsewhere, monkeypatch):
    def cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("hearth.house.laying_out._build_over", cut)
    with pytest.raises(KeyboardInterrupt):
        lay_out(elsewhere)
    assert is_empty(elsewhere)
