"""What the settings of this house say about its safety, so that nobody has to write it down."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _, ngettext

from hearth.conversations.models import Space
from hearth.ground.accounts import Person
from hearth.ground.areas import areas, is_on
from hearth.house.safety.kinds import BY_LINKS, BY_PICTURES

type Fact = tuple[str, str | Promise]


def facts() -> Iterator[Fact]:
    """Each a question of a risk assessment, and what holds here today."""
    shown = [area for area in areas() if area.place or not area.always_on]
    on = [str(area.place[0] if area.place else area.name) for area in shown]
    yield _("What people can do here"), ", ".join(on)
    yield _("Private messages between two people"), _("There are none.")
    yield _("Pictures and videos"), pictures()
    yield _("Live video"), _("Not here. Gatherings use a video call of their own.")
    yield _("Who can write"), _("Members who gave an address that works. Guests answer questions.")
    yield _("What everybody on the web can read"), _readable()
    yield _("What suggests things to people"), _("Nothing. Lists are in order of time.")
    yield _("Who looks after it"), _keepers()
    yield (
        _("How to say that something is wrong"),
        _("By each message. It reaches people, not a machine. Somebody looks within 24 hours."),
    )
    yield (
        _("What can be done"),
        _("A message is hidden, a thread closed, or somebody paused. Another person looks again."),
    )
    yield _("New people"), _("First messages with many links wait until a person has looked.")


def pictures() -> str:
    """Whether anybody can upload any: where nobody talks, nobody can."""
    can = is_on("conversations") and is_on("conversations.pictures")
    return _("Turned on.") if can else _("Nobody can upload any.")


def why_at_first(harm: str) -> str:
    """What a steward may begin with for one kind, from what is possible here."""
    said = [_("Text by people who signed up. Looked after by people.")]
    if harm in BY_PICTURES:
        said.append(pictures())
    if harm in BY_LINKS:
        said.append(_("People can post links."))
    return " ".join(said)


def _readable() -> str:
    many = Space.objects.standing().filter(seen_by=Space.SeenBy.EVERYONE).count()
    if not is_on("conversations") or not many:
        return _("Pages about gatherings, and answers whose sayers wish it.")
    said = ngettext("{n} space where people talk.", "{n} spaces where people talk.", many)
    return said.format(n=many)


def _keepers() -> str:
    names = Person.objects.stewards().by_name().values_list("name", flat=True)
    return _("{names}; and keepers of spaces.").format(names=", ".join(names))
