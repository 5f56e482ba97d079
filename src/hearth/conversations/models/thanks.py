"""Two ways to say thank you: this helped, and: good question. Neither is counted anywhere."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.conversations.models.messages import Message
from hearth.conversations.models.threads import Thread
from hearth.ground.accounts import Person
from hearth.ground.live import tell
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused


class Helped(models.Model):
    """Whoever began the thread says of an answer: this helped."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="helped")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.message)


class GoodQuestion(models.Model):
    """Somebody says to whoever asked: good question. The one who asked sees it, and they."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    personal: ClassVar = {"by": Personal("to thank whoever asked", "you and who asked")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "by"], name="one_good_question_each")
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.thread}"


@transaction.atomic
def this_helped(message: Message, *, by: Person, is_so: bool = True) -> None:
    """Say it of somebody's answer, or take it back. Twice changes nothing."""
    if by.pk != message.thread.by_id:
        raise Refused(_("Only whoever began this can say what helped."))
    if message.by_id == by.pk:
        raise Refused(_("These words are your own. Thank somebody else."))
    if is_so:
        Helped.objects.get_or_create(message=message)
    else:
        Helped.objects.filter(message=message).delete()
    tell(message.thread.topic)


@transaction.atomic
def good_question(thread: Thread, *, by: Person, is_so: bool = True) -> None:
    """Say it to whoever asked, or take it back. Twice changes nothing."""
    if not thread.is_question or by.pk == thread.by_id:
        raise Refused(_("This is for questions that somebody else asked."))
    if is_so:
        GoodQuestion.objects.get_or_create(thread=thread, by=by)
    else:
        GoodQuestion.objects.filter(thread=thread, by=by).delete()
