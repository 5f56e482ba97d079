"""Words that a person looks at first, each with the reason that their writer reads."""

from __future__ import annotations

import re

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hearth.conversations.models.decisions import Decision
from hearth.conversations.models.messages import Message
from hearth.conversations.models.spaces import Space
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused

MANY_LINKS = 3
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def refuse_paused(person: Person, space: Space) -> None:
    """Somebody who does not write here for a time reads until when, and what they can do."""
    pause = Decision.objects.pausing(person, space).order_by("-until").first()
    if pause and pause.until:
        day = date_format(localtime(pause.until), "j F")
        told = _("You can write here again from {day}. The letter about it says why.")
        raise Refused(told.format(day=day))


def why_held(words: str, space: Space, person: Person, *, instead_of: Message | None = None) -> str:
    """Why a person looks at these words first; empty where nobody has to. No machine judges what
    they mean, and nobody has points: who looks after the space is never held. Words `instead_of`
    those of a message are looked at as if it had never stood."""
    if space.is_kept_by(person):
        return ""
    mine = Message.objects.standing().filter(by=person)
    mine = mine.exclude(pk=instead_of.pk) if instead_of else mine
    if space.first_posts_wait and not mine.filter(thread__space=space).exists():
        return _("it is your first message in this space")
    if len(_LINK.findall(words)) >= MANY_LINKS and not mine.exists():
        return _("it is your first message here, and has many links")
    hidden = Decision.objects.standing().filter(what=Decision.What.HIDE, message__words=words)
    if hidden.exists():
        return _("the same words were taken away here before")
    return ""
