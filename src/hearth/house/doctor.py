"""The doctor: says in plain words what is wrong with this installation, and what to do."""

from __future__ import annotations

import imaplib
import os
import shutil
import smtplib
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from hearth.house.config import Config, Nonsense, read
from hearth.house.config_urls import SQLITE

GOOD, LOOK, BROKEN = "good", "look", "broken"
LEAST_FREE_MB = 500
_NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "ceph", "glusterfs"}


class Finding(NamedTuple):
    """One line of what was found: how it is, about what, and what to do."""

    how: str
    about: str
    words: str


def examine() -> int:
    """Print what is found, line by line; 1 where anything is broken."""
    worst = 0
    for found in findings():
        print(f"{found.how:<7} {found.about}: {found.words}")
        worst = max(worst, int(found.how == BROKEN))
    return worst


def findings() -> Iterator[Finding]:
    """Everything that is looked at, in the order in which it must be right."""
    yield _python()
    try:
        config = read(os.environ)
    except Nonsense as trouble:
        yield Finding(BROKEN, "settings", str(trouble))
        return
    yield Finding(GOOD, "settings", "Every setting can be understood.")
    for look in (_folder, _disk, _network_disk, _key, _address, _clock, _letters, _answers):
        yield look(config)
    yield from _database(config)


def _python() -> Finding:
    return Finding(GOOD, "Python", ".".join(map(str, sys.version_info[:3])))


def _folder(config: Config) -> Finding:
    home = config.home
    if not home.exists():
        return Finding(LOOK, "folder", f"{home} is not there yet. ./hearth up makes it.")
    if not os.access(home, os.W_OK | os.X_OK):
        return Finding(BROKEN, "folder", f"{home} cannot be written in. Make it yours: chown.")
    return Finding(GOOD, "folder", f"{home} can be written in.")


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _disk(config: Config) -> Finding:
    free = shutil.disk_usage(_existing(config.home)).free // 1_000_000
    if free < LEAST_FREE_MB // 10:
        return Finding(BROKEN, "disk", f"Only {free} MB are free. Make room now.")
    if free < LEAST_FREE_MB:
        return Finding(LOOK, "disk", f"Only {free} MB are free. Make room soon.")
    return Finding(GOOD, "disk", f"{free} MB are free.")


def _network_disk(config: Config) -> Finding:
    kind = _kind_of_disk(_existing(config.home))
    if kind in _NETWORK_DISKS and config.database["ENGINE"] == SQLITE:
        words = f"The folder is on a network disk ({kind}), where SQLite can lose what it wrote."
        return Finding(BROKEN, "disk kind", f"{words} Use a disk of this machine or PostgreSQL.")
    return Finding(GOOD, "disk kind", "Right for the database.")


def _kind_of_disk(path: Path) -> str:
    """The kind of file system a path is on; empty where the system does not say."""
    try:
        rows = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    under = [row for row in rows if path.resolve().is_relative_to(row[1])]
    return max(under, key=lambda row: len(row[1]), default=["", "", ""])[2]


def _key(config: Config) -> Finding:
    path = config.home / "secret.key"
    if not path.exists():
        return Finding(LOOK, "secret key", "None yet in the folder. ./hearth up makes it.")
    if path.stat().st_mode & 0o077:
        return Finding(BROKEN, "secret key", f"Others can read it. Run: chmod 600 '{path}'")
    return Finding(GOOD, "secret key", "Only you can read it.")


def _address(config: Config) -> Finding:
    host = urlsplit(config.address).hostname or ""
    if not _answers_to(host, config.hosts):
        words = f"{config.address} is not among the names it answers to. Add {host} to hosts."
        return Finding(BROKEN, "address", words)
    if host in {"127.0.0.1", "localhost", "::1"}:
        words = "Only this machine can open it. Set HEARTH_ADDRESS when others should."
        return Finding(LOOK, "address", f"{config.address}. {words}")
    if config.address.startswith("http:"):
        words = f"{config.address} is not encrypted. Put it behind a web server with https."
        return Finding(LOOK, "address", words)
    return Finding(GOOD, "address", config.address)


def _answers_to(host: str, hosts: list[str]) -> bool:
    whole = f"[{host}]" if ":" in host else host
    return any(whole == one or (one[0] == "." and f".{host}".endswith(one)) for one in hosts)


def _clock(config: Config) -> Finding:
    built = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    now = datetime.now(UTC)
    if now < built:
        words = f"This machine thinks it is {now:%d %B %Y}. Set its date, or links stop working."
        return Finding(BROKEN, "date", words)
    return Finding(GOOD, "date", f"{now:%d %B %Y, %H:%M} UTC")


def _letters(config: Config) -> Finding:
    if config.demo:
        return Finding(GOOD, "letters", "This is the demo: letters stay in the outbox.")
    if not config.can_send:
        words = "They wait, as no mail server is set. Set EMAIL_URL, for example"
        return Finding(LOOK, "letters", f"{words} smtp://name:password@host:587/.")
    options = config.mailer["OPTIONS"]
    server = f"{options['host']}, port {options['port']}"
    try:
        _greet(options)
    except smtplib.SMTPAuthenticationError:
        words = f"{server} refuses the name or password. Correct them in EMAIL_URL."
        return Finding(BROKEN, "letters", words)
    except (smtplib.SMTPException, OSError) as trouble:
        words = f"{server} does not answer as it should ({trouble}). Check EMAIL_URL."
        return Finding(BROKEN, "letters", words)
    return Finding(GOOD, "letters", f"{server} takes them.")


def _greet(options: dict[str, str]) -> None:
    """Sign in at the mail server and leave again; sends nothing."""
    kind: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if options["use_ssl"] else smtplib.SMTP
    with kind(options["host"], options["port"], timeout=10) as server:
        if options["use_tls"]:
            server.starttls(context=ssl.create_default_context())
        if options["username"]:
            server.login(options["username"], options["password"])
        server.noop()


def _listens(place: dict[str, Any]) -> Finding:
    """Whether a running house takes mail where it should."""
    kind = socket.AF_UNIX if "path" in place else socket.AF_INET
    at = place["path"] if "path" in place else (place["hostname"], place["port"])
    try:
        with socket.socket(kind) as door:
            door.settimeout(5)
            door.connect(at)
            said = door.recv(100)
    except OSError as trouble:
        words = f"Nobody listens at MAIL_LISTEN ({trouble}). It does so while Hearth runs."
        return Finding(LOOK, "answers", words)
    if not said.startswith(b"220"):
        return Finding(BROKEN, "answers", "Something else listens at MAIL_LISTEN. Take another.")
    return Finding(GOOD, "answers", "A mail server of this machine can hand them in.")


def _answers(config: Config) -> Finding:
    if config.mail_listen and not config.mailbox:
        return _listens(config.mail_listen)
    if config.demo or not config.mailbox:
        words = "Nobody reads them, so letters ask for none. Set MAILBOX_URL, for example"
        return Finding(LOOK, "answers", f"{words} imaps://name:password@host/INBOX.")
    from hearth.house.mailboxes import opened

    try:
        with opened(config.mailbox) as box:
            box.names()
    except (OSError, imaplib.IMAP4.error) as trouble:
        words = f"The mailbox cannot be read ({trouble}). Check MAILBOX_URL."
        return Finding(BROKEN, "answers", words)
    if "*" not in config.replies:
        words = (
            f"They are read. {config.replies} has no star: a no by mail is asked again by letter."
        )
        return Finding(LOOK, "answers", words)
    return Finding(GOOD, "answers", f"They are read. They come to {config.replies}.")


def _database(config: Config) -> Iterator[Finding]:
    name = Path(config.database["NAME"])
    if config.database["ENGINE"] == SQLITE and not name.exists():
        yield Finding(LOOK, "database", "There is none yet. ./hearth up makes it.")
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "hearth.house.settings"
    import django
    from django.db import DatabaseError

    django.setup()
    try:
        yield _migrated()
        yield _stewards()
        yield left_for_a_person()
    except DatabaseError as trouble:
        words = " ".join(str(trouble).split()).rstrip("?.")
        yield Finding(BROKEN, "database", f"It cannot be used: {words}. Check DATABASE_URL.")


def _migrated() -> Finding:
    from django.db import connection

    from hearth.house.readying import missing_steps, reach

    reach()
    if missing := missing_steps():
        words = f"It is {missing} steps behind this version. ./hearth up brings it on."
        return Finding(BROKEN, "database", words)
    return Finding(GOOD, "database", f"{connection.vendor} answers and is up to date.")


def _stewards() -> Finding:
    from hearth.ground.accounts import Stewardship

    how_many = Stewardship.objects.now().values("person").distinct().count()
    if how_many >= 2:
        return Finding(GOOD, "stewards", f"There are {how_many}.")
    words = "A community needs two, so that nobody is alone with it. Ask somebody to join you."
    return Finding(LOOK, "stewards", f"There are {how_many}. {words}")


def left_for_a_person() -> Finding:
    """What came by mail and nobody has looked at yet."""
    from hearth.house.models import Received

    how_many = Received.objects.for_a_person().count()
    if not how_many:
        return Finding(GOOD, "mail", "None waits for a person.")
    those = "One message waits" if how_many == 1 else f"{how_many} messages wait"
    return Finding(LOOK, "mail", f"{those} for a person. A steward finds them at /steward/mail/.")
