"""How the words of a setting are understood, and how nonsense is refused in a sentence."""

from __future__ import annotations

import re
from contextlib import suppress
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from hearth.house import config_urls
from hearth.house.config_urls import EMAIL_FORMS, LISTEN_FORMS, MAILBOX_FORMS, smtp

_YES, _NO = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}
_SECRET = {"secret_key", "HEARTH_SECRET_KEY"}


class Nonsense(Exception):
    """A setting that cannot be meant. Its text is a sentence for the person who set it."""


def refuse(name: str, value: str, instead: str) -> Any:
    shown = "(hidden)" if name.split()[0] in _SECRET else re.sub(r"://.*@", "://...@", value)
    raise Nonsense(f'{name} says "{shown}", which cannot be used. Write {instead}.')


def yes_or_no(name: str, value: str) -> bool:
    if value.lower() in _YES | _NO:
        return value.lower() in _YES
    return bool(refuse(name, value, "yes or no"))


def _whole(name: str, value: str, low: int, high: int) -> int:
    if value.isascii() and value.isdigit() and low <= int(value) <= high:
        return int(value)
    return int(refuse(name, value, f"a whole number from {low} to {high}"))


def port(name: str, value: str) -> int:
    return _whole(name, value, 1, 65535)


def page_threads(name: str, value: str) -> int:
    return _whole(name, value, 1, 64)


def address(name: str, value: str) -> str:
    bare = value.rstrip("/")
    with suppress(ValueError):
        parts = urlsplit(bare)
        whole = f"{parts.scheme}://{parts.netloc}" == bare and "@" not in bare
        if parts.scheme in {"http", "https"} and parts.hostname and whole and parts.port != 0:
            return bare
    return str(refuse(name, value, "a full address such as https://hearth.example.org"))


def _listed(value: str) -> list[str]:
    return [one.strip() for one in value.split(",") if one.strip()]


def origins(name: str, value: str) -> list[str]:
    return [address(name, one) for one in _listed(value)]


def hosts(name: str, value: str) -> list[str]:
    for one in _listed(value):
        if not re.fullmatch(r"\.?[\w.-]+|\[[0-9a-fA-F:]+\]", one):
            refuse(name, one, "names such as hearth.example.org, with commas between them")
    return _listed(value)


def own_hosts(host: str) -> list[str]:
    named = f"[{host}]" if ":" in host else host
    return list(dict.fromkeys([named, "localhost", "127.0.0.1", "[::1]"]))


def own_sender(host: str) -> str:
    return f"hearth@{host if re.search('[a-z]', host) and ':' not in host else 'localhost'}"


def from_address(name: str, value: str) -> str:
    if re.fullmatch(r"[^@<>\r\n]+@[^@<>\s]+|[^<>\r\n]*<[^@<>\s]+@[^@<>\s]+>", value):
        return value
    return str(refuse(name, value, "an address such as Hearth <hearth@example.org>"))


def secret(name: str, value: str) -> str:
    if len(value) >= 32:
        return value
    raise Nonsense(f"The key in {name} is too short. Write at least 32 signs nobody can guess.")


def redis(name: str, value: str) -> str:
    if re.match(r"(rediss?|unix)://.", value):
        return value
    return str(refuse(name, value, "an address such as redis://localhost:6379/0"))


def video_server(name: str, value: str) -> str:
    with suppress(ValueError):
        parts = urlsplit(value)
        if parts.scheme in {"http", "https"} and parts.hostname and not parts.query:
            return value.rstrip("/")
    instead = "an address such as https://video.example.org/bigbluebutton"
    return str(refuse(name, value, instead))


def mailer(name: str, value: str) -> dict[str, Any]:
    return smtp(value) or refuse(name, value, EMAIL_FORMS)


def mailbox(name: str, value: str) -> dict[str, Any]:
    return config_urls.mailbox(value) or refuse(name, value, MAILBOX_FORMS)


def listener(name: str, value: str) -> dict[str, Any]:
    return config_urls.listener(value) or refuse(name, value, LISTEN_FORMS)


def replies(name: str, value: str) -> str:
    """The address that answers go to. A star in it stands for whose answer it is, and to what."""
    local = value.rpartition("@")[0]
    if re.fullmatch(r"[\w.+*-]+@[\w.-]+", value) and local.count("*") <= 1 and len(local) <= 24:
        return value
    return str(refuse(name, value, "an address such as hearth+*@example.org"))


def own_replies(sender: str) -> str:
    """Our own address with a plus and a star in it, which most mail servers bring to it."""
    local, _, host = parseaddr(sender)[1].rpartition("@")
    return f"{local}+*@{host}"
