"""The face of listening: what was said is sorted, answered and told."""

from django.utils.translation import gettext_lazy as _

from hearth.ground.areas import Area, Closed
from hearth.ground.mailbox import Mail
from hearth.listening import examples
from hearth.listening.answers_by_mail import read_answer
from hearth.listening.closed import closed_among, closed_to
from hearth.listening.fates import mine
from hearth.listening.models.drawings import draw_maps
from hearth.listening.onward import onward
from hearth.listening.origins import origins
from hearth.listening.round_ups import items
from hearth.listening.stewards import stewards
from hearth.listening.telling import tell_them
from hearth.listening.wanted import wanted
from hearth.listening.writing_round import (
    forget_who_was_asked,
    read_reply,
    remind_of_last_day,
)


def _read(mail: Mail) -> bool:
    """An answer to "is that what you meant?", or a reply to a question."""
    return read_answer(mail) or read_reply(mail)


AREA = Area(
    name=_("Listening"),
    lies_at=("/themes/", "/board/", "/you-said/", "/questions/", "/priorities/"),
    brings=_("Sort what was said with others, answer each theme, and those who said it are told."),
    place=(_("Themes"), "listening:themes"),
    examples=examples.EXAMPLES,
    closed_to=Closed(one=closed_to, each=closed_among),
    mine=mine,
    onward=onward,
    every_minute=(tell_them, remind_of_last_day, forget_who_was_asked, draw_maps),
    reads=_read,
    items=items,
    stewards=stewards,
    wanted=wanted,
    origins=origins,
)
