"""Letters are written for many readers at once; each has in theirs what the reader alone may see.

The truth is `visible_to`, asked for one person at a time. Worlds of readers and pages are drawn at
random: who keeps away from whom, who is in which group, who looks after the community, whose
words were narrowed, and for whom each page is.
"""

from __future__ import annotations

from random import Random

import pytest
from django.utils.timezone import localdate, now

from hearth.conversations.models import Message, open_space, start_thread, write
from hearth.conversations.models.blocks import keep_away
from hearth.ground.access import Group
from hearth.ground.accounts import Community, Person
from hearth.ground.areas import areas
from hearth.ground.books import Contribution, Entry, Wish, hear, index
from hearth.listening.models import Theme
from hearth.listening.models.themes import open_theme
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import Kind
from hearth.roundups.shown import seen_by_each, shown_all, shown_to_each
from tests.evidence import asked

AUDIENCES = ("everyone", "members", "group")
WISHES = (Wish.NAMED, Wish.MEMBERS, Wish.STEWARDS, Wish.STEWARDS)


class World:
    """Twelve readers more, and some of all that can be closed to one of them."""

    def __init__(self, people, seed):
        self.lot = Random(seed)
        self.people = [*vars(people).values(), *self._more_people()]
        self.members = [one for one in self.people if one.is_member]
        self.groups = [Group.objects.create(name=f"Group {n}") for n in range(2)]
        for group in self.groups:
            group.people.set(self.lot.sample(self.people, 7))
        self.groups[0].people.add(people.fin)
        self.groups[0].people.remove(people.dee)
        self._talk()
        self._themes(people)
        self._pages()
        self._keep_away()
        for line in Contribution.objects.filter(during="Then narrowed"):
            line.narrow(Wish.STEWARDS)
        for line in Contribution.objects.filter(during="Then taken back"):
            line.delete()
        self.people = list(Person.objects.get_queryset().order_by("pk"))

    def _more_people(self):
        for n in range(12):
            person = Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org")
            if n % 4:
                person.join()
            yield Person.objects.get(pk=person.pk)

    def _audience(self):
        seen_by = self.lot.choice(AUDIENCES)
        group = self.lot.choice(self.groups) if seen_by == "group" else None
        return {"seen_by": seen_by, "group": group}

    def _talk(self):
        dee = next(one for one in self.people if one.is_steward)
        spaces = [open_space(name, by=dee, seen_by=name) for name in AUDIENCES[:2]]
        for n in range(8):
            by, other = self.lot.sample(self.members, 2)
            thread = start_thread(self.lot.choice(spaces), f"Talk {n}", "So", by=by,
                                  wish=self.lot.choice((Wish.NAMED, Wish.MEMBERS)))  # fmt: skip
            write(thread, "Yes", by=other)

    def _themes(self, people):
        for by, wish in ((people.bola, Wish.MEMBERS), (people.dee, Wish.STEWARDS)):
            line = hear("Damp", said_by=by, during="June", url="/j/", wish=wish)
            circle = {"seen_by": "group", "group": self.groups[0]}
            theme = open_theme(f"A circle's, by {by}", by=by, lines=[line], **circle)
            index(Roundup(), url=theme.get_absolute_url(), title=theme.name, text="")
        for n in range(10):
            during = self.lot.choice(("June", "Then narrowed", "Then taken back"))
            lines = [
                hear("Heat", said_by=by, during=during, url="/j/", wish=self.lot.choice(WISHES))
                for by in self.lot.sample(self.people, self.lot.randint(0, 2))
            ]
            theme = open_theme(f"Theme {n}", by=None, lines=lines, **self._audience())
            if self.lot.random() < 0.5:
                page = Roundup(**self._audience())
                index(page, url=theme.get_absolute_url(), title=f"Theme {n}", text="")

    def _pages(self):
        """The index may know a page under another audience than its own."""
        for n in range(6):
            index(Roundup(**self._audience()), url=f"/pages/{n}/", title=f"Page {n}", text="")
        thread = Message.objects.first().thread.get_absolute_url()
        for url in (thread, "/threads/999/", "/threads/x/", "/themes/", "/themes/none/"):
            index(Roundup(seen_by="everyone"), url=url, title=f"At {url}", text="")

    def _keep_away(self):
        for _ in range(20):
            by, of = self.lot.sample(self.people, 2)
            keep_away(of, is_mute=self.lot.random() < 0.4, by=by)

    def round_up(self, edition, day):
        edges = dict.fromkeys(("since", "until", "closes_at"), now())
        made = Roundup.objects.create(edition=edition, on=localdate().replace(day=day), **edges)
        made.newcomers.set(self.lot.sample(self.people, 4))
        urls = [*Entry.objects.values_list("url", flat=True), "/nowhere/", "https://example.org/"]
        for place, url in enumerate(self.lot.sample(urls, len(urls) * 3 // 4)):
            Piece.objects.create(roundup=made, kind=Kind.MORE, url=url, place=place)
        Piece.objects.create(roundup=made, kind=Kind.PEOPLE, place=99)
        return made


SEEDS = pytest.mark.parametrize("seed", range(6))


@pytest.fixture
def world(people, seed):
    return World(people, seed)


@SEEDS
def test_pages_are_seen_by_each_as_by_that_one_alone(world):
    no_groups = Entry.objects.exclude(seen_by="group")
    assert seen_by_each(no_groups, world.people) == {
        person.pk: frozenset(no_groups.visible_to(person).values_list("url", flat=True))
        for person in world.people
    }


def test_pages_of_an_area_that_is_off_are_seen_by_nobody(people):
    index(Roundup(seen_by="everyone"), url="/threads/7/", title="Talk", text="")
    assert all(seen_by_each(Entry.objects.all(), vars(people).values()).values())
    Community.objects.update(areas_on="roundups")
    assert not any(seen_by_each(Entry.objects.all(), vars(people).values()).values())


@SEEDS
def test_themes_are_open_to_each_as_to_that_one_alone(world):
    one_by_one = {
        (person.pk, theme)
        for person in world.people
        for theme in Theme.objects.visible_to(person).values_list("pk", flat=True)
    }
    assert Theme.objects.all().visible_among(world.people) == one_by_one


@SEEDS
def test_what_an_area_closes_is_the_same_for_several_readers_as_for_one(world):
    urls = set(Entry.objects.values_list("url", flat=True))
    found = 0
    for area in areas():
        if area.closed_to is None:
            continue
        one_by_one = {
            (person.pk, url)
            for person in world.people
            for url in Entry.objects.filter(url__in=area.closed_to.one(person)).values_list(
                "url", flat=True
            )
        }
        assert set(area.closed_to.each(urls, world.people)) == one_by_one, area.name
        found += bool(one_by_one)
    assert found == 2, "in this world nobody is kept from anything"


@SEEDS
def test_a_letter_tells_each_reader_what_its_page_tells_them(world):
    both = [world.round_up("roundup", 5), world.round_up("newsletter", 1)]
    at_once = shown_to_each(both, world.people)
    assert at_once == {person.pk: shown_all(both, person) for person in world.people}
    assert len({str(shown) for shown in at_once.values()}) > 5, "they all read the same"


@pytest.mark.parametrize("seed", [1])
def test_it_is_asked_as_often_for_all_of_them_as_for_one(world):
    one = world.round_up("roundup", 5)
    with asked() as for_one:
        shown_to_each([one], world.people[:1])
    with asked() as for_all:
        shown_to_each([one], world.people)
    assert len(for_all) == len(for_one)
