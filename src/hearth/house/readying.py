"""What is made ready before anybody comes: the database, and the demo where one is wanted."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from hearth.house.config import config
from hearth.house.laying_out import is_empty, lay_out

_ADVISORY_LOCK = 4_715_327


class CannotStart(Exception):
    """Why the house cannot open, as a sentence that says what to do."""


def make_ready() -> None:
    """Bring the database up to date, and build the demo where one is wanted and missing."""
    try:
        reach()
        with _alone():
            if is_empty():
                lay_out()
            elif missing_steps():
                call_command("migrate", verbosity=0, interactive=False)
            if config.demo:
                build_demo()
    except DatabaseError as trouble:
        words = " ".join(str(trouble).split()).rstrip("?.")
        raise CannotStart(
            f"The database cannot be used: {words}. Run: ./hearth doctor"
        ) from trouble


def reach() -> None:
    """Knock once at a database server, as its pool would hide for long why it does not answer."""
    if connection.vendor == "postgresql":
        server: Any = connection
        words = {"connect_timeout": 5, **server.get_connection_params()}
        words.pop("pool", None)
        with server.wrap_database_errors, server.Database.connect(**words):
            pass


def missing_steps() -> int:
    """By how many steps the database is behind this version."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def build_demo() -> bool:
    """Fill the demo's database, unless it is filled; returns whether it was filled now."""
    if get_user_model().objects.exists():
        return False
    print("Building the demo. This takes a moment.", flush=True)
    with transaction.atomic():
        import_module("hearth.house.demo").build()
    return True


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time do what is inside, on this machine and on this database."""
    with (config.home / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
