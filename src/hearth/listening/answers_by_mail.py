"""Answers to our letters that come by mail: "yes", or what somebody meant."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from hearth.ground.accounts import address
from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused
from hearth.listening.models import Response, Telling
from hearth.listening.models.tellings import answer

SIGNATURE = re.compile(r"^(?:--\s*|Sent from my .*|Get Outlook for .*)$", re.MULTILINE)
YES = re.compile(
    r"(?:yes|yep|yeah|correct|exactly|right|that is right|that's right|that is what i meant"
    r"|that's what i meant|it is|perfect|agreed|spot on)"
)
THANKS = re.compile(r"(?:many |kind )?(?:thanks|thank you|cheers|ta|great|good|lovely|wonderful)")
FILLS = re.compile(r"(?:that is what i meant|thanks|thank you|indeed|so much|very much|all|please)")


def read_answer(mail: Mail) -> bool:
    """Keep what an answer to such a letter says. Returns whether it was one.

    Where the letter spoke of several answers, a plain yes is a yes to each. Other words can
    be about any of them, so that a steward reads them and asks.
    """
    if mail.person is None or not mail.topic.startswith("told-") or mail.is_automatic:
        return False
    refuse_other_senders(mail)
    words = own_words(mail.words())
    told = list(_told_by(mail))
    if is_thanks(words):
        return True
    if is_yes(words):
        for response in told:
            answer(response, Telling.Answer.YES, by=mail.person)
    elif len(told) == 1 and words:
        answer(told[0], Telling.Answer.NOT_QUITE, words, by=mail.person)
    else:
        raise Refused(_("It answers a letter about what came of what they said."))
    return True


def _told_by(mail: Mail) -> list[Response]:
    """What that letter told, as far as it still holds."""
    told = Telling.objects.filter(person=mail.person, letter__topic=mail.topic)
    return list(Response.objects.standing().filter(pk__in=told.values("response")).order_by("pk"))


def refuse_other_senders(mail: Mail) -> None:
    """Letters are forwarded, and their addresses with them: nobody speaks for somebody else."""
    if mail.person is None or address(mail.sender) != mail.person.email:
        raise Refused(_("It came from another address than the one that we wrote to."))


def own_words(words: str) -> str:
    """Without what mail programs put under everything."""
    return SIGNATURE.split(words, maxsplit=1)[0].strip()


def is_yes(words: str) -> bool:
    """Whether it says yes and nothing else that somebody should read."""
    return _begins(YES, words)


def is_thanks(words: str) -> bool:
    """Kind words without an answer in them: nothing is opened again for those."""
    return _begins(THANKS, words)


def _begins(opening: re.Pattern[str], words: str) -> bool:
    plain = " ".join(
        re.sub(r"[^\w' ]+", " ", words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
        .lower()
        .split()
    )
    begun = opening.match(plain)
    rest = plain[begun.end() :] if begun else plain
    for pattern in (FILLS, YES, THANKS):
        rest = pattern.sub("", rest)
    return bool(begun) and not rest.strip()
