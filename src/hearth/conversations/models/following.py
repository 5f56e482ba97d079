"""What somebody follows, what they leave in peace, and how far they have read."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearth.conversations.models.messages import Message
from hearth.conversations.models.spaces import Space
from hearth.conversations.models.threads import Thread
from hearth.ground.accounts import Person
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

ONE_OF_THE_TWO = Q(space=None, thread__isnull=False) | Q(space__isnull=False, thread=None)


class FollowingQuerySet(Rows["Following"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Following(models.Model):
    """Somebody follows a space or a thread, or mutes it. A thread's row counts for more than its
    space's. Nobody else sees either."""

    class Choice(models.TextChoices):
        FOLLOW = "follow", _("Tell me what is said here")
        MUTE = "mute", _("Leave me in peace")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="+")
    choice = models.CharField(max_length=6, choices=Choice)

    objects = FollowingQuerySet.as_manager()

    personal: ClassVar = dict.fromkeys(
        ("person", "choice"), Personal("to tell you what you want to hear of", "you")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OF_THE_TWO, name="a_space_or_a_thread"),
            models.UniqueConstraint(fields=["person", "space"], name="one_following_a_space"),
            models.UniqueConstraint(fields=["person", "thread"], name="one_following_a_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.choice} {self.thread or self.space}"


class Bookmark(models.Model):
    """How far somebody has read: up to the message of this number, in a space or a thread.

    A place, never a time: nobody, its owner included, can tell from it when they were here.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="+")
    up_to = models.PositiveBigIntegerField()

    personal: ClassVar = dict.fromkeys(
        ("person", "up_to"), Personal("to show you what is new to you", "you")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OF_THE_TWO, name="in_a_space_or_a_thread"),
            models.UniqueConstraint(fields=["person", "space"], name="one_bookmark_a_space"),
            models.UniqueConstraint(fields=["person", "thread"], name="one_bookmark_a_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.thread or self.space}"


class Mention(models.Model):
    """Somebody is spoken to by name in a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    personal: ClassVar = {"person": Personal("to tell you that you were spoken to", "members")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "person"], name="one_mention_a_message")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.message}"
