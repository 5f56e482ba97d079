"""The face of the ground: links and books, which every area uses."""

from django.utils.translation import gettext_lazy as _

from hearth.ground import examples
from hearth.ground.areas import Area
from hearth.ground.books.hearing import heard_from

AREA = Area(
    name=_("Links and books"),
    brings=_("Nothing to do by hand: the books are written as things happen."),
    examples={"ground:link": examples.link},
    heard_from=heard_from,
)
