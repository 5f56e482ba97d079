"""The face of the post: letters leave by themselves, as often as each person wants."""

from django.utils.translation import gettext_lazy as _

from hearth.ground.areas import Area
from hearth.post import examples
from hearth.post.clock import minute
from hearth.post.returned import read_return
from hearth.post.sender import clear_old_letters

AREA = Area(
    name=_("The post"),
    brings=_("Nothing to do by hand: letters leave by themselves, and old ones go."),
    examples={"post:fewer": examples.fewer},
    reads=read_return,
    every_minute=(clear_old_letters, minute),
)
