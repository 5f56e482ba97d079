"""A part of a question that is put together once: what one person finds, no other does."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils.timezone import now

from hearth.ground.access import Group, PersonMiddleware
from hearth.ground.accounts import Person, Stewardship
from hearth.ground.books import Entry
from hearth.ground.rows import numbers_of


def groups_of(person):
    return Group.objects.filter(people=person).values("pk")


def groups_of_by_name(person):
    return Group.objects.filter(people=person, name="Panel").values("pk")


def keys_of(person):
    return Stewardship.objects.filter(person=person, since__lte=now()).values("pk")


@pytest.fixture
def panel(people):
    """A group with Amara in it, and a page for that group alone."""
    panel = Group.objects.create(name="Panel")
    panel.people.add(people.amara)
    page = {"url": "/charter/", "title": "Plan", "text": "words"}
    Entry.objects.create(seen_by=Entry.SeenBy.GROUP, group=panel, **page)
    return panel


def test_each_finds_their_own_whoever_asked_before(people, panel):
    seen = {one: Entry.objects.visible_to(one).count() for one in (people.amara, people.bola)}
    assert seen == {people.amara: 1, people.bola: 0}
    assert [Entry.objects.visible_to(one).count() for one in (people.bola, people.amara)] == [0, 1]


def test_who_leaves_a_group_finds_nothing_of_it_from_then_on(people, panel):
    assert Entry.objects.visible_to(people.amara).exists()
    panel.people.remove(people.amara)
    assert not Entry.objects.visible_to(people.amara).exists()
    panel.people.add(people.bola)
    assert Entry.objects.visible_to(people.bola).exists()


def test_it_is_still_a_part_of_a_question(people, panel, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(Group.objects.filter(pk__in=numbers_of(people.amara, groups_of))) == [panel]


@pytest.mark.parametrize("asked", [groups_of_by_name, keys_of])
def test_nothing_else_than_the_number_is_kept(people, asked):
    with pytest.raises(ValueError, match="more than one number"):
        numbers_of(people.amara, asked)


def test_a_page_is_from_a_person_themselves(people, as_):
    browser = as_(people.amara)
    request = RequestFactory().get("/")
    request.session, request.COOKIES = browser.session, {}
    PersonMiddleware(lambda asked: asked)(request)
    assert type(request.person) is Person
    assert request.user is request.person
    assert request.person == people.amara
