"""Made-up sign-ups in a flood are held for a person, and a room full of real people is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.people.models import Joining, Knock, Stranger
from hearth.people.models.knocking import forget_knocks, place_of
from tests.proving import proves

PLACE = "203.0.113.7"


def knock(number, place=PLACE, **said):
    about = {"name": f"Guest {number}", "email": f"guest-{number}@example.org"} | said
    return Client(REMOTE_ADDR=place).post("/join/", about)


def to_strangers():
    return Letter.objects.filter(to__in=Stranger.objects.values("person"))


@proves("J1.8")
def test_twenty_in_a_minute_from_one_place_are_held_and_no_letter_leaves(people):
    begun = now()
    for number in range(20):
        with time_machine.travel(begun + timedelta(seconds=2.9 * number), tick=False):
            knock(number)
            left = Letter.objects.due().filter(to__in=Stranger.objects.values("person"))
            assert not left.exists(), f"a letter is due after {number + 1}"
    assert Joining.objects.held().count() == 20
    assert not to_strangers().exists()


@proves("J1.8")
def test_a_flood_writes_to_no_member_either_and_says_the_same_to_everybody(people):
    pages = [knock(number) for number in range(19)]
    pages += [knock(19, email="bola@example.org"), knock(20)]
    assert {page.url for page in pages} == {"/join/letter/"}
    assert not people.bola.letters.exists()


@proves("J1.8")
def test_the_flood_goes_on_being_held_and_other_places_are_not(people):
    begun = now()
    for number in range(20):
        knock(number)
    with time_machine.travel(begun + timedelta(minutes=5), tick=False):
        knock(20)
        knock(21, place="203.0.113.8")
    assert Joining.objects.held().count() == 21
    assert [letter.to.name for letter in to_strangers()] == ["Guest 21"]
    with time_machine.travel(begun + timedelta(minutes=16), tick=False):
        knock(22)
    assert Joining.objects.held().count() == 21


def test_fifteen_people_at_one_community_centre_join_in_an_hour(people):
    begun = now()
    for number in range(15):
        with time_machine.travel(begun + timedelta(minutes=3 * number), tick=False):
            knock(number)
    assert not Joining.objects.held().exists()
    assert to_strangers().count() == 15


def test_fifteen_people_who_join_in_the_same_minute_are_in_two_minutes_later(people):
    for number in range(15):
        knock(number)
    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        assert Letter.objects.due().filter(to__name__startswith="Guest").count() == 15


def test_who_joins_alone_has_the_letter_after_five_seconds(people):
    knock(1)
    with time_machine.travel(now() + timedelta(seconds=6), tick=False):
        assert Letter.objects.due().filter(to__name="Guest 1").count() == 1


def test_what_fills_in_the_question_that_nobody_sees_is_held(people):
    knock(1, left_empty="https://spam.example/")
    assert Joining.objects.held().get().name == "Guest 1"
    assert not to_strangers().exists()


def test_stewards_hear_of_it_once_a_day_and_let_go_on_or_forget_in_one_tap(people, as_):
    for number in range(21):
        knock(number)
    assert Letter.objects.filter(subject__contains="held").count() == 2, "one for each steward"
    dee = as_(people.dee)
    assert "21 who want to join wait" in dee.get("/steward/").text
    page = dee.get("/steward/held/").text
    assert "Guest 3" in page and "guest-3@example.org" in page
    one, other = Joining.objects.held()[:2]
    dee.post("/steward/held/", {"one": one.pk, "release": "yes"})
    dee.post("/steward/held/", {"one": one.pk, "release": "yes"})
    assert to_strangers().get().to == one.person
    dee.post("/steward/held/", {"one": other.pk, "forget": "yes"})
    assert not Person.objects.filter(pk=other.person.pk).exists()
    dee.post("/steward/held/", {"release": "yes"})
    assert to_strangers().count() == 20
    assert not Joining.objects.held().exists()


def test_all_are_forgotten_in_one_tap_and_nobody_but_stewards_sees_them(people, as_):
    for number in range(20):
        knock(number)
    assert as_(people.bola).get("/steward/held/").status_code == 404
    assert as_(people.bola).post("/steward/held/", {"forget": "yes"}).status_code == 404
    as_(people.dee).post("/steward/held/", {"forget": "yes"})
    assert not Stranger.objects.exists()
    assert not Person.objects.filter(name__startswith="Guest").exists()


def test_who_was_released_comes_in_by_their_link(people, as_, letters_to, link_in):
    for number in range(20):
        knock(number)
    as_(people.dee).post("/steward/held/", {"release": "yes"})
    link = link_in(letters_to("guest-4@example.org")[-1], "/join/")
    assert Client().post(link).url == "/join/welcome/"


def test_from_where_somebody_came_is_a_fingerprint_and_gone_after_ten_minutes(people):
    knock(1)
    assert PLACE not in Knock.objects.get().place
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        assert place_of(PLACE) != Knock.objects.get().place, "another one each day"
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert forget_knocks() == 1


def test_a_homes_many_new_addresses_are_one_place():
    assert place_of("2001:db8:1:2::3") == place_of("2001:db8:1:2:ffff::4")
    assert place_of("2001:db8:1:2::3") != place_of("2001:db8:1:3::3")
    assert place_of("unix socket") == ""


@pytest.mark.django_db(transaction=True)
def test_forty_at_the_same_moment_are_all_held(people):
    from hearth.people.models.joining import ask_to_join

    def one(number):
        try:
            ask_to_join(name=f"Bot {number}", email=f"bot-{number}@example.org", place="there")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        list(many.map(one, range(40)))
    assert Joining.objects.held().count() == 40
    assert not to_strangers().exists()


def test_an_old_link_to_sign_in_brings_one_letter_an_hour(people, letters_to, link_in):
    Client().post("/sign-in/", {"email": "amara@example.org"})
    link = link_in(letters_to("amara@example.org")[0], "/sign-in/")
    with time_machine.travel(now() + timedelta(minutes=11), tick=False) as clock:
        for _press in range(4):
            cache.clear()
            Client().post(link)
        assert len(letters_to("amara@example.org")) == 2
        clock.shift(timedelta(hours=1))
        Client().post(link)
        assert len(letters_to("amara@example.org")) == 3
