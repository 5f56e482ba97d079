"""All tables of an empty database at once.

Migrations walk through every step of the past, and Django draws the whole house anew after each:
ten seconds for a house in which nobody lives yet. What they come to is what the models say, so an
empty database gets that, and each step is noted as taken. A test holds both ways side by side.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor


def is_empty(database: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether this database has no table at all: neither ours nor anybody else's."""
    return not connections[database].introspection.table_names()


def lay_out(database: str = DEFAULT_DB_ALIAS) -> None:
    """Make all tables, what is built over them, and a note of each migration. All of it or, if
    this is cut short, nothing. Only for an empty database."""
    executor = MigrationExecutor(connections[database])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told: dict[str, Any] = {"verbosity": 0, "interactive": False, "db": database}
    emit_pre_migrate_signal(**told, apps=apps, plan=plan)
    with connections[database].schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        _build_over(plan, editor)
        executor.recorder.ensure_schema()
        for migration, _backwards in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    emit_post_migrate_signal(**told, apps=apps, plan=plan)


def _build_over(plan: list[Any], editor: BaseDatabaseSchemaEditor) -> None:
    """What migrations do by hand, in their order, without what only changes rows: these are
    marked as elidable, in Django's own word, as an empty house needs none of it."""
    as_they_are: Any = apps
    for migration, _backwards in plan:
        for operation in migration.operations:
            if isinstance(operation, RunPython) and not operation.elidable:
                operation.code(as_they_are, editor)
