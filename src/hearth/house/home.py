"""The community's folder: where it is, and what lies in it from the first day."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from hearth.house import words
from hearth.house.words import Nonsense


def where(environ: Mapping[str, str]) -> Path:
    """The community's folder. Without HEARTH_HOME, the demo has one of its own inside."""
    if given := environ.get("HEARTH_HOME", "").strip():
        return Path(given).expanduser().absolute()
    default = root() / "home"
    demo = words.yes_or_no("HEARTH_DEMO", environ.get("HEARTH_DEMO", "") or "no")
    return default / "demo" if demo else default


def root() -> Path:
    """Where the `hearth` script and the tests lie; the current folder if installed elsewhere."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


def make_home(environ: Mapping[str, str]) -> Path:
    """Make the folder and its secret key where missing, readable by nobody else."""
    home = where(environ)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(home / "secret.key")
    except OSError as trouble:
        reason = trouble.strerror or trouble
        instead = "Give HEARTH_HOME a folder that you may write in."
        raise Nonsense(f"The folder {home} cannot be written in ({reason}). {instead}") from trouble
    return home


def _make_key(path: Path) -> None:
    """Two that start at once, in one process or two, end up with the same key: the first
    link stays."""
    if path.exists():
        return
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def kept_key(home: Path) -> str:
    """The key in the folder. Where there is none yet, one that lives as long as this process."""
    path = home / "secret.key"
    try:
        return words.secret(str(path), path.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return secrets.token_urlsafe(50)
    except OSError as trouble:
        raise Nonsense(
            f"{path} cannot be read ({trouble.strerror}). Run hearth as the person who owns it."
        ) from trouble
