"""When somebody leaves us: their places go to those who wait, what they host to a steward."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.gatherings.models import Gathering, Need, Place, Series, Taking
from hearth.gatherings.models.remarks import forget_words_of
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind
from hearth.ground.live import tell


def says(person: Person) -> Iterator[str]:
    """What somebody who thinks of leaving should know."""
    for gathering in _places_of(person)[:5]:
        words = _("Your place at {title} is free again. Whoever waits gets it.")
        yield words.format(title=gathering.title)
    hosted = [*_hosted_by(person)[:5], *Series.objects.filter(host=person)[:5]]
    heir = _steward_besides(person)
    if hosted and heir:
        titles = ", ".join(dict.fromkeys(thing.title for thing in hosted))
        words = _("{name} hosts in your place, and gets a letter: {titles}.")
        yield words.format(name=heir.name, titles=titles)


def does(person: Person) -> None:
    """Give up what is ahead, and hand over what they host. Who cannot is refused."""
    for place in Place.objects.filter(person=person, gathering__in=_places_of(person)):
        place.give_up()
    for taking in Taking.objects.filter(person=person):
        taking.let_go()
    for taking in Taking.objects.filter(answer__person=person):
        taking.release()
    for need in Need.objects.filter(doer=person).select_related("place__gathering"):
        need.hand_back(by=person)
    forget_words_of(person)
    _hand_over(person)
    for gathering in Gathering.objects.filter(answers__person=person).distinct():
        tell(gathering.live_topic)


def _places_of(person: Person) -> list[Gathering]:
    return list(Gathering.objects.ahead().filter(booked__person=person))


def _hosted_by(person: Person) -> list[Gathering]:
    """What they were to host: announced or a draft, today or later."""
    to_come = Gathering.objects.filter(host=person, ended_at=None, ends_at__gte=now())
    return list(to_come.order_by("starts_at", "pk"))


def _steward_besides(person: Person) -> Person | None:
    return Person.objects.stewards().exclude(pk=person.pk).order_by("joined_at", "pk").first()


def _hand_over(person: Person) -> None:
    gatherings, series = _hosted_by(person), Series.objects.filter(host=person)
    heir = _steward_besides(person)
    titles = list(dict.fromkeys(thing.title for thing in [*gatherings, *series]))
    if heir is None or not titles:
        return
    for gathering in gatherings:
        gathering.host = heir
        gathering.change("host")
    series.update(host=heir)
    post(
        [heir],
        _("You host now: {titles}").format(titles=", ".join(titles)),
        "gatherings/letters/host_left.txt",
        kind=Kind.STEWARDS,
        button=(_("See what is ahead"), "/gatherings/"),
        titles=titles,
    )
