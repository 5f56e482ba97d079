"""Whatever people do in whatever order, the waiting list keeps its order (complaint 9)."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings, strategies as st

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.offers import give_free_places, hold_places, keep_offers_moving
from hearth.gatherings.models.place_moves import Why
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from tests.proving import proves

PEOPLE = 7
who = st.integers(0, PEOPLE - 1)
deeds = st.one_of(
    st.tuples(st.just("book"), who, st.booleans()),
    st.tuples(st.just("book"), who, st.booleans()),
    st.tuples(st.sampled_from(["give_up", "accept", "decline", "run_out"]), who),
    st.tuples(st.just("grow"), st.just(1)),
    st.tuples(st.just("hold"), st.integers(0, 2)),
    st.tuples(st.just("release")),
)


class Village:
    """The same rules, as somebody would keep them with a pencil: who has a place, who was
    offered one, and who stands in line."""

    def __init__(self, places):
        self.places, self.kept = places, 0
        self.has, self.offered, self.line = {}, {}, {}

    def free(self):
        held = [*self.has.values(), *self.offered.values()]
        left = self.places - len(held)
        new = min(max(self.kept - held.count("new"), 0), left)
        return left - new, new

    def move_up(self):
        for _turn in range(PEOPLE):
            for_all, new = self.free()
            in_line = [name for name, is_new in self.line.items() if for_all or (new and is_new)]
            for name in in_line[:1]:
                self.offered[name] = "new" if self.line.pop(name) and new else ""

    def book(self, name, is_new):
        for_all, new = self.free()
        if name in self.has or name in self.offered:
            return
        if for_all or (new and is_new):
            self.line.pop(name, None)
            self.has[name] = "new" if is_new and new else ""
        else:
            self.line[name] = is_new

    def give_up(self, name):
        for where in (self.has, self.offered, self.line):
            where.pop(name, None)

    def accept(self, name):
        if name in self.offered:
            self.has[name] = self.offered.pop(name)

    def decline(self, name):
        self.offered.pop(name, None)

    run_out = decline

    def grow(self, by):
        self.places += by

    def hold(self, new):
        self.kept = min(new, self.places)

    def release(self):
        self.kept = 0


class Hall:
    """The real thing, told the same."""

    def __init__(self, gathering, people, by):
        self.gathering, self.people, self.by = gathering, people, by

    def mine(self, name):
        return self.gathering.booked.filter(person=self.people[name]).first()

    def book(self, name, is_new):
        book(self.gathering, self.people[name], is_first_time=is_new)

    def give_up(self, name):
        if mine := self.mine(name):
            mine.give_up()

    def accept(self, name):
        if (mine := self.mine(name)) and mine.is_offered:
            mine.accept()

    def decline(self, name):
        if (mine := self.mine(name)) and mine.is_offered:
            mine.give_up(Why.NO)

    def run_out(self, name):
        past = now() - timedelta(minutes=1)
        self.gathering.booked.offered().filter(person=self.people[name]).update(answer_by=past)
        keep_offers_moving()

    def grow(self, by):
        gathering = self.gathering.locked()
        Gathering.objects.filter(pk=gathering.pk).update(places=gathering.places + by)
        give_free_places(gathering)

    def hold(self, new):
        places = min(new, self.gathering.locked().places)
        tomorrow = localdate() + timedelta(days=1)
        hold_places(self.gathering, by=self.by, new=places, until_on=tomorrow)

    def release(self):
        self.gathering.holds.update(until_on=localdate() - timedelta(days=1))
        keep_offers_moving()

    def stands(self):
        booked = self.gathering.booked.in_order().select_related("person")
        named = {
            name: [p.person.name for p in rows]
            for name, rows in {
                "has": booked.coming(),
                "offered": booked.offered(),
                "line": booked.waiting(),
            }.items()
        }
        return set(named["has"]), set(named["offered"]), named["line"]


@pytest.fixture
def villagers(people):
    return {
        f"P{n}": Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org") for n in range(PEOPLE)
    }


def nobody_was_passed_over(gathering, before):
    """Of those who waited before, whoever got an offer had waited longest of their kind."""
    now_offered = set(gathering.booked.offered().values_list("pk", flat=True))
    still = {place.pk for place in gathering.booked.waiting()}
    for pk, is_new in before.items():
        earlier = {other for other, kind in before.items() if other < pk and kind == is_new}
        assert pk not in now_offered or not earlier & still


@proves("J3.9")
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    places=st.integers(1, 3),
    kept=st.integers(0, 2),
    story=st.lists(deeds, min_size=10, max_size=25),
)
def test_who_asked_first_is_first_whatever_happens(
    people, make_gathering, villagers, places, kept, story
):
    with transaction.atomic():
        gathering = make_gathering(places=places)
        hall, village = Hall(gathering, villagers, people.bola), Village(places)
        for deed, *facts in [("hold", kept), *story]:
            facts = (
                [f"P{facts[0]}", *facts[1:]] if facts and deed not in ("grow", "hold") else facts
            )
            before = dict(gathering.booked.waiting().values_list("pk", "is_first_time"))
            getattr(hall, deed)(*facts)
            getattr(village, deed)(*facts)
            village.move_up()
            assert hall.stands() == (set(village.has), set(village.offered), list(village.line))
            if deed != "book":
                nobody_was_passed_over(gathering, before)
            gathering.refresh_from_db()
            assert gathering.places_taken == gathering.booked.held().count() <= gathering.places
        transaction.set_rollback(True)
