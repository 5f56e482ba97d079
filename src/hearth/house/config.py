"""What differs between one machine and another: read once, checked, and refused in plain words.

Each setting comes from the environment or, failing that, from `hearth.toml` in the
community's folder. Nothing is written while reading; `make_home` makes the folder and its key.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hearth.house import words
from hearth.house.config_urls import DATABASE_FORMS, no_mailer, postgres, sqlite
from hearth.house.home import kept_key, make_home, root, where
from hearth.house.words import Nonsense

__all__ = ["Config", "Nonsense", "config", "make_home", "read", "root", "where"]

KEYS = {
    "address": "HEARTH_ADDRESS",
    "hosts": "HEARTH_HOSTS",
    "origins": "HEARTH_ORIGINS",
    "secret_key": "HEARTH_SECRET_KEY",
    "from_address": "HEARTH_FROM_ADDRESS",
    "port": "HEARTH_PORT",
    "page_threads": "HEARTH_PAGE_THREADS",
    "behind_proxy": "HEARTH_BEHIND_PROXY",
    "database_url": "DATABASE_URL",
    "redis_url": "REDIS_URL",
    "bigbluebutton_url": "BIGBLUEBUTTON_URL",
    "bigbluebutton_secret": "BIGBLUEBUTTON_SECRET",
    "email_url": "EMAIL_URL",
    "mailbox_url": "MAILBOX_URL",
    "mail_replies": "MAIL_REPLIES",
    "mail_listen": "MAIL_LISTEN",
}
"""Each setting by its name in `hearth.toml`, with its name in the environment."""

_ONLY_FROM_OUTSIDE = {"HEARTH_HOME", "HEARTH_DEMO"}


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, checked and typed.

    `home` is absolute. `hosts` are the names this house answers to, `origins` the full
    addresses that forms may come from. `database` and `mailer` are entries for Django's
    DATABASES and MAILERS. Where `can_send` is false, letters wait and can be read.
    `mailbox` and `mail_listen` are where answers come in and `replies` the address they go to;
    all are empty where nobody reads answers. `page_threads` is how many pages one process makes
    at once, from 1 to 64.
    """

    home: Path
    demo: bool
    address: str
    hosts: list[str]
    origins: list[str]
    secret_key: str
    database: dict[str, Any]
    redis_url: str
    bigbluebutton_url: str
    bigbluebutton_secret: str
    mailer: dict[str, Any]
    can_send: bool
    from_address: str
    mailbox: dict[str, Any]
    mail_listen: dict[str, Any]
    replies: str
    port: int
    page_threads: int
    behind_proxy: bool


class Given:
    """The words somebody gave for our settings, and where they gave them."""

    def __init__(self, environ: Mapping[str, str], home: Path) -> None:
        _refuse_unknown([k for k in environ if k.startswith("HEARTH_")], _known_outside(), "")
        self._environ = environ
        self._file = _from_file(home / "hearth.toml")

    def ask[T](self, key: str, understand: Callable[[str, str], T], otherwise: T) -> T:
        """The setting `key`, understood, or `otherwise` where nobody gave it."""
        if outside := self._environ.get(KEYS[key], "").strip():
            return understand(KEYS[key], outside)
        if inside := self._file.get(key, "").strip():
            return understand(f"{key} in hearth.toml", inside)
        return otherwise


def read(environ: Mapping[str, str]) -> Config:
    """All settings from this environment and the folder it names; raises Nonsense."""
    demo = words.yes_or_no("HEARTH_DEMO", environ.get("HEARTH_DEMO", "") or "no")
    home = where(environ)
    given = Given(environ, home)
    port = given.ask("port", words.port, 8000)
    address = given.ask("address", words.address, f"http://127.0.0.1:{port}")
    host = urlsplit(address).hostname or "localhost"
    mailer = no_mailer() if demo else given.ask("email_url", words.mailer, no_mailer())
    nowhere: dict[str, Any] = {}
    mailbox = nowhere if demo else given.ask("mailbox_url", words.mailbox, nowhere)
    listens = nowhere if demo else given.ask("mail_listen", words.listener, nowhere)
    sender = given.ask("from_address", words.from_address, words.own_sender(host))
    answers_to = given.ask("mail_replies", words.replies, words.own_replies(sender))
    threads = given.ask("page_threads", words.page_threads, 2)
    return Config(
        home=home,
        demo=demo,
        address=address,
        hosts=given.ask("hosts", words.hosts, words.own_hosts(host)),
        origins=given.ask("origins", words.origins, [address]),
        secret_key=given.ask("secret_key", words.secret, "") or kept_key(home),
        database=_database(given, home, demo=demo, threads=threads),
        redis_url=given.ask("redis_url", words.redis, ""),
        **_bigbluebutton(given),
        mailer=mailer,
        can_send=mailer != no_mailer(),
        from_address=sender,
        mailbox=mailbox,
        mail_listen=listens,
        replies=answers_to if mailbox or listens or demo else "",
        port=port,
        page_threads=threads,
        behind_proxy=given.ask("behind_proxy", words.yes_or_no, address.startswith("https:")),
    )


def _bigbluebutton(given: Given) -> dict[str, str]:
    """A video server of one's own: its address and its secret, or neither."""
    url = given.ask("bigbluebutton_url", words.video_server, "")
    secret = given.ask("bigbluebutton_secret", lambda _name, value: value, "")
    if bool(url) != bool(secret):
        raise Nonsense("Give BIGBLUEBUTTON_URL and BIGBLUEBUTTON_SECRET, or neither of them.")
    return {"bigbluebutton_url": url, "bigbluebutton_secret": secret}


def _database(given: Given, home: Path, *, demo: bool, threads: int) -> dict[str, Any]:
    """The demo always has a file of its own, so that its open doors never lead to real people."""
    if demo:
        return sqlite(home / "demo.sqlite3")

    def understand(name: str, value: str) -> dict[str, Any]:
        found = sqlite(value, home) if value.startswith("sqlite:") else postgres(value, threads)
        return found or words.refuse(name, value, DATABASE_FORMS)

    return given.ask("database_url", understand, sqlite(home / "hearth.sqlite3"))


def _known_outside() -> set[str]:
    return _ONLY_FROM_OUTSIDE | {name for name in KEYS.values() if name.startswith("HEARTH_")}


def _from_file(path: Path) -> dict[str, str]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise Nonsense(
            f"{path} cannot be understood: {trouble}. Write lines such as: port = 8000"
        ) from trouble
    except OSError as trouble:
        raise Nonsense(
            f"{path} cannot be read ({trouble.strerror}). Make it readable."
        ) from trouble
    _refuse_unknown(list(found), set(KEYS), f" in {path}")
    return {key: _as_words(key, value) for key, value in found.items()}


def _as_words(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    instead = "a word, a number, or a list of words"
    return str(words.refuse(f"{key} in hearth.toml", str(value), instead))


def _refuse_unknown(names: list[str], known: set[str], place: str) -> None:
    for name in names:
        if name in known or name.startswith("HEARTH_TEST_"):
            continue
        close = get_close_matches(name, known, n=1) or sorted(known)
        raise Nonsense(f"{name}{place} is no setting of Hearth. Use {' or '.join(close)}.")


config: Config
"""The settings of this process, read the first time somebody asks for them."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Config:
        if name != "config":
            raise AttributeError(name)
        return globals().setdefault("config", read(os.environ))
