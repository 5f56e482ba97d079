"""A picture in a message: at most one, with words for those who cannot see it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models.messages import Message
from hearth.ground.areas import is_on
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class Picture(models.Model):
    """What a message shows. Whoever may read the message sees it, while pictures are on.

    The bytes lie in the database, not in a file beside it. So a copy of the database is whole,
    what is taken back or erased is gone in the same transaction, going back to an older copy
    brings no picture without its message, and PostgreSQL with several machines needs no shared
    disk. They are small (about 150 KB each), in a table of their own, and no list reads them.
    """

    message = models.OneToOneField(Message, models.CASCADE, related_name="picture")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    description = models.CharField(_("what it shows"), max_length=300)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.BinaryField()

    objects = Rows.as_manager()
    ending: ClassVar = "webp"

    personal: ClassVar = {
        "by": Personal("to know whose it is", "who sees the message", Erase.NAMELESS),
        "description": Personal("for whoever cannot see it", "who sees it", Erase.NAMELESS),
        "file": Personal("to be seen", "who sees the message", Erase.NAMELESS),
    }

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        return reverse("conversations:picture", args=[self.message.thread_id, self.message.number])


def pictures_are_on() -> bool:
    """Whether stewards turned them on. Off, none is shown, and none is lost."""
    return is_on("conversations.pictures")


def put_into(message: Message, picture: Picture) -> None:
    """Let a message that was written just now show it."""
    picture.message, picture.by = message, message.by
    picture.save(force_insert=True)


def refuse_other_picture(message: Message, picture: Picture | None) -> None:
    """The same words again are no new message, so a picture would be lost with them. It never
    comes into a message that stands: a person may have looked at that one first."""
    if picture and not Picture.objects.filter(message=message).exists():
        told = gettext("You said this just now. Take it back, then say it with the picture.")
        raise Refused(told)


def picture_of(message: Message) -> Picture | None:
    """What it shows, if it shows anything, and while pictures are on."""
    return getattr(message, "picture", None) if pictures_are_on() else None


def in_words(message: Message, *, with_picture: bool) -> str:
    """The message's words, and where pictures are on what its own shows, for who gets no picture:
    letters carry none."""
    picture = getattr(message, "picture", None) if with_picture else None
    if picture is None:
        return message.words
    told = gettext("With a picture: {description}").format(description=picture.description)
    return f"{message.words}\n\n{told}"
