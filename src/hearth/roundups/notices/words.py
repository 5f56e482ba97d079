"""What a notice says, in the shape that each chat tool reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext, gettext_lazy as _


class Tool(models.TextChoices):
    """Where a notice goes. All but the first are chats that read their own shape."""

    STANDARD = "standard", _("Anything that reads Standard Webhooks")
    DISCORD = "discord", _("Discord")
    SLACK = "slack", _("Slack")
    MATTERMOST = "mattermost", _("Mattermost")
    MATRIX = "matrix", _("Matrix, through a hookshot")


TYPES = {
    "roundups": "roundup.sent",
    "newsletters": "newsletter.sent",
    "gatherings": "gathering.announced",
    "moved": "gathering.moved",
    "answered": "theme.answered",
}
"""What is told, each with its name for programs."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened and that everyone may know."""

    what: str
    title: str
    url: str
    at: datetime

    @property
    def sentence(self) -> str:
        """For people: what it is, before its title."""
        return {
            "roundups": gettext("New round-up"),
            "newsletters": gettext("New newsletter"),
            "gatherings": gettext("We meet"),
            "moved": gettext("It moved"),
            "answered": gettext("You said, and here is our answer"),
            "test": gettext("This is a test"),
        }[self.what]

    def body(self, tool: str) -> bytes:
        return json.dumps(_SHAPES[Tool(tool)](self), ensure_ascii=False).encode()


def _standard(told: Told) -> dict[str, object]:
    return {
        "type": TYPES.get(told.what, "test"),
        "timestamp": told.at.isoformat(timespec="seconds"),
        "data": {"title": told.title, "url": told.url},
    }


def _discord(told: Told) -> dict[str, object]:
    """Nobody is called by an `@` that stands in a title."""
    words = f"**{told.sentence}:** [{_tame(told.title)}](<{told.url}>)"
    return {"content": words[:2000], "allowed_mentions": {"parse": []}}


def _slack(told: Told) -> dict[str, object]:
    title = told.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": f"*{told.sentence}:* <{told.url}|{title.replace('|', '/')}>"}


def _mattermost(told: Told) -> dict[str, object]:
    return {"text": f"**{told.sentence}:** [{_quiet(told.title)}]({told.url})"}


def _matrix(told: Told) -> dict[str, object]:
    """It reads Markdown, and some rooms are called by an `@room` in it."""
    return {"text": f"{told.sentence}: {_quiet(told.title)} {told.url}"}


def _tame(title: str) -> str:
    """Without the signs that would end a link or begin something else."""
    return title.translate(dict.fromkeys(map(ord, "[]()<>`*|"), " "))


def _quiet(title: str) -> str:
    """The same, and it calls nobody."""
    return _tame(title).replace("@", "@\N{ZERO WIDTH SPACE}")


_SHAPES = {
    Tool.STANDARD: _standard,
    Tool.DISCORD: _discord,
    Tool.SLACK: _slack,
    Tool.MATTERMOST: _mattermost,
    Tool.MATRIX: _matrix,
}
