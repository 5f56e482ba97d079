"""What happened to the database: what was written to it, how often it was asked, what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE)\b", re.I)
OVERHEAD = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.I)
SESSIONS = "django_session"


class Asked:
    """Statements that reached the database, without those that only frame transactions."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)

    @property
    def writes(self) -> list[str]:
        """Those that changed anything, other than who is signed in where."""
        return [s for s in self.statements if WRITES.match(s) and SESSIONS not in s]

    def __call__(self, execute, sql, params, many, context):
        if not OVERHEAD.match(sql):
            self.statements.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside happens in a transaction that never comes true."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def number_anew() -> None:
    """Let new rows take the numbers after those that are there: PostgreSQL undoes no numbering."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


@contextmanager
def asked() -> Iterator[Asked]:
    """Everything that the database is asked meanwhile."""
    notes = Asked()
    with connection.execute_wrapper(notes):
        yield notes


def contents() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a checksum of all of them. Sessions come and go."""
    tables = set(connection.introspection.table_names()) - {SESSIONS}
    return {table: _sum(table) for table in sorted(tables)}


def _sum(table: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        rows = sorted(repr(row) for row in cursor.fetchall())
    return len(rows), sha256("\n".join(rows).encode()).hexdigest()
