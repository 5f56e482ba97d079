"""The database is what the models say: no migration is missing, and all of them run."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from hearth.ground.accounts import Community


def missing(wanted=None):
    """Areas whose models say more, or less, than their migrations."""
    loader = MigrationLoader(None)
    wanted = wanted or ProjectState.from_apps(apps)
    changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    return sorted(
        label for label in changes if apps.get_app_config(label).name.startswith("hearth")
    )


def test_no_migration_is_missing():
    assert missing() == []


def test_a_field_without_its_migration_is_found():
    wanted = ProjectState.from_apps(apps)
    wanted.models["ground", "community"].fields["motto"] = models.CharField(max_length=80)
    assert missing(wanted) == ["ground"]


@pytest.mark.django_db
def test_all_migrations_run_on_this_database():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert not Community.objects.exists()
