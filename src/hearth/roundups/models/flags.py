"""Flags: what somebody thinks the round-up should tell, and where flags come in from chats."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books.index import Entry
from hearth.ground.links import absolute
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.ground.text import without_control_signs

NO_ADDRESS = _("That is no address of a page. It begins with https://")

A_DAY_AT_MOST = 200
"""So many flags a day are kept from one chat: a program that went wild fills nothing."""


class FlagQuerySet(Rows["Flag"]):
    def open(self) -> Self:
        """Those that no round-up has told and no editor laid aside, the newest first."""
        return self.filter(told_at=None, aside_at=None).order_by("-at", "-pk")


class Flag(models.Model):
    """A page of ours or elsewhere that somebody flagged, perhaps with a sentence."""

    class Way(models.TextChoices):
        PAGE = "page", _("on its page")
        FORM = "form", _("sent in")
        MAIL = "mail", _("by mail")
        CHAT = "chat", _("from a chat")

    url = models.CharField(max_length=400)
    title = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    may_be_named = models.BooleanField(default=False)
    way = models.CharField(max_length=4, choices=Way, default=Way.PAGE)
    at = models.DateTimeField(default=now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    aside_at = models.DateTimeField(null=True, editable=False)

    objects = FlagQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to thank whoever found it", "editors", Erase.EMPTIED),
        "words": Personal("so that the editor knows why", "editors", Erase.NAMELESS),
        "title": Personal("to say what it is", "editors", Erase.NAMELESS),
        "may_be_named": Personal("to name you only if you said yes", "editors"),
    }
    impersonal = ("url", "way")

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def is_outside(self) -> bool:
        return not self.url.startswith("/")


def flag(
    link: str,
    *,
    by: Person | None,
    way: Flag.Way = Flag.Way.PAGE,
    words: str = "",
    title: str = "",
    may_be_named: bool = False,
) -> Flag:
    """Flag what lies at this address for the round-up. Twice by the same person is one flag,
    with the newer sentence."""
    url = our_path(link)
    if url.startswith("/"):
        _refuse_what_is_closed(url, by)
    said = {"words": _readable(words)[:400], "title": _readable(title)[:120]}
    mine = Flag.objects.open().filter(url=url, by=by, way=way).first()
    if mine is None:
        return Flag.objects.create(url=url, by=by, way=way, may_be_named=may_be_named, **said)
    for name, value in said.items():
        setattr(mine, name, value or getattr(mine, name))
    mine.may_be_named = may_be_named
    mine.save(update_fields=["words", "title", "may_be_named"])
    return mine


def our_path(link: str) -> str:
    """A page of ours by its path alone; one elsewhere by its whole https address."""
    link = _readable(link)
    try:
        parts = urlsplit(link)
    except ValueError:
        raise Refused(NO_ADDRESS) from None
    ours = urlsplit(settings.SITE_ADDRESS).netloc
    if parts.netloc in ("", ours) and parts.path.startswith("/") and parts.scheme != "mailto":
        return parts.path[:200]
    if parts.scheme in ("http", "https") and "." in parts.netloc and "@" not in parts.netloc:
        return link[:400]
    raise Refused(NO_ADDRESS)


def _readable(words: str) -> str:
    """In one line, without signs that nobody sees and that a database may not hold."""
    return " ".join(without_control_signs(words).encode(errors="ignore").decode().split())


def _refuse_what_is_closed(url: str, by: Person | None) -> None:
    """What a group keeps to itself is in no round-up, so it need not be flagged. Only whoever
    may open a page hears what it is; of a chat we do not know who reads there."""
    entry = Entry.objects.filter(url=url)
    is_a_groups = entry.filter(seen_by=Shared.SeenBy.GROUP).exists()
    hidden = entry.exclude(pk__in=entry.visible_to(by).values("pk"))
    if is_a_groups if by is None else hidden.exists():
        raise Refused(_("We know no such page."))
    if is_a_groups:
        raise Refused(_("This belongs to a group. The round-up never tells what groups say."))


def new_nonce() -> str:
    return secrets.token_hex(16)


class Inlet(models.Model):
    """A secret address for one chat tool: what it sends there is flagged."""

    name = models.CharField(_("which chat"), max_length=80)
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=now, editable=False)

    objects = Rows.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("name", "nonce")

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        digest = salted_hmac("hearth.inlet", f"{self.pk}.{self.nonce}", algorithm="sha256")
        return f"{self.pk}-{digest.hexdigest()[:40]}"

    @property
    def address(self) -> str:
        return absolute(reverse("roundups:inlet", args=[self.token]))

    @classmethod
    def of(cls, token: str) -> Inlet | None:
        """The chat that this address was made for, if it was and is still wanted."""
        number, _dash, _rest = token.partition("-")
        known = number.isascii() and number.isdigit() and len(number) < 10
        inlet = cls.objects.filter(pk=number).first() if known else None
        return inlet if inlet and constant_time_compare(inlet.token, token) else None


def is_busy() -> bool:
    """Whether chats flagged more in a day than anybody could read."""
    lately = now() - timedelta(days=1)
    return Flag.objects.filter(way=Flag.Way.CHAT, at__gte=lately).count() >= A_DAY_AT_MOST
