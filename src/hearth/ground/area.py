"""The face of the ground: links and letters, which every area uses."""

from django.utils.translation import gettext_lazy as _

from hearth.ground import examples
from hearth.ground.areas import Area
from hearth.ground.books.hearing import heard_from
from hearth.ground.books.post import clear_old_letters

AREA = Area(
    name=_("Letters and links"),
    brings=_("Nothing to do by hand: letters leave by themselves, and old ones go."),
    examples={
        "ground:link": examples.link,
        "ground:fewer": examples.fewer,
        "ground:stylesheet": examples.stylesheet,
    },
    every_minute=(clear_old_letters,),
    heard_from=heard_from,
)
