"""The face of conversations: what people talk about between meet-ups."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from hearth.conversations.care import examples as care
from hearth.conversations.care.sections import mine
from hearth.conversations.care_by_mail import read_about_care
from hearth.conversations.closed import closed_among, closed_to
from hearth.conversations.examples import EXAMPLES
from hearth.conversations.held_letters import tell_who_looks_after
from hearth.conversations.leaving import before_leaving, leave, remove_words
from hearth.conversations.mail import read
from hearth.conversations.models import Message
from hearth.conversations.models.reports import forget_reports, remind_of_reports
from hearth.conversations.news import items, news
from hearth.conversations.rota_letters import tell_who_is_on
from hearth.conversations.stewards import stewards
from hearth.ground.areas import Area, Closed, Leaving
from hearth.ground.mailbox import Mail


def _heard_from(people: Collection[int]) -> Iterable[int]:
    return Message.objects.filter(by__in=people).values_list("by_id", flat=True)


def _read(mail: Mail) -> bool:
    """Words for a thread or a space, or about care."""
    return read(mail) or read_about_care(mail)


AREA = Area(
    name=_("Conversations"),
    always_on=False,
    lies_at=("/space/", "/threads/"),
    brings=_("Somebody looks in every day or two, so that no question waits and nobody is hurt."),
    parts={
        "pictures": (
            _("Pictures in talk"),
            _("Who looks after a space looks at pictures too, and takes away what hurts somebody."),
        )
    },
    place=(_("Talk"), "conversations:spaces"),
    examples={**EXAMPLES, **care.EXAMPLES},
    mine=mine,
    closed_to=Closed(one=closed_to, each=closed_among),
    every_minute=(tell_who_is_on, tell_who_looks_after, remind_of_reports, forget_reports),
    stewards=stewards,
    heard_from=_heard_from,
    news=news,
    items=items,
    reads=_read,
    leaving=Leaving(says=before_leaving, does=leave, removes=remove_words),
)
