"""Flags that come by mail: a link with a sentence, to one's own signed address."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused
from hearth.roundups.models import Flag
from hearth.roundups.models.flags import flag

LINK = re.compile(r"https?://[^\s<>\"']+")


def read_flag(mail: Mail) -> bool:
    """Flag the first link in what they wrote, with the words around it. Returns whether it was
    sent to the round-up. Words without a link are for a person to read."""
    if mail.person is None or not mail.topic.startswith("roundup") or mail.is_automatic:
        return False
    if not mail.is_theirs:
        raise Refused(_("It came from another address than the one that we wrote to."))
    words = mail.words()
    found = LINK.search(words)
    if found is None:
        raise Refused(_("They wrote to the round-up, and there is no link in it."))
    link = found[0].rstrip(".,;:!?)")
    said = " ".join(words.replace(found[0], " ").split())
    flag(link, by=mail.person, way=Flag.Way.MAIL, words=said)
    return True
