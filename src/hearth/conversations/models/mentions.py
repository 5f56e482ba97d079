"""Speaking to somebody by name: "@Amara" in a message, matched to those who see the space."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearth.conversations.models.blocks import kept_apart
from hearth.conversations.models.following import Mention
from hearth.conversations.models.messages import Message
from hearth.conversations.models.spaces import Space
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused

_AT = re.compile(r"(?<![\w@.])@([^\W\d_][\w'’-]*)((?:[ ][^\W\d_][\w'’-]*){0,3})")
MOST = 10
"""A message speaks to so many people at most: more is shouting."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whom a message speaks to, and which of its names may mean several people."""

    to: list[Person] = field(default_factory=list)
    unsure: dict[str, list[Person]] = field(default_factory=dict)


def spoken_to(words: str, space: Space) -> Spoken:
    """The people whose names follow an @. A whole name wins over a first name; one first name
    that several have is unsure. A name that nobody here has is only words."""
    found = _AT.findall(words)[:MOST]
    if not found:
        return Spoken()
    people = _people_called({first for first, _more in found}, space)
    spoken = Spoken()
    for first, more in found:
        called = [one for one in people if _plain(one.name.split()[0]) == _plain(first)]
        whole = [one for one in called if _plain(f"{first}{more}").startswith(_plain(one.name))]
        longest = max((len(one.name) for one in whole if " " in one.name), default=0)
        meant = [one for one in whole if len(one.name) == longest] or called
        if len(meant) == 1:
            spoken.to.append(meant[0])
        elif meant:
            spoken.unsure[first] = meant
    return spoken


def speak_to(message: Message, chosen: Collection[int] = ()) -> list[Person]:
    """Keep whom a message speaks to: those who are sure, and those that its writer chose where
    a name was unsure. Nobody is spoken to twice, or by themselves."""
    spoken = spoken_to(message.words, message.thread.space)
    offered = [one for people in spoken.unsure.values() for one in people]
    before = set(message.mentions.values_list("person", flat=True))
    people = {one.pk: one for one in spoken.to}
    people |= {one.pk: one for one in offered if one.pk in {*chosen, *before}}
    nobody = {reader for reader, writer in kept_apart(people) if writer == message.by_id}
    people = {pk: one for pk, one in people.items() if pk not in {*nobody, message.by_id}}
    message.mentions.exclude(person__in=people).delete()
    rows = [Mention(message=message, person=one) for one in people.values()]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
    return list(people.values())


def _people_called(firsts: set[str], space: Space) -> list[Person]:
    """Members who see the space and whose name begins so."""
    called = Q(pk=None)
    for first in firsts:
        called |= Q(name__istartswith=first)
    people = Person.objects.members().filter(called)
    if space.group_id:
        people = people.filter(groups=space.group_id)
    return list(people.by_name()[:100])


def _plain(name: str) -> str:
    return slugify(name.replace("’", "'"), allow_unicode=True)


def member_called(name: str, *, but: Person) -> Person:
    """The one other member of that name, as somebody typed it."""
    found = Person.objects.members().filter(name__iexact=name.strip()).exclude(pk=but.pk)[:2]
    if not found:
        raise Refused(_("We know no member by that name. Write it as it stands by their words."))
    if len(found) > 1:
        raise Refused(_("Two members have that name. Tell a steward whom you mean."))
    return found[0]
