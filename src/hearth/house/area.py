"""The face of the house: its front door, finding things, and looking after it."""

from django.utils.translation import gettext_lazy as _

from hearth.ground.areas import Area
from hearth.house import examples
from hearth.house.demo.present import keep_going
from hearth.house.mailbox import FORGETS, clear_old_mail
from hearth.house.safety.records import remind_of_safety
from hearth.house.starting import remind_of_second_key

AREA = Area(
    name=_("The house"),
    brings=_("Two people look after it, and write what the home page says."),
    examples={
        "house:be": examples.somebody,
        "house:safety_version": examples.safety,
        "house:stylesheet": examples.stylesheet,
        "house:letter": examples.letter,
        "house:letter_html": examples.letter,
        "house:letter_calendar": examples.letter_with_calendar,
    },
    every_minute=(remind_of_second_key, remind_of_safety, keep_going, clear_old_mail),
    leaving=FORGETS,
)
