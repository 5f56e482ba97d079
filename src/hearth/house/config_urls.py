"""The larger parts, each named by one address: the database and the mail server."""

from __future__ import annotations

from contextlib import suppress
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

DATABASE_FORMS = "postgres://name:password@host:5432/database, or leave it out for a file"
MAILBOX_FORMS = "imaps://name:password@host/INBOX or maildir:///var/mail/hearth"
LISTEN_FORMS = "lmtp://127.0.0.1:8024 or lmtp:///run/hearth/mail.sock"
EMAIL_FORMS = "smtp://name:password@host:587/ or smtps://name:password@host:465/"

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA cache_size=-8000",
    "PRAGMA mmap_size=134217728",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",  # who leaves is gone from the file, not only from the tables
)
SQLITE = "hearth.house.in_turn"
_POSTGRES_WORDS = {"sslmode", "sslrootcert", "connect_timeout", "application_name", "host"}


def sqlite(named: Path | str, home: Path | None = None) -> dict[str, Any]:
    """A file as database: a path, or an address `sqlite:///path` counted from `home`.

    Readers and one writer at a time; a writer waits up to 20 seconds for its turn, in a queue.
    Gives nothing for an address that names no file.
    """
    if isinstance(named, str):
        parts = _split(named)
        if not parts or parts.netloc or len(parts.path) < 2 or parts.query:
            return {}
        named = (home or Path.cwd()) / unquote(parts.path[1:])
    return {
        "ENGINE": SQLITE,
        "NAME": str(named),
        "CONN_MAX_AGE": None,
        # A file in tests too: in memory, threads would share one lock and races would hide.
        "TEST": {"NAME": f"{gettempdir()}/hearth-test-{getpid()}.sqlite3"},
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join(_PRAGMAS),
        },
    }


def postgres(address: str, threads: int) -> dict[str, Any]:
    """A PostgreSQL server with a pool for `threads` page threads, the sender and the clock.

    Gives nothing for an address that is none, or that asks for what we do not know.
    """
    parts = _split(address)
    if not parts or parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        return {}
    words = dict(parse_qsl(parts.query))
    if set(words) - _POSTGRES_WORDS or "/" in parts.path[1:]:
        return {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": words.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": threads + 4, "timeout": 10}, **words},
    }


def smtp(address: str) -> dict[str, Any]:
    """A mail server as an entry of Django's MAILERS. `smtps:` speaks TLS from the first byte;
    `smtp:` turns to TLS on port 587, or where `?tls=yes` says so.

    Gives nothing for an address that is none.
    """
    parts = _split(address)
    if not parts or parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        return {}
    words = dict(parse_qsl(parts.query, keep_blank_values=True))
    port = parts.port or (465 if parts.scheme == "smtps" else 587)
    tls = words.pop("tls", "yes" if port == 587 else "no").lower()
    if words or tls not in {"yes", "no"} or parts.path not in {"", "/"}:
        return {}
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and tls == "yes",
            "timeout": 20,
        },
    }


def mailbox(address: str) -> dict[str, Any]:
    """Where answers come in. `imaps:` speaks TLS from the first byte, `imap:` turns to it unless
    `?tls=no` says that the server stands beside us; `maildir:` is a folder.

    Gives nothing for an address that is none.
    """
    parts = _split(address)
    if parts and parts.scheme == "maildir" and len(parts.path) > 1 and not parts.netloc:
        return {"path": unquote(parts.path)}
    if not parts or parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        return {}
    words = dict(parse_qsl(parts.query, keep_blank_values=True))
    tls = words.pop("tls", "yes").lower()
    if words or tls not in {"yes", "no"} or '"' in parts.path:
        return {}
    at_once = parts.scheme == "imaps"
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if at_once else 143),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
        "tls": "at once" if at_once else "then" if tls == "yes" else "never",
    }


def listener(address: str) -> dict[str, Any]:
    """Where a mail server of this machine hands in mail: a port that nobody else reaches, or a
    socket. Gives nothing for an address that is none, or that others could reach."""
    parts = _split(address)
    if not parts or parts.scheme not in {"lmtp", "smtp"} or parts.query or parts.username:
        return {}
    if not parts.netloc and len(parts.path) > 1:
        return {"speaks": parts.scheme, "path": unquote(parts.path)}
    if parts.hostname not in {"127.0.0.1", "::1", "localhost"} or parts.path not in {"", "/"}:
        return {}
    port = parts.port or 8024
    return {"speaks": parts.scheme, "hostname": parts.hostname, "port": port}


def no_mailer() -> dict[str, Any]:
    """No mail server: letters wait in the post and can be read there."""
    return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def _split(address: str) -> SplitResult | None:
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.port is None or parts.port > 0:
            return parts
    return None
