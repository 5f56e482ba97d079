"""The face of the ground: links and books, which every area uses."""

from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.areas import Area
from hearth.ground.books.hearing import heard_from
from hearth.ground.links import link


def _a_link() -> dict[str, object]:
    guest = Person.objects.filter(joined_at=None).latest("pk")
    return {"token": link(guest, "/").split("/")[2]}


AREA = Area(
    name=_("Links and books"),
    brings=_("Nothing to do by hand: the books are written as things happen."),
    examples={"ground:link": _a_link},
    heard_from=heard_from,
)
