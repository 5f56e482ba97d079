"""What we answered, as one says it to somebody: in a letter, on a page, or aloud."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.templatetags.hearth import day
from hearth.listening.models import Response
from hearth.listening.models.responses import WITH_SOMEBODY, Kind

SAID = {
    Kind.DO: _("We do it: {words}"),
    Kind.TRY: _("We try it: {words}"),
    Kind.DECIDE: _("We will decide about it: {words}"),
    Kind.ASK: _("We ask more: {words}"),
    Kind.PASS_ON: _("We passed it on to {to}: {words}"),
    Kind.LISTEN: _("We keep listening: {words}"),
    Kind.NOT_NOW: _("Not now, because: {words}"),
}
"""How each of the seven begins; what follows are the words of whoever answered."""


def answer_in_words(response: Response) -> str:
    """What we answered, in one breath."""
    said = str(SAID[Kind(response.kind)])
    return said.format(words=response.words.strip(), to=response.to.strip())


def who_and_when(response: Response) -> str:
    """Who sees to it, and by when one hears more; empty where neither is said. A day that has
    passed is said as it is."""
    who = response.person.name if response.kind in WITH_SOMEBODY and response.person else ""
    if response.on is None:
        words = gettext("{who} sees to it.") if who else ""
    elif response.is_done:
        words = ""
    elif response.is_late:
        words = (
            gettext("{who} sees to it. The day was {on}.") if who else gettext("The day was {on}.")
        )
    else:
        words = gettext("{who} sees to it, by {on}.") if who else gettext("You hear more by {on}.")
    return words.format(who=who, on=day(response.on) if response.on else "")


def done_in_words(response: Response) -> str:
    """What was done; empty while it is not."""
    if not response.is_done:
        return ""
    return gettext("It is done: {words}").format(words=response.done_words.strip())


def newest_in_words(response: Response) -> str:
    """What was done, or else what we answered."""
    return done_in_words(response) or answer_in_words(response)
