"""Being named in the round-up: only who said yes, and only as long as they do."""

from datetime import timedelta

from django.utils.timezone import now

from hearth.people.models import Profile
from hearth.people.new_here import items, named


def new_here():
    return [one.title for one in items(now() - timedelta(days=7), now() + timedelta(minutes=1))]


def test_nobody_is_named_who_did_not_say_yes(people):
    assert new_here() == []


def test_one_button_after_joining_says_yes(people, as_):
    amara = as_(people.amara)
    assert "Yes, name me" in amara.get("/join/welcome/").text
    amara.post("/me/named/", {"may_be_named": "on"})
    assert new_here() == ["Amara"]
    assert "By name" in amara.get("/me/").text


def test_a_yes_can_be_taken_back_and_changes_nothing_else(people, as_):
    amara = as_(people.amara)
    amara.post("/me/needs/", {"needs": "Captions"})
    amara.post("/me/named/", {"may_be_named": "on"})
    amara.post("/me/named/", {})
    assert new_here() == []
    assert not list(named([people.amara.pk]))
    assert Profile.of(people.amara).needs == "Captions"


def test_saving_something_else_leaves_the_yes_alone(people, as_):
    amara = as_(people.amara)
    amara.post("/me/named/", {"may_be_named": "on"})
    amara.post("/me/name/", {"name": "Amara O.", "does": "Mends"})
    assert list(named([people.amara.pk, people.bola.pk])) == [people.amara.pk]
